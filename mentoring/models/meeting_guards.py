"""Who may meet in a pairing, and when a meeting can be. Asked under the lock of the pairing."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from lib.refusals import NotAllowed

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing

AT_THIS_TIME = _("Another meeting of you two begins at this time. Change that one instead.")
CHANGED_MEANWHILE = _(
    "This was changed after you had opened it, so nothing was done. "
    "Look at what stands now, and send yours again if it still fits."
)


def require_meetable(pairing: "Pairing", by: Member) -> None:
    """Whether `by` can plan and note there now; raises `NotAllowed` with what stands in the way."""
    if pairing.can_be_written_in_by(by):
        return
    if pairing.is_closed:
        raise NotAllowed(_("This pairing is closed. You can still read about your meetings."))
    raise NotAllowed(_("The other account is closed, so nobody would come."))


def why_not_at(pairing: "Pairing", starts_at: datetime, now: datetime) -> str:
    """What is wrong with a meeting at that time, or nothing; the form asks as well."""
    scheme = timezone.get_default_timezone()
    if timezone.localdate(starts_at, scheme) < timezone.localdate(pairing.proposed_at, scheme):
        return str(_("Choose a day on which this pairing had been proposed already."))
    if starts_at > now + timedelta(days=settings.MENTORING["MEETINGS_AHEAD_DAYS"]):
        return str(_("Choose a day within the next two years."))
    return ""


def require_sensible_time(pairing: "Pairing", starts_at: datetime, now: datetime) -> None:
    """Not before the proposal, and not in a year that only a slip of the hand can mean."""
    if no := why_not_at(pairing, starts_at, now):
        raise NotAllowed(no)
