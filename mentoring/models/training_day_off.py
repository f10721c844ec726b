"""A planned training day that does not take place: whoever has a place on it is told."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from history.models import Event
from lib.constraints import both_or_neither
from lib.refusals import NotAllowed
from mentoring.models.booking import Booking
from mentoring.models.pairing_races import in_turn
from mentoring.models.training_guards import require_recorder
from mentoring.querysets.by_name import named
from mentoring.tasks import announce_all

LONGEST_REASON = 300
CANCELLED_CONSTRAINTS = [
    both_or_neither("training_day", "cancelled"),
    CheckConstraint(
        name="training_day_cancelled_with_a_reason",
        condition=Q(cancelled_at__isnull=True, cancel_reason="")
        | (Q(cancelled_at__isnull=False) & ~Q(cancel_reason="")),
    ),
]


class Cancellable(models.Model):
    """Since when a day is off, by whom and why. Its roll stays as it was."""

    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    if TYPE_CHECKING:
        bookings: Any
        completions: Any
        held_on: Any

    class Meta:
        abstract = True

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def can_be_cancelled(self) -> bool:
        """Planned, and nothing of it is on record: neither who completed it nor who was absent."""
        gone = self.bookings.filter(absent_at__isnull=False)
        return not (self.is_cancelled or self.completions.exists() or gone.exists())

    @in_turn
    def cancel(self, by: Member, reason: str) -> bool:
        """Call the day off, with a reason that its members read. False when it is off already.

        Whoever has a place on a day that is to come is told by letter.

        Raises:
            NotAllowed: when `by` may not, no reason is given, or something is on record.
        """
        require_recorder(by)
        Booking.objects.hold(self)
        self.refresh_from_db(from_queryset=named("TrainingDay").select_for_update(no_key=True))
        if self.is_cancelled:
            return False
        if not reason.strip():
            raise NotAllowed(_("Say why, for those who have a place."))
        if not self.can_be_cancelled():
            raise NotAllowed(_("Something of this day is on record, so it cannot be cancelled."))
        is_to_come = self.held_on > timezone.localdate()
        self.cancelled_at, self.cancelled_by = timezone.now(), by
        self.cancel_reason = reason.strip()
        self.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
        Event.objects.record("training_day.cancelled", by=by, on=self, at=self.cancelled_at)
        if is_to_come:
            kept, at = self.bookings.on_roll().kept(), self.cancelled_at
            told = [Event.of("training_day.called_off", by=by, on=b, at=at) for b in kept]
            announce_all(Event.objects.bulk_create(told))
        return True

    def require_not_cancelled(self) -> None:
        if self.is_cancelled:
            raise NotAllowed(_("This day is cancelled. Plan another one."))
