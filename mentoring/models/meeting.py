"""When the two of a pairing meet, or have met. Nobody else sees it, staff included."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import LineField
from accounts.models import Member
from history.models import Event
from lib.constraints import in_order, one_of
from lib.refusals import NotAllowed
from mentoring.models.meeting_guards import (
    AT_THIS_TIME,
    CHANGED_MEANWHILE,
    require_meetable,
    require_own,
    require_room_ahead,
    require_sensible_time,
)
from mentoring.models.meeting_note import LONGEST_MEETING_NOTE, MeetingNote
from mentoring.models.pairing_races import in_turn
from mentoring.querysets import MeetingQuerySet
from mentoring.states import Side
from mentoring.tasks import announce
from registration.models import MeetingWay

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing

Guard = Callable[["Pairing", Member], None]
LONGEST_MEETING = 600  # minutes
LONGEST_PLACE = 300
READ_AGAIN = (
    "starts_at", "minutes", "way", "place", "shared_note", "edition",
    "sequence", "changed_at", "cancelled_at",
)  # fmt: skip


@dataclass(frozen=True)
class MeetingFacts:
    """When, for how long, in which way and where: what a calendar knows of a meeting."""

    starts_at: datetime
    minutes: int = 60
    way: MeetingWay | None = None
    place: str = ""


class MeetingManager(models.Manager.from_queryset(MeetingQuerySet)):  # type: ignore[misc]
    @in_turn
    def plan(
        self, pairing: "Pairing", facts: MeetingFacts, *, by: Member, now: datetime | None = None
    ) -> tuple["Meeting", bool]:
        """Plan a meeting, or note one that has been. The same one, and False, on a second press.

        Writes:
            The meeting, `meeting.planned`, the notice to the other.

        Raises:
            NotAllowed: the pairing is closed, the other's account is, `by` is not one of
                the two, the time is out of bounds, or another meeting begins then.
        """
        pairing.hold()
        now = pairing.moment(now)
        require_meetable(pairing, by)
        standing = self.standing().filter(pairing=pairing, starts_at=facts.starts_at).first()
        if standing and standing.facts == facts:
            return standing, False
        require_sensible_time(pairing, facts.starts_at, now)
        require_room_ahead(pairing, now)
        if standing:
            raise NotAllowed(AT_THIS_TIME)
        side = pairing.side_of(by)
        meeting = self.create(pairing=pairing, side=side, planned_at=now, **vars(facts))
        pairing.stir(now)
        announce(Event.objects.record("meeting.planned", by=by, on=meeting, at=now))
        return meeting, True

    def drop(self, pairing: "Pairing", *, by: Member | None, now: datetime) -> int:
        """With the end of the pairing, what was still to come is off. Returns how many.

        Called while the pairing is held. The letter about the end tells of it. Nobody is named
        for it but one of the two: the office, which may take a suggestion back, sees no meeting.
        """
        one_of_them = by if by and pairing.side_of(by) else None
        to_come = list(self.standing().filter(pairing=pairing, starts_at__gt=now))
        self.filter(pk__in=[meeting.pk for meeting in to_come]).update(
            cancelled_at=now, sequence=F("sequence") + 1
        )
        Event.objects.bulk_create(
            Event.of("meeting.dropped", by=one_of_them, on=meeting, at=now) for meeting in to_come
        )
        return len(to_come)


class Meeting(models.Model):
    """One meeting of the two, planned by either side; held when nobody has cancelled it.

    `sequence` counts the changes that a calendar has to hear of, as iCalendar does
    (RFC 5545, 3.8.7.4), and `edition` how often the shared note was written. A form says
    which it has read, so that nobody changes what they have not seen.
    """

    pairing = models.ForeignKey(
        "mentoring.Pairing", on_delete=models.PROTECT, related_name="meetings"
    )
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    side = models.CharField(max_length=6, choices=Side)
    planned_at = models.DateTimeField()
    starts_at = models.DateTimeField(_("when"))
    minutes = models.IntegerField(_("how long, in minutes"), default=60)
    way = models.ForeignKey(
        MeetingWay,
        verbose_name=_("how you meet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    place = LineField(_("place or link"), max_length=LONGEST_PLACE, blank=True)
    shared_note = models.TextField(_("shared note"), max_length=LONGEST_MEETING_NOTE, blank=True)
    edition = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingManager()

    class Meta:
        indexes = [models.Index(fields=["pairing", "starts_at"], name="meeting_by_pairing")]
        constraints = [
            one_of("meeting_is_of_one_of_the_two", "side", Side.values),
            models.CheckConstraint(
                name="meeting_lasts_1_to_600_minutes",
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_MEETING),
            ),
            in_order("meeting_is_changed_after_it_is_planned", "planned_at", "changed_at"),
            in_order("meeting_is_cancelled_after_it_is_planned", "planned_at", "cancelled_at"),
            models.CheckConstraint(
                name="meeting_sequence_counts_what_was_changed",
                condition=Q(sequence=0, changed_at__isnull=True, cancelled_at__isnull=True)
                | (Q(sequence__gte=1) & ~Q(changed_at__isnull=True, cancelled_at__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["pairing", "starts_at"],
                condition=Q(cancelled_at__isnull=True),
                name="one_meeting_per_pairing_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.starts_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:meeting_detail", args=[self.pk])

    @property
    def facts(self) -> MeetingFacts:
        return MeetingFacts(self.starts_at, self.minutes, self.way, self.place)

    @property
    def ends_at(self) -> datetime:
        ends_at: datetime = self.starts_at + timedelta(minutes=self.minutes)
        return ends_at

    @property
    def last_moved_at(self) -> datetime:
        """When it last became what it is."""
        return self.cancelled_at or self.changed_at or self.planned_at

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def is_over(self, now: datetime | None = None) -> bool:
        return self.ends_at <= (now or timezone.now())

    def can_be_changed_by(self, member: Member) -> bool:
        """Either of the two, while it stands and they can still meet."""
        return not self.is_cancelled and self.pairing.can_be_written_in_by(member)

    def can_be_cancelled_by(self, member: Member) -> bool:
        """Either of the two, while it stands and the pairing is open."""
        is_open = not self.pairing.is_closed and bool(self.pairing.side_of(member))
        return is_open and not self.is_cancelled

    # Verbs -----------------------------------------------------------------

    @in_turn
    def change(
        self, facts: MeetingFacts, sequence: int, *, by: Member, now: datetime | None = None
    ) -> bool:
        """Another time, length, way or place. False when it is so already.

        Args:
            sequence: which the changer has read.

        Raises:
            NotAllowed: cancelled, the pairing is closed, changed by the other meanwhile,
                or the time is out of bounds or taken.
        """
        now = self._hold(by, now)
        self._require_standing()
        if self.facts == facts:
            return False
        self._require_read(self.sequence, sequence)
        if self.starts_at != facts.starts_at:
            require_sensible_time(self.pairing, facts.starts_at, now)
        for name, value in vars(facts).items():
            setattr(self, name, value)
        self.sequence, self.changed_at = self.sequence + 1, now
        self.save(update_fields=[*vars(facts), "sequence", "changed_at"])
        self.pairing.stir(now)
        announce(Event.objects.record("meeting.changed", by=by, on=self, at=now))
        return True

    @in_turn
    def cancel(self, sequence: int, *, by: Member, now: datetime | None = None) -> bool:
        """It does not take place, or has not. False when it was cancelled before."""
        now = self._hold(by, now, require_own)
        if self.is_cancelled:
            return False
        self._require_read(self.sequence, sequence)
        self.sequence, self.cancelled_at = self.sequence + 1, now
        self.save(update_fields=["sequence", "cancelled_at"])
        self.pairing.stir(now)
        announce(Event.objects.record("meeting.cancelled", by=by, on=self, at=now))
        return True

    @in_turn
    def write_note(
        self, text: str, edition: int, *, by: Member, now: datetime | None = None
    ) -> bool:
        """Either side writes the note that both read. False when it says so already."""
        now = self._hold(by, now)
        if self.shared_note == text:
            return False
        self._require_read(self.edition, edition)
        self.shared_note, self.edition = text, self.edition + 1
        self.save(update_fields=["shared_note", "edition"])
        self.pairing.stir(now)
        Event.objects.record("meeting.noted", by=by, on=self, at=now)
        return True

    @in_turn
    def keep_private_note(self, text: str, *, by: Member) -> bool:
        """What one side notes for themselves; without words it is gone. False when as it was."""
        self._hold(by, None, require_own)
        mine = MeetingNote.objects.filter(meeting=self, side=self.pairing.side_of(by))
        if (kept := mine.first()) is None and text:
            MeetingNote.objects.create(meeting=self, side=self.pairing.side_of(by), text=text)
        elif kept and not text:
            mine.delete()
        elif kept and kept.text != text:
            mine.update(text=text)
        else:
            return False
        return True

    # Beats -----------------------------------------------------------------

    def _hold(
        self, by: Member, now: datetime | None = None, require: Guard = require_meetable
    ) -> datetime:
        """Hold the pairing, read what is true now, and ask whether `by` may still do this."""
        self.pairing.hold()
        self.refresh_from_db(fields=READ_AGAIN)
        require(self.pairing, by)
        return self.pairing.moment(now)

    def _require_standing(self) -> None:
        if self.is_cancelled:
            raise NotAllowed(_("This meeting has been cancelled. Plan another one."))

    def _require_read(self, now: int, read: int) -> None:
        if now != read:
            raise NotAllowed(CHANGED_MEANWHILE)
