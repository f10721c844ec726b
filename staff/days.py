"""Training days as the office reads them: the roll, and what each of its members came to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.functional import cached_property

from accounts.models import Member
from accounts.roles import Permission
from mentoring.models import Booking, MentorProfile, TrainingCompletion, TrainingDay
from mentoring.models.training_roll import last_act
from staff.members import Members, search, with_facts
from staff.reports.levels import active_levels
from staff.reports.report import Figure

MOST_FOUND, MOST_INTERESTED = 20, 50


@dataclass(frozen=True)
class RollRow:
    """One member of the roll, with the completion that counts for the day, if there is one."""

    booking: Booking
    completion: TrainingCompletion | None
    is_ticked: bool = False

    @property
    def member(self) -> Member:
        return self.booking.member

    @property
    def status(self) -> str:
        """The word of the pill: what the day came to for this member."""
        if record := self.completion:
            became = "withdrawn" if record.is_withdrawn else "corrected"
            return "completed" if record.is_standing else became
        if self.booking.absent_at:
            return "absent"
        return "booked" if self.booking.is_kept else "given_back"

    @property
    def can_be_ticked(self) -> bool:
        is_open = self.completion is None or self.completion.is_withdrawn
        return is_open and self.member.is_active


@dataclass
class DayRoll:
    """The roll of one day for its page: two queries, whatever its length."""

    day: TrainingDay
    viewer: Member
    ticked: Collection[int] | None = None  # keys of members; None for all who are booked

    @cached_property
    def bookings(self) -> list[Booking]:
        return list(self.day.bookings.by_name())

    @cached_property
    def completions(self) -> list[TrainingCompletion]:
        counting = TrainingCompletion.objects.told_of_day(self.day)
        mine = counting.filter(member__in=self.day.bookings.values("member"))
        return list(mine.select_related("correction"))

    @cached_property
    def rows(self) -> list[RollRow]:
        # Of several records of one member the one that stands is shown, else the newest.
        in_order = sorted(self.completions, key=lambda record: (record.is_standing, record.pk))
        done = {record.member_id: record for record in in_order}
        rows = [RollRow(booking, done.get(booking.member_id)) for booking in self.bookings]
        return [RollRow(row.booking, row.completion, self.is_ticked(row)) for row in rows]

    @cached_property
    def may_record(self) -> bool:
        """Whether the viewer keeps the roll, rather than only reads it."""
        return self.viewer.may(Permission.RECORD_TRAINING)

    def is_ticked(self, row: RollRow) -> bool:
        if not row.can_be_ticked:
            return False
        if self.ticked is None:
            return row.status == "booked"
        return row.booking.member_id in self.ticked

    @cached_property
    def figure(self) -> Figure | None:
        """Who mentors whom, for those who read reports: what the day is held for."""
        return active_levels(self.viewer) if self.viewer.may(Permission.SEE_REPORTS) else None

    @property
    def to_record(self) -> int:
        """How many are ticked."""
        return sum(row.is_ticked for row in self.rows)

    @property
    def booked(self) -> int:
        return sum(booking.is_kept for booking in self.bookings)

    @property
    def can_be_recorded(self) -> bool:
        return self.may_record and self.day.is_held and any(row.can_be_ticked for row in self.rows)

    @property
    def has_booked(self) -> bool:
        """Whether ticking everybody would tick somebody."""
        return any(row.status == "booked" and row.can_be_ticked for row in self.rows)

    @property
    def newest(self) -> int:
        """The key of the newest booking that the page shows."""
        return max((booking.pk for booking in self.bookings), default=0)

    @cached_property
    def undo_at(self) -> datetime | None:
        """The moment of the last act that the viewer can still undo."""
        return last_act(self.completions, self.bookings, self.viewer)

    @property
    def undo_count(self) -> int:
        """How many completions that act wrote, as far as they stand."""
        return sum(c.recorded_at == self.undo_at and c.is_standing for c in self.completions)


def hidden_among(members: list[Member]) -> int:
    """How many of them have listed themselves and are not found, being trained no longer."""
    mine = MentorProfile.objects.filter(member__in=members, listed_at__isnull=False)
    counted = mine.aggregate(n=Count("pk"), found=Count("pk", filter=Q(pk__in=mine.trained())))
    return int(counted["n"] - counted["found"])


def interested_for(day: TrainingDay) -> Members:
    """Members who would like to be trained and are not on the roll, who said so first first."""
    profiles = MentorProfile.objects.filter(interested_at__isnull=False)
    untrained = profiles.exclude(pk__in=MentorProfile.objects.trained().values("pk"))
    kept = day.bookings.kept().values("member")
    waiting = with_facts(Member.objects.filter(is_active=True, mentor_profile__in=untrained))
    others = waiting.exclude(pk__in=kept).order_by("mentor_profile__interested_at", "pk")
    return others[:MOST_INTERESTED]


def found_for(day: TrainingDay, words: str, *, by_address: bool) -> Members:
    """Members with open accounts whom the words find, and who are not on the roll."""
    if not words.strip():
        return Member.objects.none()
    kept = day.bookings.kept().values("member")
    others = with_facts(Member.objects.filter(is_active=True)).exclude(pk__in=kept)
    found = search(others, words, by_address=by_address)
    return found.order_by("filed_as", "pk")[:MOST_FOUND]
