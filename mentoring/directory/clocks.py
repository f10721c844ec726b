"""When a mentor said so, how soon they answer, when they are back: in plain words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def confirmed(on: date | None, today: date) -> str:
    """How long ago the mentor said that places and dates are right."""
    if on is None:
        return ""
    days = (today - on).days
    if days <= 0:
        return _("Confirmed today")
    words = ngettext("Confirmed %(days)d day ago", "Confirmed %(days)d days ago", days)
    return words % {"days": days}


def answers(days: int | None = None) -> str:
    """How soon the mentor usually answers; nothing when too little is known."""
    if days is None:
        return ""
    words = ngettext("Usually answers within a day", "Usually answers within %(days)d days", days)
    return words % {"days": days}


def away(until: date | None, today: date) -> str:
    """Until when the mentor is away; nothing for one who is here."""
    if until is None or until <= today:
        return ""
    return _("Away until %(day)s") % {"day": day_of(until, today)}


def day_of(day: date, today: date) -> str:
    """ "4 January"; the year as well when it is another one that is not near."""
    near = abs((day - today).days) < 200
    return date_format(day, "j F" if near or day.year == today.year else "j F Y")
