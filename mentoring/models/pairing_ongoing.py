"""What is done with an active pairing: a pause, a completion by both, an end by either."""

from datetime import date, datetime

from django.utils import timezone

from accounts.models import Member
from history.models import Event
from mentoring.models.pairing_beats import COMPLETION, PAUSE, PairingBeats
from mentoring.models.pairing_races import in_turn
from mentoring.querysets.by_name import named
from mentoring.states import Status
from mentoring.tasks import announce


class OngoingPairing(PairingBeats):
    """The verbs from the start to the end. A verb that has happened already returns False."""

    class Meta:
        abstract = True

    @in_turn
    def complete(self, by: Member, now: datetime | None = None) -> bool:
        """One side's own word that the mentoring is complete; the second completes it.

        The first word ends a pause, and the clock of silence begins: see
        `complete_by_silence`. active → active, or completed with the second.

        Returns:
            False when this side has said so already.
        """
        self._lock()
        now = self.moment(now)
        if self.side_of(by) and self.completion_proposed_at and not self.can_be_completed_by(by):
            return False
        self._require(self.can_be_completed_by(by))
        if self.is_completing:
            self._set_closed(Status.COMPLETED, by, now)
        else:
            self._propose_completion(by, now)
        return True

    def _propose_completion(self, by: Member, now: datetime) -> None:
        self.completion_proposed_at, self.completion_proposed_by = now, by
        self._clear(*PAUSE)
        self.save(update_fields=[*COMPLETION, *PAUSE])
        self.wait_from(now)
        self.stir(now)
        announce(Event.objects.record("pairing.completion_proposed", by=by, on=self, at=now))

    @in_turn
    def put_off(self, by: Member, now: datetime | None = None) -> bool:
        """Either side says that it is not complete yet, and the mentoring goes on.

        Returns:
            False when there is nothing to put off.
        """
        self.hold()
        if self.can_be_ended_by(by) and not self.is_completing:
            return False
        self._require(self.can_be_put_off_by(by))
        now = self.moment(now)
        self._clear(*COMPLETION)
        self.save(update_fields=COMPLETION)
        self.stir(now)
        announce(Event.objects.record("pairing.completion_put_off", by=by, on=self, at=now))
        return True

    @in_turn
    def complete_by_silence(self, now: datetime | None = None) -> bool:
        """Silence confirms a completion; nobody's act. active → completed. False when not due."""
        self._lock()
        now = now or timezone.now()
        if not named("Pairing").due_to_complete(now).filter(pk=self.pk).exists():
            return False
        self._set_closed(Status.COMPLETED, None, now)
        return True

    def end(
        self, by: Member, now: datetime | None = None, *, reason: str = "", **particulars: int
    ) -> bool:
        """Either side ends it, at any time, without blame. active → ended.

        Args:
            reason: a value of `EndReason`, for the office's counts alone, or nothing.
            particulars: `stops`, when the mentor ends every pairing (`stopping.py`).
        """
        said = {"ended_for": reason}
        return self._close(Status.ENDED, self.can_be_ended_by, by, now, said, **particulars)

    @in_turn
    def pause(self, until: date, by: Member, now: datetime | None = None) -> bool:
        """Either side lets it rest until a day, on which it goes on by itself.

        The place is held. Nobody is nudged meanwhile. A pause may be given another day.

        Returns:
            False when it rests until that day already.
        """
        self.hold()
        now = self.moment(now)
        if self.can_be_paused_by(by) and self.paused_until == until:
            return False
        self._require(self.can_be_paused_by(by))
        self.paused_at, self.paused_by, self.paused_until = now, by, until
        self.save(update_fields=PAUSE)
        self.stir(now)
        announce(Event.objects.record("pairing.paused", by=by, on=self, at=now))
        return True

    @in_turn
    def resume(self, by: Member, now: datetime | None = None) -> bool:
        """Either side takes it up again before the day. False when it does not rest."""
        self.hold()
        if self.can_be_ended_by(by) and not self.is_paused():
            return False
        self._require(self.can_be_ended_by(by))
        now = self.moment(now)
        self._clear(*PAUSE)
        self.save(update_fields=PAUSE)
        self.stir(now)
        announce(Event.objects.record("pairing.resumed", by=by, on=self, at=now))
        return True
