"""The roll of a training day: who completed it, recorded in one act and undone in one."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models.booking import Booking
from mentoring.models.pairing_races import in_turn
from mentoring.models.profile import MentorProfile
from mentoring.models.training import TrainingCompletion
from mentoring.models.training_guards import require_past, require_recorder
from mentoring.tasks import announce_all

if TYPE_CHECKING:
    from mentoring.querysets import BookingQuerySet, TrainingQuerySet


@dataclass(frozen=True)
class Recorded:
    """What one act wrote: who has a completion now, and how many did not attend."""

    completed: list[Member]
    absent: int

    def __bool__(self) -> bool:
        return bool(self.completed or self.absent)


class TrainingRoll(models.Model):
    """The two acts on a whole roll. Both change nothing when they have happened already."""

    bookings: "BookingQuerySet"
    completions: "TrainingQuerySet"

    class Meta:
        abstract = True

    @in_turn
    def record(
        self,
        ticked: Collection[int],
        by: Member,
        newest: int | None = None,
        now: datetime | None = None,
    ) -> Recorded:
        """Write a completion for each booked member who is ticked; the others did not attend.

        Whoever has a completion of this date and kind stays as they are, and so does a
        member with a closed account. Who did not attend, or had a completion of this day
        withdrawn, can be ticked later.

        Args:
            ticked: keys of members; one who is not on the roll is left aside.
            newest: key of the newest booking that was on the page. Whoever was booked
                since then was not there to be ticked, and is left as they are.

        Raises:
            NotAllowed: when `by` may not record training, or the day is yet to come.
        """
        require_recorder(by)
        roll = Booking.objects.hold(self)
        if not roll:
            return Recorded([], 0)
        day, now = roll[0].day, now or timezone.now()
        day.require_not_cancelled()
        require_past(day.held_on)
        told = list(
            TrainingCompletion.objects.told_of_day(day).values_list("member", "withdrawn_at")
        )
        seen = {row[0] for row in told}
        done = {member for member, withdrawn_at in told if not withdrawn_at}
        there = [b.member for b in roll if b.member_id in ticked and b.member.is_active]
        rest = [b for b in roll if b.member_id not in ticked and b.is_unsettled_as_of(newest)]
        said = {"day": day, "recorded_by": by, "recorded_at": now, **asdict(day.training_facts)}
        rows = [TrainingCompletion(member=m, **said) for m in there if m.pk not in done]
        absent = [booking.pk for booking in rest if booking.member_id not in seen]
        if absent:
            Booking.objects.filter(pk__in=absent).update(absent_at=now, absent_by=by)
        if rows or absent:
            counts = {"completed": len(rows), "absent": len(absent)}
            own = Event.of("training_day.recorded", by=by, on=day, at=now, **counts)
            TrainingCompletion.objects.write(rows, beside=[own])
        return Recorded([row.member for row in rows], len(absent))

    @in_turn
    def undo(self, at: datetime, by: Member, now: datetime | None = None) -> Recorded:
        """Take back what `by` recorded in the act of that moment, as a withdrawal would.

        A mentor who has listed themselves meanwhile is hidden at once, and no pairing ends.
        What was corrected or withdrawn since then stays as it is. The completions leave the
        roll, so that it is as it was before.

        Raises:
            NotAllowed: when `by` may not record training, or the act is too long ago.
        """
        require_recorder(by)
        now = now or timezone.now()
        if at < undone_since(now):
            raise NotAllowed(_("This was recorded too long ago to be undone. Withdraw records."))
        mine = self.completions.filter(recorded_by=by, recorded_at=at)
        MentorProfile.objects.lock_all(mine.values("member"))
        rows = TrainingCompletion.objects.hold_standing(mine)
        absent = self.bookings.filter(absent_by=by, absent_at=at)
        freed = absent.update(absent_at=None, absent_by=None)
        if rows or freed:
            withdrawn = {"withdrawn_by": by, "withdrawn_at": now, "withdrawal_reason": reason()}
            withdrawn["day"] = None  # off the roll, which is as it was before
            keys = [row.pk for row in rows]
            TrainingCompletion.objects.filter(pk__in=keys).update(**withdrawn)
            events = [Event.of("training.withdrawn", by=by, on=row, at=now) for row in rows]
            counts = {"completed": len(rows), "absent": freed}
            own = Event.of("training_day.undone", by=by, on=self, at=now, **counts)
            Event.objects.bulk_create([*events, own])
            announce_all(events)
        return Recorded([row.member for row in rows], freed)


def reason() -> str:
    """Why an undone completion is withdrawn; the office reads it beside the record."""
    return _("Recorded by mistake, and undone.")


def undone_since(now: datetime) -> datetime:
    """What was recorded before can no longer be undone in one act."""
    return now - timedelta(hours=settings.MENTORING["UNDO_TRAINING_HOURS"])


def last_act(
    completions: Iterable[TrainingCompletion],
    bookings: Iterable[Booking],
    by: Member,
    now: datetime | None = None,
) -> datetime | None:
    """The moment of the last act on a roll that `by` can still undo."""
    mine = [c.recorded_at for c in completions if c.recorded_by_id == by.pk and c.is_standing]
    mine += [b.absent_at for b in bookings if b.absent_at and b.absent_by_id == by.pk]
    return max((at for at in mine if at >= undone_since(now or timezone.now())), default=None)
