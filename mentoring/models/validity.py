"""How long a training counts, where the office has set that, and the warnings before its end.

Nobody stops being trained in a night: the end comes when every warning was sent and has had
its days, also where the setting is new and the training old. What the clock has found is
written down, so that the gate, the invariants and the directory read a fact and no date.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import CheckConstraint, Q
from django.utils import timezone

from history.models import Event
from lib.constraints import exactly_when
from mentoring.querysets.by_name import named
from mentoring.tasks import announce

CLOCK = ("lapse_warnings", "lapse_warned_at", "lapsed_at")
MOST_WARNINGS = 2
VALIDITY_CONSTRAINTS = [
    exactly_when("training_warned_at_when_warned", "lapse_warned_at", ~Q(lapse_warnings=0)),
    CheckConstraint(
        name="training_is_warned_of_twice_at_most",
        condition=Q(lapse_warnings__gte=0, lapse_warnings__lte=MOST_WARNINGS),
    ),
]


def today_here() -> date:
    return timezone.localdate(timezone=timezone.get_default_timezone())


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def warned_before() -> tuple[int, ...]:
    """How many days before the end each warning is sent, the first one first."""
    return tuple(reversed(settings.MENTORING["TRAINING_WARN_DAYS"]))


def is_over(completed_on: date, today: date) -> bool:
    """Whether a training of that day is longer ago than training counts."""
    months = settings.MENTORING["TRAINING_VALID_MONTHS"]
    return bool(months) and months_on(completed_on, months) <= today


class Lapsing(models.Model):
    """What the clock has done about one completion, and the verbs of that clock."""

    lapse_warnings = models.PositiveSmallIntegerField(default=0, db_default=0)
    lapse_warned_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        completed_on: date
        member_id: int

        @property
        def is_standing(self) -> bool: ...

        _hold: Any

    class Meta:
        abstract = True

    @property
    def is_counting(self) -> bool:
        """It stands and has not lapsed: it makes the member a trained one."""
        return self.is_standing and self.lapsed_at is None

    def lapses_on(self, today: date | None = None) -> date | None:
        """From which day on it counts no more, as things stand; None while it counts for ever."""
        months, before = settings.MENTORING["TRAINING_VALID_MONTHS"], warned_before()
        if not months:
            return None
        since = today or today_here()
        if self.lapse_warned_at:
            since = timezone.localdate(self.lapse_warned_at, timezone.get_default_timezone())
        left = before[max(self.lapse_warnings, 1) - 1]
        return max(months_on(self.completed_on, months), since + timedelta(days=left))

    def is_warned_of(self, today: date) -> bool:
        """Whether a warning is due."""
        end, before = self.lapses_on(today), warned_before()
        if end is None or self.lapse_warnings >= len(before):
            return False
        return end - timedelta(days=before[self.lapse_warnings]) <= today

    @transaction.atomic
    def warn(self, today: date) -> bool:
        """Write to the member that it counts until a day. False when that is not due."""
        held = self._hold()
        if not held.is_newest_that_counts() or not held.is_warned_of(today):
            return False
        self.lapse_warnings, self.lapse_warned_at = held.lapse_warnings + 1, timezone.now()
        self.save(update_fields=["lapse_warnings", "lapse_warned_at"])
        return self._told("training.warned")

    @transaction.atomic
    def lapse(self, today: date) -> bool:
        """It counts no more, nor does an earlier one. Ends no pairing. False when not due."""
        held, now = self._hold(), timezone.now()
        end = held.lapses_on(today)
        was_warned = held.lapse_warnings >= len(warned_before())
        if not (held.is_newest_that_counts() and was_warned and end and end <= today):
            return False
        named("TrainingCompletion").counting().filter(member=self.member_id).update(lapsed_at=now)
        self.lapsed_at = now
        return self._told("training.lapsed")

    @transaction.atomic
    def count_again(self, today: date) -> bool:
        """The office has set that training counts longer. False when that changes nothing here.

        The member is told once, when it makes them a trained one again.
        """
        held, counting = self._hold(), named("TrainingCompletion").counting()
        if not held.is_standing or held.lapsed_at is None or is_over(held.completed_on, today):
            return False
        is_trained = counting.filter(member=self.member_id).exists()
        self.lapse_warnings, self.lapse_warned_at, self.lapsed_at = 0, None, None
        self.save(update_fields=CLOCK)
        event = Event.objects.record("training.counts_again", by=None, on=self)
        if not is_trained:
            announce(event)
        return True

    def is_newest_that_counts(self) -> bool:
        """Whether the member is trained by this one, and by none that is later."""
        counting = named("TrainingCompletion").newest_that_count()
        return bool(counting.filter(pk=self.pk).exists())

    def begin_clock(self, at: datetime) -> None:
        """A record that is new: of a training that is longer ago than it counts, lapsed."""
        if is_over(self.completed_on, timezone.localdate(at, timezone.get_default_timezone())):
            self.lapsed_at = at

    def clock_under(self, completed_on: date) -> dict[str, Any]:
        """The clock of a correction of this one: it goes on, unless the new date counts."""
        goes_on = is_over(completed_on, today_here()) or completed_on == self.completed_on
        return {name: getattr(self, name) for name in CLOCK} if goes_on else {}

    def _told(self, verb: str) -> bool:
        announce(Event.objects.record(verb, by=None, on=self))
        return True
