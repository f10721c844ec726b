"""Whom the office may suggest to each other. It decides nothing: both still say yes or no."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.roles import Permission
from lib.refusals import NotAllowed
from mentoring.models.pairing_guards import require_there
from mentoring.models.profile import MentorProfile
from mentoring.querysets.by_name import named
from registration.models import Enrolment, in_sight_of

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing


def require_suggestable(
    pairings: "type[Pairing]", enrolment: Enrolment, mentor: Member, by: Member
) -> None:
    """Whether `by` may suggest `mentor` for `enrolment`; raises `NotAllowed` with the reason."""
    theirs = in_sight_of(by, "member", Permission.SUGGEST_PAIRINGS)
    if not Enrolment.objects.filter(theirs, pk=enrolment.pk).exists():
        raise NotAllowed(_("You cannot suggest a mentor to this member."))
    if by.pk in (mentor.pk, enrolment.member_id):
        raise NotAllowed(_("You are one of the two. Propose as a member instead."))
    require_still_looking(pairings, enrolment)
    require_there(MentorProfile.objects.listed(), mentor)
    require_not_apart(pairings, enrolment.member, mentor)


def require_still_looking(pairings: "type[Pairing]", enrolment: Enrolment) -> None:
    """The enrolment is open, has no mentor, and not as many proposals open as there may be."""
    if not (enrolment.is_open and enrolment.member.is_active):
        raise NotAllowed(_("This member is not on the route now."))
    theirs = pairings.objects.filter(enrolment=enrolment)
    if theirs.active().exists():
        raise NotAllowed(_("This member has a mentor for the route now."))
    most = settings.MENTORING["OPEN_PROPOSALS_PER_ENROLMENT"]
    if theirs.proposed().count() >= most:
        raise NotAllowed(
            _("This member has %(most)d proposals or suggestions open. Wait for an answer first.")
            % {"most": most}
        )


def require_not_apart(pairings: "type[Pairing]", mentee: Member, mentor: Member) -> None:
    """Nothing of the two's own stands against it.

    What is open between them, a block, line management and whom a member has hidden are
    theirs alone, so one sentence stands for all of them, and for one person twice.
    """
    marks = named("MentorMark").of(mentee).hidden().filter(profile__member=mentor)
    apart = (
        pairings.objects.open().filter(mentee=mentee, mentor=mentor),
        named("Block").between(mentee, mentor),
        named("LineManagement").between(mentee, mentor),
        marks,
    )
    if mentor == mentee or sum(found.exists() for found in apart):
        raise NotAllowed(
            _("These two cannot be suggested to each other now. Please choose another mentor.")
        )
