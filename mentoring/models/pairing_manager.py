"""How pairings begin, and how those of an enrolment end together."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models.pairing_guards import require_proposable
from mentoring.models.pairing_races import in_turn
from mentoring.models.pairing_suggested import require_suggestable
from mentoring.models.profile import MentorProfile
from mentoring.models.proposal import ProposalDraft
from mentoring.querysets import PairingQuerySet
from mentoring.tasks import announce
from registration.models import Enrolment

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing


class PairingManager(models.Manager.from_queryset(PairingQuerySet)):  # type: ignore[misc]
    @in_turn
    def propose(
        self,
        enrolment: Enrolment,
        mentor: Member,
        texts: dict[str, str],
        *,
        by: Member,
        accepts: bool = False,
        shown: int | None = None,
        now: datetime | None = None,
    ) -> "Pairing":
        """A mentee proposes a mentor for their own open enrolment.

        Proposing is not accepting: with `accepts` the mentee says yes at once, in
        the same transaction, and the mentor's yes then starts the pairing.

        Args:
            texts: the four answers of the proposal, by field name.
            shown: the standard agreement that was on the page, for a yes at once.

        Writes:
            The pairing, `pairing.proposed` (and `pairing.accepted`), the mentor's
            notice; deletes the draft.

        Raises:
            NotAllowed: not one's own open enrolment; not a trained, listed and
                available mentor; oneself; a declared line manager; three proposals
                open for this enrolment; one open with this mentor already.
        """
        now = now or timezone.now()
        enrolment = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
        MentorProfile.objects.lock(mentor)
        require_proposable(self.model, enrolment, mentor, by)
        pairing = self._begin(enrolment, mentor, by, now, **texts)
        ProposalDraft.objects.filter(mentee=by, mentor=mentor).delete()
        event = Event.objects.record("pairing.proposed", by=by, on=pairing, at=now)
        if accepts:
            pairing._say_yes(by, now, shown)
        announce(event)
        return pairing

    def _begin(
        self, enrolment: Enrolment, mentor: Member, by: Member, now: datetime, **texts: str
    ) -> "Pairing":
        begun: Pairing = self.create(
            enrolment=enrolment,
            route_id=enrolment.route_id,
            mentee_region_id=enrolment.region_id,
            mentee_sector_id=enrolment.sector_id,
            mentor=mentor,
            mentee=enrolment.member,
            proposed_by=by,
            proposed_at=now,
            awaiting_since=now,
            quiet_since=now,
            **texts,
        )
        enrolment.reach("asked", now)
        return begun

    @in_turn
    def suggest(
        self,
        enrolment: Enrolment,
        mentor: Member,
        *,
        by: Member,
        note: str = "",
        now: datetime | None = None,
    ) -> "tuple[Pairing, bool]":
        """The office suggests a mentor to a member who is looking for one. Nobody has accepted.

        Args:
            note: words of the office to both, or nothing.

        Returns:
            The pairing, and whether it is new: what one has suggested already stands.

        Writes:
            The pairing, `pairing.suggested` and the letters to both.

        Raises:
            NotAllowed: without the permission; for oneself; somebody who is not looking, or
                has as many proposals open as there may be; not a trained, listed and
                available mentor; two people who are apart, without saying why.
        """
        now = now or timezone.now()
        enrolment = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
        MentorProfile.objects.lock(mentor)
        mine = self.proposed().suggested().filter(enrolment=enrolment, mentor=mentor)
        if same := mine.filter(proposed_by=by).first():
            return same, False
        require_suggestable(self.model, enrolment, mentor, by)
        pairing = self._begin(enrolment, mentor, by, now, office_note=note)
        announce(Event.objects.record("pairing.suggested", by=by, on=pairing, at=now))
        return pairing, True

    def why_not(self, enrolment: Enrolment, mentor: Member, by: Member) -> str:
        """What would refuse a proposal now, or nothing; asked before anybody writes one."""
        try:
            require_proposable(self.model, enrolment, mentor, by)
        except NotAllowed as no:
            return str(no)
        return ""

    @in_turn
    def withdraw_all(self, enrolment: Enrolment, by: Member, now: datetime | None = None) -> int:
        """The mentee withdraws every open proposal of one enrolment. Returns how many.

        What the office has suggested and the mentee not accepted is declined.

        Mentors in one order, so that two mentees who leave at once do not wait for
        each other.
        """
        Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
        proposals = list(self.proposed().filter(enrolment=enrolment, mentee=by).order_by("mentor"))
        for pairing in proposals:
            leave = pairing.withdraw if pairing.can_be_withdrawn_by(by) else pairing.decline
            leave(by, now)
        return len(proposals)
