"""Who may mark whom now. Asked under the lock, of the database, each time."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Member
from lib.refusals import NotAllowed
from mentoring.models.profile import MentorProfile

if TYPE_CHECKING:
    from mentoring.models.mark import MentorMark


def require_own(mark: "MentorMark", by: Member) -> None:
    """A mark is changed by the member whose it is, and is on somebody else."""
    if by.pk != mark.member_id:
        raise NotAllowed(_("Only the member whose note this is can change it."))
    if by.pk == mark.profile.member_id:
        raise NotAllowed(_("This is you. What you note here is about other mentors."))


def require_listed(profile: MentorProfile, by: Member) -> None:
    """The mentor is trained and wants to be found; a block is answered in the same words."""
    if not MentorProfile.objects.shown_to(by).filter(pk=profile.pk).exists():
        raise NotAllowed(_("This mentor is not in the directory now."))


def require_no_place(profile: MentorProfile) -> None:
    """Only a mentor who is away or full is waited for."""
    if profile.is_available:
        raise NotAllowed(_("This mentor has a place free now: you can propose."))


def require_room_to_shortlist(by: Member) -> None:
    """A shortlist is short: it holds as many as settings.MENTORING says."""
    most = settings.MENTORING["MOST_SHORTLISTED"]
    if by.marks.shortlisted().count() >= most:
        raise NotAllowed(
            _("Your shortlist has room for %(most)d mentors. Remove one first.") % {"most": most}
        )


def require_room_to_watch(by: Member) -> None:
    """As many mentors can be waited for as settings.MENTORING says."""
    most = settings.MENTORING["MOST_WATCHED"]
    if by.marks.watched().count() >= most:
        raise NotAllowed(
            _("You can wait for %(most)d mentors at a time. Stop waiting for one first.")
            % {"most": most}
        )
