"""A pairing as one of the two sees it: what has been, and what one can do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.models import Pairing
from mentoring.states import OPEN, Side, Status
from mentoring.views.standing import Standing

Step = dict[str, str]


def day(at: datetime) -> str:
    """A day as people write it; the year only when it is another one."""
    local = timezone.localtime(at)
    this_year = local.year == timezone.localdate().year
    return date_format(local, "j M" if this_year else "j M Y")


@dataclass(frozen=True)
class Seen(Standing):
    """One pairing on a page. Asks the database nothing."""

    @property
    def unseen(self) -> int:
        """How many messages of the other are new, where the list has asked."""
        return getattr(self.pairing, "unseen", 0)

    @property
    def has_suggestion(self) -> bool:
        """Whether the other suggests a change of the agreement, where the list has asked."""
        return self.pairing.status in OPEN and getattr(self.pairing, "suggested", False)

    @property
    def can_talk_first(self) -> bool:
        return self.pairing.can_be_talked_over_by(self.viewer) and not self.pairing.is_talking

    @property
    def last_moved_at(self) -> datetime:
        """When it last became what it is."""
        pairing = self.pairing
        return pairing.closed_at or pairing.activated_at or pairing.awaiting_since

    @property
    def answers(self) -> list[dict[str, str]]:
        """What was proposed: each prompt that was answered, and the answer."""
        field: Any = self.pairing._meta.get_field
        texts = {name: getattr(self.pairing, name) for name in Pairing.TEXTS}
        return [
            {"question": str(field(name).verbose_name), "text": text}
            for name, text in texts.items()
            if text
        ]

    # The steps -------------------------------------------------------------

    @property
    def steps(self) -> list[Step]:
        """What has happened, what is next, and what is to come."""
        done = [self.proposal_step, *self.acceptance_steps]
        if self.pairing.is_closed:
            return [*done, *self.started_steps, self.closing_step]
        if self.pairing.is_active:
            return [*done, step(_("Pairing active"), self.pairing.activated_at, state="now")]
        to_come = step(_("Pairing active"), note=_("It takes as long as it takes"))
        return [*done, *self.missing_steps, to_come]

    @property
    def proposal_step(self) -> Step:
        if self.is_suggested:
            return step(_("The office suggested it"), self.pairing.proposed_at)
        by_viewer = self.pairing.proposed_by_id == self.viewer.pk
        words = _("You proposed") if by_viewer else _("%(name)s proposed") % self.names
        return step(words, self.pairing.proposed_at)

    @property
    def acceptance_steps(self) -> list[Step]:
        """The yeses on record, in the order in which they were said."""
        pairing = self.pairing
        yeses = [
            (pairing.mentor_accepted_at, pairing.mentor_id),
            (pairing.mentee_accepted_at, pairing.mentee_id),
        ]
        said = sorted((at, pk) for at, pk in yeses if at is not None)
        you, they = _("You accepted"), _("%(name)s accepted") % self.names
        return [step(you if pk == self.viewer.pk else they, at) for at, pk in said]

    @property
    def missing_steps(self) -> list[Step]:
        """The yeses still to be said; the first is the one that is waited for."""
        pairing = self.pairing
        missing = [m for m in (pairing.mentor, pairing.mentee) if not pairing.has_accepted(m)]
        you, they = _("You accept"), _("%(name)s accepts") % self.names
        words = [you if member == self.viewer else they for member in missing]
        both = len(self.pairing.waiting_for) > 1
        return [
            step(word, state="to_come" if later and not both else "now")
            for later, word in enumerate(words)
        ]

    @property
    def started_steps(self) -> list[Step]:
        at = self.pairing.activated_at
        return [step(_("Pairing active"), at)] if at else []

    @property
    def closing_step(self) -> Step:
        words = {
            Status.COMPLETED: _("Completed"),
            Status.ENDED: _("Ended"),
            Status.DECLINED: _("Declined"),
            Status.WITHDRAWN: _("Withdrawn"),
            Status.EXPIRED: _("Closed after no answer"),
        }
        return step(words[Status(self.pairing.status)], self.pairing.closed_at, state="now")

    # What one can do -------------------------------------------------------

    @property
    def can_accept(self) -> bool:
        return self.pairing.can_be_accepted_by(self.viewer)

    @property
    def accept_label(self) -> str:
        """The main action, which says what it does."""
        if self.other_has_accepted:
            return _("Accept and start the pairing")
        return _("Accept: then it waits for %(name)s") % self.names

    @property
    def leave_verb(self) -> str:
        """The one way to leave a proposal: withdraw what one has begun, else decline."""
        if self.pairing.can_be_withdrawn_by(self.viewer):
            return "withdraw"
        return "decline" if self.pairing.can_be_declined_by(self.viewer) else ""

    @property
    def leave_label(self) -> str:
        return {"withdraw": _("Withdraw"), "decline": _("Decline")}.get(self.leave_verb, "")

    @property
    def can_ask_others(self) -> bool:
        """The mentee of what they asked for and came to nothing or ended, still on the route."""
        came_to_nothing = self.pairing.status in (Status.DECLINED, Status.EXPIRED, Status.ENDED)
        is_on_route = self.side == Side.MENTEE and self.pairing.enrolment.is_open
        return came_to_nothing and is_on_route and not self.is_suggested

    @property
    def can_end(self) -> bool:
        return self.pairing.can_be_ended_by(self.viewer)

    @property
    def can_complete(self) -> bool:
        return self.pairing.can_be_completed_by(self.viewer)

    @property
    def can_pause(self) -> bool:
        return self.pairing.can_be_paused_by(self.viewer)

    @property
    def can_meet(self) -> bool:
        return self.pairing.can_be_written_in_by(self.viewer)

    @property
    def url(self) -> str:
        return self.pairing.get_absolute_url()

    @property
    def leave_url(self) -> str:
        return reverse("mentoring:pairing_leave", args=[self.pairing.pk])


def step(label: str, at: datetime | None = None, *, state: str = "", note: str = "") -> Step:
    """One row of components/steps.html: done when it has a day, unless said otherwise."""
    return {
        "label": label,
        "note": day(at) if at else note,
        "state": state or ("done" if at else "to_come"),
    }
