"""The beats that the verbs of a pairing share: to hold it, to refuse, to close it."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models.pairing_facts import PairingFacts
from mentoring.models.pairing_races import in_turn
from mentoring.models.profile import MentorProfile
from mentoring.models.watchers import call_watchers
from mentoring.querysets.by_name import named
from mentoring.states import Happened, Status
from mentoring.tasks import announce
from registration.models import Enrolment

QUIET = ("quiet_since", "nudged_at")
PAUSE = ("paused_at", "paused_by", "paused_until")
COMPLETION = ("completion_proposed_at", "completion_proposed_by")
CLOSING = ("status", "closed_at", "slot", "declined_for", "decline_note", "ended_for")


class PairingBeats(PairingFacts):
    """What every verb does in the same way."""

    class Meta:
        abstract = True

    def hold(self) -> None:
        """Hold the pairing alone, and read what is true now."""
        self.refresh_from_db(from_queryset=named("Pairing").select_for_update(no_key=True))

    def moment(self, now: datetime | None) -> datetime:
        """When an act is done: now, and never before what the pairing has seen.

        The clocks of two hosts differ, and one may be put back. Ask when it is held.
        """
        seen = (self.proposed_at, self.mentor_accepted_at, self.mentee_accepted_at)
        since = (self.activated_at, self.completion_proposed_at, self.paused_at, self.quiet_since)
        return max(now or timezone.now(), *filter(None, (*seen, *since)))

    def wait_from(self, now: datetime) -> None:
        """The clock of silence begins anew. Held by the caller."""
        self.awaiting_since, self.reminders = now, 0
        self.save(update_fields=["awaiting_since", "reminders"])

    def stir(self, now: datetime) -> None:
        """Something has happened between the two: a quiet spell is over. Held by the caller."""
        self.quiet_since, self.nudged_at = now, None
        self.save(update_fields=QUIET)

    def hear_first(self, now: datetime) -> list[str]:
        """The mentor's first word on the proposal; the caller saves the columns named."""
        self.replied_at = self.replied_at or now
        return ["replied_at"]

    def _lock(self) -> tuple[Enrolment, MentorProfile]:
        """Hold enrolment, mentor's profile and pairing, in this order; read what is true now."""
        enrolment = Enrolment.objects.select_for_update(no_key=True).get(pk=self.enrolment_id)
        profile = MentorProfile.objects.lock(self.mentor_id)
        self.hold()
        return enrolment, profile

    def _require(self, allowed: bool) -> None:
        if not allowed:
            raise NotAllowed(self.why_not())

    def why_not(self) -> str:
        """What is true now, for somebody whose act came too late or is not theirs."""
        return str(NOW_TRUE[Status(self.status)])

    def _clear(self, *columns: str) -> None:
        for name in columns:
            setattr(self, name, None)

    @in_turn
    def _close(
        self,
        status: Status,
        allowed_by: Callable[[Member], bool],
        by: Member,
        now: datetime | None,
        said: dict[str, str] | None = None,
        **particulars: int,
    ) -> bool:
        self._lock()
        if self.status == status and (self.side_of(by) or by.pk == self.proposed_by_id):
            return False
        self._require(allowed_by(by))
        for name, words in (said or {}).items():
            setattr(self, name, words)
        self._set_closed(status, by, self.moment(now), **particulars)
        return True

    def _set_closed(
        self, status: Status, by: Member | None, now: datetime, **particulars: int
    ) -> None:
        held_a_place = self.slot is not None
        self.status, self.closed_at, self.slot = status, now, None
        self._clear(*PAUSE)
        if status != Status.COMPLETED:
            self._clear(*COMPLETION)
        heard = self.hear_first(now) if status == Status.DECLINED and by == self.mentor else []
        if status == Status.COMPLETED:
            self.enrolment.reach("mentored", now)
        self.save(update_fields=[*CLOSING, *PAUSE, *COMPLETION, *heard])
        announce(Event.objects.record(f"pairing.{status}", by=by, on=self, at=now, **particulars))
        if self.has_started:
            named("Telling").owe(self, Happened.ENDED, now)
        named("Meeting").drop(self, by=by, now=now)
        if held_a_place:
            call_watchers(self.mentor_id)


NOW_TRUE = {
    Status.PROPOSED: _("This proposal still waits for a yes, so that cannot be done now."),
    Status.ACTIVE: _("This pairing is active: both of you have accepted."),
    Status.COMPLETED: _("This pairing has been completed."),
    Status.ENDED: _("This pairing has ended."),
    Status.DECLINED: _("This proposal has been declined."),
    Status.WITHDRAWN: _("This proposal has been withdrawn."),
    Status.EXPIRED: _("This proposal closed after no answer. It may be proposed again."),
}
