"""Sets of trainings and of mentors."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from lib.codes import read_code
from registration.models import Enrolment

if TYPE_CHECKING:
    from accounts.models import Member
from mentoring.querysets.by_name import named

SHORTEST_MONTH = 28


class TrainingQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Completions that count: not withdrawn, and not replaced by a correction.

        Asked as "there is no correction": of an outer join PostgreSQL expects one row,
        and then plans ten thousand as if they were one.
        """
        corrections = named("TrainingCompletion").filter(corrects=OuterRef("pk"))
        return self.filter(~Exists(corrections), withdrawn_at__isnull=True)

    def counting(self) -> Self:
        """Completions that make a member a trained one: they stand, and have not lapsed."""
        return self.standing().filter(lapsed_at__isnull=True)

    def lapsed(self) -> Self:
        """Completions that stand, and count no more."""
        return self.standing().filter(lapsed_at__isnull=False).order_by("-completed_on", "pk")

    def newest_that_count(self) -> Self:
        """Of each trained member the completion that counts longest: the latest of all."""
        mine = named("TrainingCompletion").counting().filter(member=OuterRef("member"))
        on = OuterRef("completed_on")
        later = mine.filter(Q(completed_on__gt=on) | Q(completed_on=on, pk__gt=OuterRef("pk")))
        return self.counting().filter(~Exists(later))

    def near_their_end(self, today: date) -> Self:
        """Those of the newest that are to be warned of, or to lapse; a few more, none missing."""
        months = settings.MENTORING["TRAINING_VALID_MONTHS"]
        if not months:
            return self.none()
        first = settings.MENTORING["TRAINING_WARN_DAYS"][-1]
        day = today + timedelta(days=first - months * SHORTEST_MONTH)
        return self.newest_that_count().filter(completed_on__lte=day).order_by("completed_on")

    def with_code(self, typed: str) -> Any:
        """The completion whose certificate has this code, however it was typed, or None."""
        found = self.filter(code=read_code(typed)).select_related("member", "correction")
        return found.first()

    def of_day(self, day: Any) -> Self:
        """Completions that count for a training day: of its roll, or of its date and kind."""
        same = Q(completed_on=day.held_on, kind=day.kind)
        return self.standing().filter(Q(day=day) | same)

    def told_of_day(self, day: Any) -> Self:
        """What the roll of a day shows: `of_day`, and its own since corrected or withdrawn."""
        return self.filter(Q(pk__in=self.of_day(day).values("pk")) | Q(day=day))


class MentorQuerySet(models.QuerySet[Any]):
    """The three facts of a mentor, each asked of the database itself."""

    def of(self, member: "Member") -> Any:
        """The member's own profile; an unsaved empty one before the first save."""
        return self.filter(member=member).first() or self.model(member=member)

    def hold(self, profile: Any) -> Self:
        """This profile alone, held until the transaction ends."""
        held = self.filter(pk=profile.pk)
        list(held.select_for_update(no_key=True, of=("self",)).values_list("pk"))
        return held

    def asked_about(self, today: date) -> Self:
        """Listed mentors of open accounts, here, whose word on their places is old."""
        days = settings.MENTORING["CONFIRM_AFTER_DAYS"]
        here = Q(away_until__isnull=True) | Q(away_until__lte=today)
        old = Q(availability_confirmed_on__lte=today - timedelta(days=days))
        return self.filter(here, old, listed_at__isnull=False, member__is_active=True)

    def due_to_confirm(self, today: date) -> Self:
        """Those to be asked now, for the first time or once more."""
        settled = settings.MENTORING
        again = Q(
            confirmation_asks__lt=settled["CONFIRM_ASKS"],
            confirmation_asked_on__lte=today - timedelta(days=settled["CONFIRM_WITHIN_DAYS"]),
        )
        return self.asked_about(today).filter(Q(confirmation_asks=0) | again)

    def unconfirmed(self, today: date) -> Self:
        """Those who were asked as often as is set, and have said nothing."""
        settled = settings.MENTORING
        return self.asked_about(today).filter(
            confirmation_asks__gte=settled["CONFIRM_ASKS"],
            confirmation_asked_on__lte=today - timedelta(days=settled["CONFIRM_WITHIN_DAYS"]),
        )

    def lock(self, member: "Member | int") -> Any:
        """The member's profile, held until the transaction ends, or None.

        The order of locks is the same everywhere: enrolment, profile, pairing. On
        SQLite the transaction itself is the lock (IMMEDIATE).
        """
        return self.select_for_update(no_key=True, of=("self",)).filter(member=member).first()

    def lock_all(self, members: Any) -> None:
        """The profiles of these members, held until the transaction ends, in their order."""
        mine = self.filter(member__in=members).order_by("member")
        list(mine.select_for_update(no_key=True, of=("self",)).values_list("pk"))

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
        """An administrator has recorded training that still stands and counts."""
        return self.filter(
            Exists(named("TrainingCompletion").counting().filter(member=OuterRef("member")))
        )

    def listed(self) -> Self:
        """The member wants to be found, and is trained and has a live account."""
        return self.filter(listed_at__isnull=False, member__is_active=True).trained()

    def shown_to(self, member: "Member") -> Self:
        """Listed, and neither of the two has blocked the other."""
        blocks = named("Block").between(member, OuterRef("member"))
        return self.listed().filter(~Exists(blocks))

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
        counting = named("TrainingCompletion").counting().filter(member=OuterRef("member"))
        latest = counting.order_by("-completed_on").values("completed_on")[:1]
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
        shown = named("MentorProfile").shown_to(member).filter(pk=OuterRef("pk"))
        marked = named("MentorMark").of(member).filter(profile=OuterRef("pk"))
        return self.filter(Exists(shown) | Exists(marked))

    def open_to(self, member: "Member", on: date | None = None) -> Self:
        """Whom the member could propose to now, for one of their routes at least.

        The guards of proposing (`require_proposable`), asked of many mentors at once.
        """
        between = named("Pairing").open().filter(mentee=member, mentor=OuterRef("member"))
        managed = named("LineManagement").between(member, OuterRef("member"))
        others = self.shown_to(member).available(on).exclude(member=member)
        return others.filter(Exists(with_room(member)), ~Exists(between), ~Exists(managed))


def with_room(member: "Member") -> Any:
    """The member's open enrolments for which one more proposal can be sent."""
    pairings = named("Pairing").filter(enrolment=OuterRef("pk")).order_by()
    asked = pairings.proposed().chosen().values("enrolment").annotate(n=Count("pk"))
    most = settings.MENTORING["OPEN_PROPOSALS_PER_ENROLMENT"]
    mine = Enrolment.objects.of(member).open()
    return mine.filter(~Exists(pairings.active()), ~Exists(asked.filter(n__gte=most)))
