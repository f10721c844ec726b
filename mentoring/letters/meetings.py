"""What the other of the two is told of a meeting: the time, and nothing that was typed."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from history.models import Event
from mentoring.letters.letter import Letter, Writer, actor_of
from mentoring.models import CalendarFeed, Meeting


def meetings() -> Any:
    return Meeting.objects.select_related("pairing__mentor", "pairing__mentee")


def meeting_is_on(template: str) -> Writer:
    """The side that did not act, as long as the meeting stands, with the time it has now."""

    def write(event: Event, meeting: Meeting) -> Iterable[Letter]:
        if not meeting.is_cancelled:
            yield letter_about_meeting(event, meeting, template)

    return write


def meeting_is_off(event: Event, meeting: Meeting) -> Iterable[Letter]:
    """The side that did not act."""
    yield letter_about_meeting(event, meeting, "meeting_cancelled")


def letter_about_meeting(event: Event, meeting: Meeting, template: str) -> Letter:
    """A letter that gives the time, in the reader's own zone, and nothing that was typed."""
    to = meeting.pairing.other(actor_of(event))
    facts = {
        "side": meeting.pairing.side_of(to),
        "starts_at": meeting.starts_at,
        "minutes": meeting.minutes,
        "was": meeting.is_over(event.at),
    }
    return Letter(template, to, meeting.get_absolute_url(), facts)


def feeds() -> Any:
    return CalendarFeed.objects.select_related("member")


def feed_is_made(_event: Event, feed: CalendarFeed) -> Iterable[Letter]:
    """Whoever made the address, in case it was not them; the address itself is in no letter."""
    yield Letter("feed_made", feed.member, reverse("mentoring:calendar"))
