"""A booking: one member on the roll of one training day."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.roles import Permission
from history.models import Event
from lib.constraints import both_or_neither
from lib.refusals import NotAllowed
from mentoring.querysets import BookingQuerySet


class Booking(models.Model):
    """A member's place on a training day: kept, given back, or not taken up.

    That they completed the day is not said here but by the completion on record.
    """

    day = models.ForeignKey(
        "mentoring.TrainingDay", on_delete=models.PROTECT, related_name="bookings"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="training_bookings"
    )
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_back_at = models.DateTimeField(null=True, blank=True)
    given_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    absent_at = models.DateTimeField(null=True, blank=True)
    absent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "member"], name="one_booking_per_day_and_member"
            ),
            both_or_neither("booking", "booked"),
            both_or_neither("booking", "given_back"),
            both_or_neither("booking", "absent"),
            models.CheckConstraint(
                name="booking_not_given_back_and_absent",
                condition=Q(given_back_at__isnull=True) | Q(absent_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day_id} – {self.member_id}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:training_day_detail", args=[self.day_id])

    @property
    def is_kept(self) -> bool:
        return self.given_back_at is None

    def is_unsettled_as_of(self, newest: int | None) -> bool:
        """Kept, with nothing said of it yet, and not newer than the booking of that key."""
        is_seen = newest is None or self.pk <= newest
        return is_seen and self.is_kept and self.absent_at is None

    def can_be_given_back_by(self, member: Member) -> bool:
        """The member themselves until the day; the office also afterwards. Nothing on record."""
        if not self.is_kept or self.absent_at or self.day.has_recorded(self.member_id):
            return False
        is_own = member.pk == self.member_id and self.day.is_to_come
        return is_own or member.may(Permission.RECORD_TRAINING)

    @transaction.atomic
    def give_back(self, by: Member) -> bool:
        """Free the place again. False when it was given back already.

        Raises:
            NotAllowed: for a stranger, after the day, or once training is on record.
        """
        self.refresh_from_db(
            from_queryset=Booking.objects.select_related("day").select_for_update(
                no_key=True, of=("self",)
            )
        )
        if not self.is_kept:
            return False
        if not self.can_be_given_back_by(by):
            raise NotAllowed(_("A place can be given back until the day, and no longer now."))
        self.given_back_at, self.given_back_by = timezone.now(), by
        self.save(update_fields=["given_back_at", "given_back_by"])
        Event.objects.record("training_day.given_back", by=by, on=self, at=self.given_back_at)
        return True
