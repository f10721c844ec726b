"""What stands of a mentee and a mentor, and the questions that can be asked of it."""

from datetime import date, datetime, time

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Member
from accounts.roles import Permission
from mentoring.models.pairing_noted import NotedFacts
from mentoring.models.proposal import ProposalText
from mentoring.states import CLOSED, OPEN, STARTED, EndReason, Reason, Side, Status
from registration.models import Enrolment

LONGEST_NOTE = 600


class PairingFacts(ProposalText, NotedFacts):
    """The columns of a pairing; templates ask these questions, and the verbs guard with them."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="pairings")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pairings_as_mentor"
    )
    mentee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pairings_as_mentee"
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.PROPOSED)
    slot = models.PositiveSmallIntegerField(null=True, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # What the office has written to both, of a pairing that it has suggested.
    office_note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    mentor_accepted_at = models.DateTimeField(null=True, blank=True)
    mentor_accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mentee_accepted_at = models.DateTimeField(null=True, blank=True)
    mentee_accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    activated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    awaiting_since = models.DateTimeField()
    talking_since = models.DateTimeField(null=True, blank=True)
    # The mentor's first word on the proposal: a yes, a no, a wish to talk, or a message.
    replied_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    # Since when nothing has happened in the room of the two, and when they were told of it.
    quiet_since = models.DateTimeField(default=timezone.now)
    nudged_at = models.DateTimeField(null=True, blank=True)
    # When the two are asked next how it is going.
    check_in_at = models.DateTimeField(null=True, blank=True)
    standard_text = models.ForeignKey(
        "mentoring.AgreementTemplate",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    declined_for = models.CharField(max_length=10, choices=Reason, blank=True)
    decline_note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paused_until = models.DateField(null=True, blank=True)
    completion_proposed_at = models.DateTimeField(null=True, blank=True)
    completion_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_for = models.CharField(max_length=10, choices=EndReason, blank=True)

    class Meta:
        abstract = True

    def side_of(self, member: Member) -> str:
        """ "mentor", "mentee", or nothing for everybody else."""
        return {self.mentor_id: "mentor", self.mentee_id: "mentee"}.get(member.pk, "")

    def other(self, member: Member) -> Member:
        """The other person of the two."""
        return self.mentee if member.pk == self.mentor_id else self.mentor

    @property
    def is_proposed(self) -> bool:
        return self.status == Status.PROPOSED

    @property
    def is_active(self) -> bool:
        return self.status == Status.ACTIVE

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED

    @property
    def has_started(self) -> bool:
        return self.status in STARTED

    @property
    def is_suggested(self) -> bool:
        """The office has suggested it, and neither of the two had asked for it."""
        return self.proposed_by_id not in (self.mentor_id, self.mentee_id)

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """The sides whose yes is awaited now, to the start or to the completion.

        Of a proposal the mentor's comes first; a suggestion waits for both at once.
        """
        if self.is_completing:
            return ("mentee",) if self.completion_proposed_by_id == self.mentor_id else ("mentor",)
        if not self.is_proposed:
            return ()
        missing = [
            side for side in ("mentor", "mentee") if not getattr(self, f"{side}_accepted_at")
        ]
        return tuple(missing if self.is_suggested else missing[:1])

    @property
    def awaited_away_until(self) -> date | None:
        """Until when whoever is waited for has said to be away; may be past, or never said."""
        awaited = (getattr(self, side) for side in self.waiting_for)
        profiles = (getattr(member, "mentor_profile", None) for member in awaited)
        days = [each.away_until for each in profiles if each and each.away_until]
        return max(days, default=None)

    @property
    def counted_from(self) -> datetime:
        """From when silence counts: the last move, or the day on which they are back."""
        if not (back := self.awaited_away_until):
            return self.awaiting_since
        morning = datetime.combine(back, time.min, timezone.get_default_timezone())
        return max(self.awaiting_since, morning)

    @property
    def is_talking(self) -> bool:
        """A proposal on which the mentor would like to talk first: its clock stands still."""
        return self.is_proposed and self.talking_since is not None

    @property
    def is_completing(self) -> bool:
        """One of the two has said that the mentoring is complete; the other is asked."""
        return self.is_active and self.completion_proposed_at is not None

    def is_paused(self, on: date | None = None) -> bool:
        """An active pairing that rests today; it goes on by itself on the day that was named."""
        day = on or timezone.localdate(timezone=timezone.get_default_timezone())
        return self.is_active and self.paused_until is not None and self.paused_until > day

    def has_accepted(self, member: Member) -> bool:
        """Whether this person's own yes is on record."""
        side = self.side_of(member)
        return bool(side) and getattr(self, f"{side}_accepted_at") is not None

    def can_be_accepted_by(self, member: Member) -> bool:
        """One of the two, who has not yet said yes."""
        return self.is_proposed and bool(self.side_of(member)) and not self.has_accepted(member)

    can_be_declined_by = can_be_accepted_by

    def can_be_talked_over_by(self, member: Member) -> bool:
        """The mentor, who has not yet said yes."""
        return self.side_of(member) == Side.MENTOR and self.can_be_accepted_by(member)

    def can_be_written_in_by(self, member: Member) -> bool:
        """Either side, as long as it is open and the other is there to read it."""
        return self.status in OPEN and bool(self.side_of(member)) and self.other(member).is_active

    def can_be_planned_by(self, member: Member) -> bool:
        """Either side of an active pairing: aims and next steps."""
        return self.is_active and bool(self.side_of(member))

    def can_be_withdrawn_by(self, member: Member) -> bool:
        """One of the two, who proposed or has said yes; of a suggestion, who suggested it."""
        if self.is_suggested and member.pk == self.proposed_by_id:
            return self.is_proposed and member.may(Permission.SUGGEST_PAIRINGS)
        took_part = member.pk == self.proposed_by_id or self.has_accepted(member)
        return self.is_proposed and bool(self.side_of(member)) and took_part

    def can_be_ended_by(self, member: Member) -> bool:
        """Either side of an active pairing, at any time."""
        return self.is_active and bool(self.side_of(member))

    def can_be_recorded_by(self, member: Member) -> bool:
        """Either side, once it has started: so far, or as a whole."""
        return self.has_started and bool(self.side_of(member))

    def can_be_looked_back_on_by(self, member: Member) -> bool:
        """Either side, once it is complete or has ended."""
        return self.has_started and self.is_closed and bool(self.side_of(member))

    def can_be_completed_by(self, member: Member) -> bool:
        """Either side of an active pairing, who has not said so yet."""
        has_said_so = self.completion_proposed_by_id == member.pk
        return self.can_be_ended_by(member) and not has_said_so

    def can_be_put_off_by(self, member: Member) -> bool:
        """Either side, while one of them has said that it is complete."""
        return self.is_completing and bool(self.side_of(member))

    def can_be_paused_by(self, member: Member) -> bool:
        """Either side of an active pairing of which nobody has said that it is complete."""
        return self.can_be_ended_by(member) and not self.is_completing
