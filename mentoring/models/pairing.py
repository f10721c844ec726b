"""What is done with a proposal, to its start or its close; more in `pairing_ongoing`."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from accounts.roles import Permission
from history.models import Event
from mentoring.models.agreement_template import text_to_accept
from mentoring.models.check_in import due_at
from mentoring.models.pairing_beats import QUIET
from mentoring.models.pairing_constraints import PAIRING_CONSTRAINTS, PAIRING_INDEXES
from mentoring.models.pairing_guards import (
    require_a_proposal_more,
    require_gate,
    require_room,
)
from mentoring.models.pairing_manager import PairingManager
from mentoring.models.pairing_ongoing import OngoingPairing
from mentoring.models.pairing_races import in_turn
from mentoring.models.telling import Telling
from mentoring.states import OPEN, Happened, Side, Status
from mentoring.tasks import announce


class Pairing(OngoingPairing):
    """One mentee, one mentor, one enrolment. It takes however long it takes.

    A verb has six beats: lock, guard (raise `NotAllowed`), set, save, record in the
    history, queue the notice. A verb repeated after it has happened changes nothing
    and returns False.
    """

    objects = PairingManager()

    class Meta:
        indexes = PAIRING_INDEXES
        constraints = PAIRING_CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.mentee_id} – {self.mentor_id} ({self.status})"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:pairing_detail", args=[self.pk])

    # Verbs -----------------------------------------------------------------

    @in_turn
    def accept(self, by: Member, now: datetime | None = None, *, shown: int | None = None) -> bool:
        """One side's own yes; the second yes starts the pairing.

        It is a yes to the agreement as well, as far as that is the standard text (`shown`
        is its key, where the page has told which): what the first yes was about, the
        pairing stands on.

        Re-checked here, under the locks: the enrolment is open, the mentor is
        trained and has a place, both accounts are live, no line management is
        declared; and of a suggestion, with the mentee's yes, that it is not one proposal
        too many. On the second yes the mentee's other open proposals for the
        enrolment are withdrawn in the same transaction.

        Returns:
            False when this side had accepted already.

        Raises:
            NotAllowed: with the sentence that says what is true now.
        """
        enrolment, profile = self._lock()
        now = self.moment(now)
        if self.has_accepted(by) and self.status in OPEN:
            return False
        self._require(self.can_be_accepted_by(by))
        require_gate(self, enrolment, profile)
        if self.is_suggested and by.pk == self.mentee_id:
            require_a_proposal_more(type(self), enrolment)
        slot = require_room(self, profile)
        self.slot = slot if self.slot or by.pk == self.mentor_id else None
        event = self._say_yes(by, now, shown)
        if self.is_active:
            Telling.objects.owe(self, Happened.STARTED, now)
            self._withdraw_others(now)
        announce(event)
        return True

    @in_turn
    def talk_first(self, by: Member, now: datetime | None = None) -> bool:
        """The mentor would like to talk before a yes or no: the clock of silence stands still.

        Returns:
            False when this has been said already.
        """
        self.hold()
        if self.can_be_talked_over_by(by) and self.talking_since:
            return False
        self._require(self.can_be_talked_over_by(by))
        self.talking_since = self.moment(now)
        self.save(update_fields=["talking_since", *self.hear_first(self.talking_since)])
        self.stir(self.talking_since)
        announce(Event.objects.record("pairing.talked_over", by=by, on=self, at=self.talking_since))
        return True

    def decline(
        self, by: Member, now: datetime | None = None, *, reason: str = "", note: str = ""
    ) -> bool:
        """A side that has not accepted says no. proposed → declined.

        Args:
            reason: a value of `Reason`, for the office's counts alone, or nothing.
            note: words to the mentee, or nothing. Both are a mentor's to give.
        """
        is_mentors = self.side_of(by) == Side.MENTOR
        said = {"declined_for": reason, "decline_note": note} if is_mentors else {}
        return self._close(Status.DECLINED, self.can_be_declined_by, by, now, said)

    def withdraw(self, by: Member, now: datetime | None = None) -> bool:
        """A side that proposed or had accepted, or the office of its own suggestion, takes it back.

        proposed → withdrawn.
        """
        return self._close(Status.WITHDRAWN, self.can_be_withdrawn_by, by, now)

    @in_turn
    def expire(self, now: datetime | None = None) -> bool:
        """Silence closes a proposal; nobody's act. proposed → expired. False when not overdue.

        A mentor who answers nobody, several times in a row, is found no more.
        """
        _enrolment, profile = self._lock()
        now = now or timezone.now()
        if not type(self).objects.overdue(now).filter(pk=self.pk).exists():
            return False
        self._set_closed(Status.EXPIRED, None, now)
        if self.mentor_accepted_at is None and profile:
            profile.rest_if_silent()
        return True

    @in_turn
    def remind(self, now: datetime | None = None) -> bool:
        """Remind whoever is awaited once for each day that is set. False when none is due."""
        self._lock()
        now = now or timezone.now()
        if not type(self).objects.due_a_reminder(now).filter(pk=self.pk).exists():
            return False
        waited = (now - self.counted_from).days
        self.reminders = sum(waited >= days for days in settings.MENTORING["REMIND_AFTER_DAYS"])
        self.save(update_fields=["reminders"])
        sides = list(self.waiting_for)
        announce(Event.objects.record("pairing.reminded", by=None, on=self, at=now, sides=sides))
        return True

    @in_turn
    def remind_kindly(self, by: Member, now: datetime | None = None) -> None:
        """The office reminds whoever is awaited, before silence closes it.

        Raises:
            NotAllowed: not theirs to do, or nobody is awaited any more.
        """
        self.hold()
        self._require(by.may(Permission.WORK_QUEUE) and self.is_proposed and not self.is_talking)
        said = {"sides": list(self.waiting_for)}
        announce(Event.objects.record("pairing.office_reminded", by=by, on=self, at=now, **said))

    @in_turn
    def nudge(self, now: datetime | None = None) -> bool:
        """After many quiet days, both get one friendly letter. False when none is due.

        Once for each quiet spell: whatever happens in the room of the two ends it.
        """
        self.hold()
        now = now or timezone.now()
        if not type(self).objects.due_a_nudge(now).filter(pk=self.pk).exists():
            return False
        self.nudged_at = now
        self.save(update_fields=["nudged_at"])
        announce(Event.objects.record("pairing.nudged", by=None, on=self, at=now))
        return True

    # Beats -----------------------------------------------------------------

    def _say_yes(self, by: Member, now: datetime, shown: int | None = None) -> Event:
        """Write one side's yes; take the place with the mentor's, start with the second."""
        side = self.side_of(by)
        text = text_to_accept(self, shown)
        self.standard_text_id = text or self.standard_text_id
        setattr(self, f"{side}_accepted_at", now)
        setattr(self, f"{side}_accepted_by", by)
        self.awaiting_since, self.reminders = now, 0
        self.quiet_since, self.nudged_at = now, None
        noted = []
        if side == Side.MENTOR:
            self.talking_since = None
            noted += self.hear_first(now)
            self.enrolment.reach("agreed", now)
        said = {"side": side, "text": text} if text else {"side": side}
        event = Event.objects.record("pairing.accepted", by=by, on=self, at=now, **said)
        if self.mentor_accepted_at and self.mentee_accepted_at:
            self.status, self.activated_at = Status.ACTIVE, now
            self.check_in_at = due_at(now, 1)
            self.enrolment.reach("started", now)
            noted += self.note(self.mentor_id, self.mentee_id, now)
            Event.objects.record("pairing.activated", by=None, on=self, at=now)
        self.save(
            update_fields=[
                *YES_FIELDS[side],
                *noted,
                "awaiting_since",
                "reminders",
                *QUIET,
                "talking_since",
                "standard_text",
                "status",
                "activated_at",
                "check_in_at",
                "slot",
            ]
        )
        return event

    def _withdraw_others(self, now: datetime) -> None:
        # Their mentors' profiles are not held: every verb on these pairings needs the
        # enrolment first, which we hold, and a place that becomes free hurts nobody.
        others = type(self).objects.proposed().filter(enrolment=self.enrolment_id)
        for other in others.exclude(pk=self.pk).order_by("pk"):
            other._set_closed(Status.WITHDRAWN, self.mentee, now, started=self.pk)


YES_FIELDS = {side: (f"{side}_accepted_at", f"{side}_accepted_by") for side in ("mentor", "mentee")}
