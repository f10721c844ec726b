"""Meetings as calendars read them: iCalendar (RFC 5545), with times in UTC.

A meeting keeps its UID for ever, its SEQUENCE counts what was changed, and one that is
cancelled is sent on as such, so that calendars take it off. The notes are never in it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vDuration, vText

from accounts.models import Member
from lib.templatetags.look import office_address
from mentoring.models import Meeting

MAKER = "-//Alongside//Mentoring meetings//EN"
READ_AGAIN_AFTER = timedelta(hours=4)


def calendar_of(member: Member, meetings: Iterable[Meeting], *, name: str = "") -> bytes:
    """These meetings, as the member's calendar shows them, in the member's own language.

    Args:
        name: of the calendar, when it is one that is followed.
    """
    with translation.override(member.language):
        calendar = Calendar()
        calendar.add("prodid", MAKER)
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        if name:
            calendar.add("name", name)
            calendar.add("x-wr-calname", name)
            calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
            calendar.add("x-published-ttl", vDuration(READ_AGAIN_AFTER))
        now = timezone.now()
        for meeting in meetings:
            calendar.add_component(event_of(meeting, member, now))
        return calendar.to_ical()


def event_of(meeting: Meeting, member: Member, now: datetime) -> Event:
    """One meeting. Read with its pairing, both people and the way."""
    other, event = meeting.pairing.other(member), Event()
    event.add("uid", uid_of(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("created", meeting.planned_at.astimezone(UTC))
    event.add("last-modified", meeting.last_moved_at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", _("Mentoring: %(name)s") % {"name": other.short_name})
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if meeting.is_cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    event.add("url", f"{settings.BASE_URL}{meeting.get_absolute_url()}")
    event.add("organizer", organizer())
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.way:
        event.add("description", meeting.way.name)
    return event


def uid_of(meeting: Meeting) -> str:
    """The meeting's name in every calendar, whatever becomes of it."""
    return f"meeting-{meeting.uid}@{urlsplit(settings.BASE_URL).hostname}"


def organizer() -> vCalAddress:
    """Who publishes it (RFC 5546, 3.2.1): the scheme, no member."""
    address = vCalAddress(f"mailto:{office_address()}")
    address.params["cn"] = vText("Alongside")
    return address
