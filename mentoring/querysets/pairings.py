"""Sets of pairings, and of what is written in them."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from mentoring.states import OPEN, Side, Status

if TYPE_CHECKING:
    from accounts.models import Member
from mentoring.querysets.by_name import named

BEFORE_ALL = datetime(1950, 1, 1, tzinfo=UTC)
COUNTED_BY = ("route", "mentor_level", "mentee_region", "mentee_sector")


class PairingQuerySet(models.QuerySet[Any]):
    def visible_to(self, member: "Member") -> Self:
        """The pairings of a person, as mentor or as mentee. Nobody else's, whoever asks."""
        return self.filter(Q(mentor=member) | Q(mentee=member))

    def between(self, one: "Member", other: "Member") -> Self:
        """What there is between two people, whichever of them is the mentor."""
        return self.filter(Q(mentor=one, mentee=other) | Q(mentor=other, mentee=one))

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def proposed(self) -> Self:
        return self.filter(status=Status.PROPOSED)

    def active(self) -> Self:
        return self.filter(status=Status.ACTIVE)

    def closed(self) -> Self:
        return self.exclude(status__in=OPEN)

    def suggested(self) -> Self:
        """Those that the office has suggested, whatever became of them."""
        return self.exclude(Q(proposed_by=F("mentor")) | Q(proposed_by=F("mentee")))

    def chosen(self) -> Self:
        """Those that the mentee has asked for, or has said yes to when the office suggested it."""
        return self.filter(Q(proposed_by=F("mentee")) | Q(mentee_accepted_at__isnull=False))

    def taking_a_place_of(self, mentor: "Member | int") -> Self:
        """Pairings that hold one of the mentor's places."""
        return self.filter(mentor=mentor, slot__isnull=False)

    def overdue(self, now: datetime) -> Self:
        """Proposals whose silence has lasted as long as it may."""
        days = settings.MENTORING["EXPIRE_AFTER_DAYS"]
        return self.silent().filter(unanswered_since(now - timedelta(days=days)))

    def due_a_nudge(self, now: datetime) -> Self:
        """Started, or talking first, and quiet for as long as may be; none of it told yet.

        Not while either of the two is away or gone, nor while a meeting is to come, nor
        while they are asked whether it is complete. A meeting that was held ends a quiet
        spell as an act does, and so does a pause that is over.
        """
        since = now - timedelta(days=settings.MENTORING["NUDGE_AFTER_DAYS"])
        today = timezone.localdate(now, timezone.get_default_timezone())
        meetings = named("Meeting").standing().filter(pairing=OuterRef("pk"), starts_at__gt=since)
        is_away = Q()
        for side in ("mentor", "mentee"):
            is_away |= Q(**{f"{side}__mentor_profile__away_until__gt": today})
        return (
            self.filter(Q(status=Status.ACTIVE) | Q(talking_since__isnull=False), status__in=OPEN)
            .filter(quiet_since__lte=since, nudged_at__isnull=True)
            .filter(mentor__is_active=True, mentee__is_active=True)
            .exclude(is_away)
            .exclude(paused_until__gt=timezone.localdate(since, timezone.get_default_timezone()))
            .exclude(completion_proposed_at__isnull=False)
            .exclude(Exists(meetings))
        )

    def due_to_complete(self, now: datetime) -> Self:
        """Pairings of which one side has said that they are complete, and the other nothing."""
        days = settings.MENTORING["COMPLETE_AFTER_DAYS"]
        said = self.active().filter(completion_proposed_at__isnull=False)
        return said.filter(unanswered_since(now - timedelta(days=days)))

    def since_the_tally(self) -> Self:
        """What was noted after everything that is counted in tallies."""
        last = named("Tally").order_by("-until").values("until")[:1]
        return self.filter(noted_at__gte=Coalesce(Subquery(last), Value(BEFORE_ALL)))

    def counted_by_month(self, *facts: str) -> Any:
        """How many started, by the month where the scheme is and by these facts, or by all."""
        here = timezone.get_default_timezone()
        month = TruncMonth("activated_at", output_field=DateField(), tzinfo=here)
        rows = self.annotate(month=month).values("month", *(facts or COUNTED_BY))
        return rows.annotate(started=Count("*")).order_by()

    def paused(self, day: date) -> Self:
        """Active pairings that rest on that day."""
        return self.active().filter(paused_until__gt=day)

    def due_a_check_in(self, now: datetime) -> Self:
        """Active, and it is time to ask how it is going.

        Not while it rests, nor while they are asked whether it is complete.
        """
        today = timezone.localdate(now, timezone.get_default_timezone())
        due = self.active().filter(check_in_at__lte=now, completion_proposed_at__isnull=True)
        return due.exclude(paused_until__gt=today)

    def unanswered_in_a_row(self, profile: Any) -> Self:
        """Proposals that a mentor let close in silence, since they were listed and last answered.

        A yes, a no and the wish to talk first are answers. What the office suggested and
        the mentee did not answer either is nobody's silence towards anybody.
        """
        mine = self.filter(mentor=profile.member_id)
        answered = mine.aggregate(
            yes=Max("mentor_accepted_at"),
            no=Max("closed_at", filter=Q(status=Status.DECLINED)),
            talk=Max("talking_since"),
        )
        since = max([profile.listed_at, *(at for at in answered.values() if at)])
        silent = mine.chosen().filter(status=Status.EXPIRED, mentor_accepted_at__isnull=True)
        return silent.filter(closed_at__gte=since)

    def silent(self) -> Self:
        """Proposals on which the clock of silence runs: it stands still while the two talk."""
        return self.proposed().filter(talking_since__isnull=True)

    def due_a_reminder(self, now: datetime) -> Self:
        """Proposals whose awaited sides are to be reminded: once for each of the set days."""
        due = Q()
        for number, days in enumerate(settings.MENTORING["REMIND_AFTER_DAYS"]):
            due |= Q(reminders__lte=number) & unanswered_since(now - timedelta(days=days))
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

    def with_suggested(self, member: "Member") -> Self:
        """Adds `suggested`: whether a change of the agreement waits for this member to agree."""
        return self.annotate(suggested=Exists(named("Agreement").waiting_for(member, "pk")))

    def with_draft_of(self, member: "Member") -> Self:
        """Adds `draft`: the message that the member has written there and not sent, or nothing."""
        drafts = named("MessageDraft").filter(written_by(member), pairing=OuterRef("pk"))
        return self.annotate(
            draft=Coalesce(Subquery(drafts.values("text")), Value("", TextField()))
        )

    def with_people(self) -> Self:
        """Both people, what is known of their work, and the route, in one query."""
        return self.select_related(
            "enrolment__route",
            "mentor__registrant__level",
            "mentor__mentor_profile",
            "mentee__registrant__level",
            "mentee__mentor_profile",
        )


def unanswered_since(moment: datetime) -> Q:
    """Waiting since then at least; from the day on which whoever is waited for is back.

    The same is asked of one pairing by `PairingFacts.counted_from`.
    """
    day = timezone.localdate(moment, timezone.get_default_timezone())
    mentor_is_away = waits_for("mentor") & Q(mentor__mentor_profile__away_until__gt=day)
    mentee_is_away = waits_for("mentee") & Q(mentee__mentor_profile__away_until__gt=day)
    return Q(awaiting_since__lte=moment) & ~mentor_is_away & ~mentee_is_away


def waits_for(side: str) -> Q:
    """Of what waits for a yes: it is this side's. The same is asked by `waiting_for`."""
    if side == Side.MENTOR:
        return Q(mentor_accepted_at__isnull=True) | Q(completion_proposed_by=F("mentee"))
    mentees = Q(mentor_accepted_at__isnull=False, completion_proposed_by__isnull=True)
    mentees |= Q(mentee_accepted_at__isnull=True) & ~Q(proposed_by=F("mentee"))
    return mentees | Q(completion_proposed_by=F("mentor"))


def written_by(member: "Member") -> Q:
    """What is of the member's side of a pairing."""
    mentors = Q(side=Side.MENTOR, pairing__mentor=member)
    return mentors | Q(side=Side.MENTEE, pairing__mentee=member)


class MessageQuerySet(models.QuerySet[Any]):
    """What is written in pairings. A page asks for those of one pairing of the member alone."""

    def by(self, member: "Member") -> Self:
        """What this member has written."""
        return self.filter(written_by(member))

    def unseen_by(self, member: "Member") -> Self:
        """What the other of the two has written and this one has not seen."""
        return self.received_by(member).filter(seen_at__isnull=True)

    def received_by(self, member: "Member") -> Self:
        """What the other of the two has written to this one."""
        theirs = Q(side=Side.MENTOR, pairing__mentee=member)
        return self.filter(theirs | Q(side=Side.MENTEE, pairing__mentor=member))

    def just_said(self, pairing: Any, side: str, text: str, now: datetime) -> Any:
        """The last message of all, when it is this one, sent a moment ago; or None."""
        last = self.filter(pairing=pairing).order_by("-pk").first()
        moment = timedelta(minutes=settings.MENTORING["EDIT_MINUTES"])
        is_it = last and (last.side, last.text) == (side, text) and now - last.sent_at < moment
        return last if is_it else None
