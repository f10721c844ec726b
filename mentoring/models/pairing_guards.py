"""Who may propose and accept now. Asked under the locks, of the database, each time.

No rule here looks at a level: any trained mentor may mentor any route.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Member
from lib.refusals import NotAllowed
from mentoring.models.line_management import LineManagement
from mentoring.models.profile import MentorProfile
from mentoring.querysets import MentorQuerySet
from registration.models import Enrolment

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing


def require_proposable(
    pairings: "type[Pairing]", enrolment: Enrolment, mentor: Member, by: Member
) -> None:
    """Whether `by` may propose `mentor` for `enrolment`; raises `NotAllowed` with the reason."""
    require_own_enrolment(enrolment, by)
    require_found(mentor, by)
    require_no_line_management(mentor, by)
    mine = pairings.objects.filter(mentee=by)
    if mine.open().filter(mentor=mentor).exists():
        raise NotAllowed(_("You already have an open proposal or pairing with this mentor."))
    if mine.active().filter(enrolment=enrolment).exists():
        raise NotAllowed(_("You already have a mentor for this route."))
    require_a_proposal_more(pairings, enrolment)


def require_a_proposal_more(pairings: "type[Pairing]", enrolment: Enrolment) -> None:
    """A mentee has few proposals open. A suggestion is one of theirs from their yes on."""
    most = settings.MENTORING["OPEN_PROPOSALS_PER_ENROLMENT"]
    if pairings.objects.proposed().chosen().filter(enrolment=enrolment).count() >= most:
        raise NotAllowed(
            _(
                "You have %(most)d proposals open for this route. "
                "Wait for an answer, or withdraw one."
            )
            % {"most": most}
        )


def require_own_enrolment(enrolment: Enrolment, by: Member) -> None:
    """One proposes for one's own open enrolment."""
    if enrolment.member_id != by.pk:
        raise NotAllowed(_("You can only propose for your own registration."))
    if not enrolment.is_open:
        raise NotAllowed(_("This enrolment is closed. Enrol on a route first."))


def require_found(mentor: Member, by: Member) -> None:
    """The mentor is somebody else, and trained, listed and available as the database sees it.

    Of a block it says what it says of a mentor who is not listed: nobody is told of it.
    """
    if mentor.pk == by.pk:
        raise NotAllowed(_("You cannot propose to yourself."))
    require_there(MentorProfile.objects.shown_to(by), mentor)


def require_there(among: MentorQuerySet, mentor: Member) -> None:
    """The mentor is one of these, and is here and has a place."""
    profile = among.with_places().filter(member=mentor).first()
    if profile is None:
        raise NotAllowed(_("This mentor is not in the directory now. Please choose another."))
    if profile.is_away():
        raise NotAllowed(_("This mentor is away now. Please choose another, or come back later."))
    if not profile.places_free:
        raise NotAllowed(_("This mentor has no place left now. Please choose another."))


def require_no_line_management(mentor: Member, mentee: Member) -> None:
    """Neither has declared that one line manages the other."""
    if LineManagement.objects.between(mentor, mentee).exists():
        raise NotAllowed(
            _(
                "One of you has said that one line manages the other, and a line manager cannot be "
                "the mentor. Whoever said so can take it back under My mentoring."
            )
        )


def require_gate(pairing: "Pairing", enrolment: Enrolment, profile: MentorProfile | None) -> None:
    """What must still hold at every acceptance."""
    if not enrolment.is_open:
        raise NotAllowed(_("The enrolment behind this proposal is closed."))
    if not (pairing.mentor.is_active and pairing.mentee.is_active):
        raise NotAllowed(_("One of the two accounts is closed."))
    if profile is None or not profile.is_trained:
        raise NotAllowed(_("No training of the mentor counts now, so nobody can accept."))
    require_no_line_management(pairing.mentor, pairing.mentee)


def require_room(pairing: "Pairing", profile: MentorProfile) -> int:
    """The place that this pairing takes or holds; raises `NotAllowed` when there is none.

    A place is taken from the mentor's own yes on. Lowering the capacity ends
    nothing, but no pairing starts above it.
    """
    others = profile.slots_held() - {pairing.slot}
    if len(others) >= profile.capacity:
        raise NotAllowed(_("There is no place left with this mentor now."))
    return pairing.slot or profile.free_slot(others)
