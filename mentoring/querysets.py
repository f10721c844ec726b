"""Sets of mentors, trainings, pairings and what is in them, in the words of the domain."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from mentoring.states import OPEN, Side, Status
from registration.models import Enrolment

if TYPE_CHECKING:
    from accounts.models import Member


def named(model: str) -> Any:
    """The manager of one of this app's models: querysets come before models."""
    return apps.get_model("mentoring", model)._default_manager


class TrainingQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Completions that count: not withdrawn, and not replaced by a correction.

        Asked as "there is no correction": of an outer join PostgreSQL expects one row,
        and then plans ten thousand as if they were one.
        """
        corrections = named("TrainingCompletion").filter(corrects=OuterRef("pk"))
        return self.filter(~Exists(corrections), withdrawn_at__isnull=True)


class MentorQuerySet(models.QuerySet[Any]):
    """The three facts of a mentor, each asked of the database itself."""

    TEXTS = (
        "member__name",
        "member__registrant__job_title",
        "member__registrant__organisation",
        "story",
        "help_with",
    )

    def of(self, member: "Member") -> Any:
        """The member's own profile; an unsaved empty one before the first save."""
        return self.filter(member=member).first() or self.model(member=member)

    def mentioning(self, spellings: Collection[str], areas: Collection[int] = ()) -> Self:
        """Mentors one of whose texts has one of the spellings, or who chose one of the areas.

        The name, job title, organisation and both parts of the statement are looked at.
        What is looked for is plain text: no sign in it has a meaning of its own.
        """
        found = Q()
        for text in self.TEXTS:
            for spelling in spellings:
                found |= Q(**{f"{text}__icontains": spelling})
        if areas:
            chosen = self.model.areas.through.objects.filter(knowledgearea__in=areas)
            found |= Q(pk__in=chosen.values("mentorprofile"))
        return self.filter(found)

    def lock(self, member: "Member | int") -> Any:
        """The member's profile, held until the transaction ends, or None.

        The order of locks is the same everywhere: enrolment, profile, pairing. On
        SQLite the transaction itself is the lock (IMMEDIATE).
        """
        return self.select_for_update(no_key=True, of=("self",)).filter(member=member).first()

    def with_places(self) -> Self:
        """Adds `places_taken`: pairings that hold one of the mentor's places."""
        taken = (
            named("Pairing")
            .filter(mentor=OuterRef("member"), slot__isnull=False)
            .order_by()
            .values("mentor")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.annotate(places_taken=Coalesce(Subquery(taken, output_field=IntegerField()), 0))

    def trained(self) -> Self:
        """An administrator has recorded training that still stands."""
        return self.filter(
            Exists(named("TrainingCompletion").standing().filter(member=OuterRef("member")))
        )

    def listed(self) -> Self:
        """The member wants to be found, and is trained and has a live account."""
        return self.filter(listed_at__isnull=False, member__is_active=True).trained()

    def with_a_place(self) -> Self:
        """With a place left: capacity above the number of pairings that hold one.

        The full ones are gathered once for all rather than counted mentor by mentor.
        """
        full = (
            named("Pairing")
            .filter(slot__isnull=False)
            .order_by()
            .values("mentor")
            .annotate(n=Count("pk"))
            .filter(n__gte=F("mentor__mentor_profile__capacity"))
        )
        return self.filter(capacity__gt=0).exclude(member__in=full.values("mentor"))

    def available(self, on: date | None = None) -> Self:
        """Not away, and with a place left."""
        back = Q(away_until__isnull=True) | Q(away_until__lte=on or timezone.localdate())
        return self.with_places().filter(back).with_a_place()

    def with_trained_on(self) -> Self:
        """Adds `trained_on`: the day of the latest training that stands, or nothing."""
        standing = named("TrainingCompletion").standing().filter(member=OuterRef("member"))
        latest = standing.order_by("-completed_on").values("completed_on")[:1]
        return self.annotate(trained_on=Subquery(latest))

    def with_work(self) -> Self:
        """The member, what is known of their work, and their level, in the same query."""
        terms = ("organisation_kind", "sector", "region", "level")
        return self.select_related(*(f"member__registrant__{name}" for name in terms))

    def proposable(self, on: date | None = None) -> Self:
        """Trained, listed and available: whom a member can propose to."""
        return self.listed().available(on)

    def known_to(self, member: "Member") -> Self:
        """Whom the member may see, or has marked while they could."""
        listed = named("MentorProfile").listed().filter(pk=OuterRef("pk"))
        marked = named("MentorMark").of(member).filter(profile=OuterRef("pk"))
        return self.filter(Exists(listed) | Exists(marked))

    def open_to(self, member: "Member", on: date | None = None) -> Self:
        """Whom the member could propose to now, for one of their routes at least.

        The guards of proposing (`require_proposable`), asked of many mentors at once.
        """
        between = named("Pairing").open().filter(mentee=member, mentor=OuterRef("member"))
        managed = named("LineManagement").between(member, OuterRef("member"))
        others = self.proposable(on).exclude(member=member)
        return others.filter(Exists(with_room(member)), ~Exists(between), ~Exists(managed))


def with_room(member: "Member") -> Any:
    """The member's open enrolments for which one more proposal can be sent."""
    pairings = named("Pairing").filter(enrolment=OuterRef("pk")).order_by()
    asked = pairings.proposed().values("enrolment").annotate(n=Count("pk"))
    most = settings.MENTORING["OPEN_PROPOSALS_PER_ENROLMENT"]
    mine = Enrolment.objects.of(member).open()
    return mine.filter(~Exists(pairings.active()), ~Exists(asked.filter(n__gte=most)))


class PairingQuerySet(models.QuerySet[Any]):
    def visible_to(self, member: "Member") -> Self:
        """The pairings of a person, as mentor or as mentee. Nobody else's, whoever asks."""
        return self.filter(Q(mentor=member) | Q(mentee=member))

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def proposed(self) -> Self:
        return self.filter(status=Status.PROPOSED)

    def active(self) -> Self:
        return self.filter(status=Status.ACTIVE)

    def closed(self) -> Self:
        return self.exclude(status__in=OPEN)

    def taking_a_place_of(self, mentor: "Member | int") -> Self:
        """Pairings that hold one of the mentor's places."""
        return self.filter(mentor=mentor, slot__isnull=False)

    def awaiting(self, member: "Member") -> Self:
        """Proposals on which this person's yes or no is still outstanding."""
        return self.proposed().filter(
            Q(mentor=member, mentor_accepted_at__isnull=True)
            | Q(mentee=member, mentee_accepted_at__isnull=True, mentor_accepted_at__isnull=False)
        )

    def overdue(self, now: datetime) -> Self:
        """Proposals whose silence has lasted as long as it may."""
        return self.silent().filter(
            awaiting_since__lte=now - timedelta(days=settings.MENTORING["EXPIRE_AFTER_DAYS"])
        )

    def silent(self) -> Self:
        """Proposals on which the clock of silence runs: it stands still while the two talk."""
        return self.proposed().filter(talking_since__isnull=True)

    def due_a_reminder(self, now: datetime) -> Self:
        """Proposals whose awaited side is to be reminded: once for each of the set days."""
        due = Q()
        for number, days in enumerate(settings.MENTORING["REMIND_AFTER_DAYS"]):
            due |= Q(reminders__lte=number, awaiting_since__lte=now - timedelta(days=days))
        return self.silent().filter(due)

    def with_unseen(self, member: "Member") -> Self:
        """Adds `unseen`: how many of the other's messages the member has not yet seen."""
        theirs = (
            named("Message")
            .filter(pairing=OuterRef("pk"))
            .unseen_by(member)
            .order_by()
            .values("pairing")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.annotate(unseen=Coalesce(Subquery(theirs, output_field=IntegerField()), 0))

    def with_people(self) -> Self:
        """Both people, what is known of their work, and the route, in one query."""
        return self.select_related(
            "enrolment__route", "mentor__registrant__level", "mentee__registrant__level"
        )


class MessageQuerySet(models.QuerySet[Any]):
    """What is written in pairings. A page asks for those of one pairing of the member alone."""

    def by(self, member: "Member") -> Self:
        """What this member has written."""
        return self.filter(
            Q(side=Side.MENTOR, pairing__mentor=member)
            | Q(side=Side.MENTEE, pairing__mentee=member)
        )

    def unseen_by(self, member: "Member") -> Self:
        """What the other of the two has written and this one has not seen."""
        theirs = Q(side=Side.MENTOR, pairing__mentee=member)
        return self.filter(
            theirs | Q(side=Side.MENTEE, pairing__mentor=member), seen_at__isnull=True
        )

    def just_said(self, pairing: Any, side: str, text: str, now: datetime) -> Any:
        """The last message of all, when it is this one, sent a moment ago; or None."""
        last = self.filter(pairing=pairing).order_by("-pk").first()
        moment = timedelta(minutes=settings.MENTORING["EDIT_MINUTES"])
        is_it = last and (last.side, last.text) == (side, text) and now - last.sent_at < moment
        return last if is_it else None


class MarkQuerySet(models.QuerySet[Any]):
    """What members have noted about mentors. A page asks for the member's own alone."""

    def of(self, member: "Member") -> Self:
        """All that this member has noted, and nobody else's."""
        return self.filter(member=member)

    def by(self, member: "Member", about: Any) -> Any:
        """The member's mark on a mentor; an unsaved empty one before the first act."""
        mark = self.of(member).filter(profile=about).first() or self.model()
        mark.member, mark.profile = member, about
        return mark

    def shortlisted(self) -> Self:
        return self.filter(shortlisted_at__isnull=False)

    def hidden(self) -> Self:
        return self.filter(hidden_at__isnull=False)

    def watched(self) -> Self:
        """Whose member has asked to be told when there is a place."""
        return self.filter(watched_since__isnull=False)

    def due(self, on: date | None = None) -> Self:
        """Watched, and the mentor can be proposed to now; who asked first comes first."""
        with_a_place = named("MentorProfile").proposable(on).values("pk")
        due = self.watched().filter(profile__in=with_a_place, member__is_active=True)
        return due.order_by("watched_since", "pk")


class SavedSearchQuerySet(models.QuerySet[Any]):
    """What members keep of what they looked for. A page asks for the member's own alone."""

    def of(self, member: "Member | int") -> Self:
        """All that this member keeps, the newest first, and nobody else's."""
        return self.filter(member=member).order_by("-saved_at", "-pk")

    def with_letters(self) -> Self:
        """Whose member wants to hear of new mentors."""
        return self.filter(letters_since__isnull=False)

    def due(self, day: date) -> Self:
        """With letters, and their member has had none on this day of the scheme."""
        written = named("SearchLetter").filter(day=day)
        due = self.with_letters().filter(member__is_active=True)
        return due.exclude(member__in=written.values("member"))
