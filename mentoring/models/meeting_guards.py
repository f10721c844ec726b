"""Who may meet in a pairing, and when a meeting can be. Asked under the lock of the pairing."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from lib.refusals import NotAllowed

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing

AT_THIS_TIME = gettext_lazy(
    "Another meeting of you two begins at this time. Change that one instead."
)
CHANGED_MEANWHILE = gettext_lazy(
    "This was changed after you had opened it, so nothing was done. "
    "Look at what stands now, and send yours again if it still fits."
)


def require_own(pairing: "Pairing", by: Member) -> None:
    """Whether `by` is one of the two and it is open: to take off, and to note for oneself."""
    if pairing.is_closed or not pairing.side_of(by):
        raise NotAllowed(_("This pairing is closed. You can still read about your meetings."))


def require_meetable(pairing: "Pairing", by: Member) -> None:
    """Whether `by` can plan and note there now; raises `NotAllowed` with what stands in the way."""
    require_own(pairing, by)
    if not pairing.can_be_written_in_by(by):
        raise NotAllowed(_("The other account is closed, so nobody would come."))


def first_and_last_day(pairing: "Pairing", now: datetime) -> tuple[date, date]:
    """From the day of the proposal to a year that is no slip of the hand, for the reader."""
    last = now + timedelta(days=settings.MENTORING["MEETINGS_AHEAD_DAYS"])
    return timezone.localdate(pairing.proposed_at), timezone.localdate(last)


def why_not_on(pairing: "Pairing", day: date, now: datetime) -> str:
    """What is wrong with a meeting on that day, or nothing; the form asks as well."""
    first, last = first_and_last_day(pairing, now)
    if first <= day <= last:
        return ""
    days = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
    return _("Choose a day from %(first)s, when this was proposed, to %(last)s.") % days


def require_sensible_time(pairing: "Pairing", starts_at: datetime, now: datetime) -> None:
    """Not before the proposal, and not in a hundred years."""
    if no := why_not_on(pairing, timezone.localdate(starts_at), now):
        raise NotAllowed(no)


def require_room_ahead(pairing: "Pairing", now: datetime) -> None:
    """Nobody needs to plan more than some meetings ahead, and a page lists them all."""
    most = settings.MENTORING["MOST_PLANNED"]
    if pairing.meetings.planned(now).count() >= most:
        raise NotAllowed(_("You two have planned %(most)d meetings ahead.") % {"most": most})
