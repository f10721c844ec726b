"""Meetings told in a sentence: "in 12 days at 17:50 for 45 minutes, video, https://…"."""

import re
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from demo.cast import CastError
from mentoring.models import Meeting, Pairing
from mentoring.models.meeting import MeetingFacts
from registration.models import MeetingWay

BOOKING = re.compile(
    r"in (?P<days>\d+) days at (?P<time>\d\d:\d\d) for (?P<minutes>\d+) minutes, "
    r"(?P<way>[\w-]+)(?:, (?P<place>.+))?"
)


def book(pairing: Pairing, by: Any, words: str) -> bool:
    """Plan the meeting that the words tell of, so many days from the day of the act."""
    told = BOOKING.fullmatch(words)
    if told is None:
        raise CastError(f"Not a meeting: {words}")
    day = timezone.localdate() + timedelta(days=int(told["days"]))
    starts_at = timezone.make_aware(datetime.combine(day, time.fromisoformat(told["time"])))
    way = MeetingWay.objects.get(slug=told["way"])
    facts = MeetingFacts(starts_at, int(told["minutes"]), way, told["place"] or "")
    _meeting, is_new = Meeting.objects.plan(pairing, facts, by=by)
    return is_new


def note(pairing: Pairing, by: Any, words: str) -> bool:
    """Write the shared note of the meeting that was planned last."""
    meeting = pairing.meetings.latest("pk")
    return meeting.write_note(words, meeting.edition, by=by)


def note_privately(pairing: Pairing, by: Any, words: str) -> bool:
    """Keep a private note of it."""
    return pairing.meetings.latest("pk").keep_private_note(words, by=by)


def move(pairing: Pairing, by: Any, words: str) -> bool:
    """Put it off for so many days."""
    meeting = pairing.meetings.latest("pk")
    facts = meeting.facts
    later = MeetingFacts(
        facts.starts_at + timedelta(days=int(words)), facts.minutes, facts.way, facts.place
    )
    return meeting.change(later, meeting.sequence, by=by)


def cancel(pairing: Pairing, by: Any) -> bool:
    """The meeting that was planned last is off."""
    meeting = pairing.meetings.latest("pk")
    return meeting.cancel(meeting.sequence, by=by)
