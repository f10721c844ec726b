"""A meeting as one of the two sees it: in their own time, and in the other's where it differs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lib.templatetags.look import zone_words
from mentoring.models import Meeting
from mentoring.papers import length_of
from mentoring.views.seen import Seen
from mentoring.views.talk import linked


@dataclass(frozen=True)
class MeetingSeen:
    """One meeting of a pairing that the reader sees. Asks the database for the way at most."""

    meeting: Meeting
    seen: Seen

    def __post_init__(self) -> None:
        # The pairing is at hand: a question to a meeting asks for no other.
        self.meeting.pairing = self.seen.pairing

    @property
    def url(self) -> str:
        return self.meeting.get_absolute_url()

    @property
    def pill(self) -> str:
        """The status word of components/pill.html."""
        if self.meeting.is_cancelled:
            return "cancelled"
        return "held" if self.is_over else "planned"

    @cached_property
    def is_over(self) -> bool:
        return self.meeting.is_over()

    @property
    def day(self) -> str:
        return date_format(timezone.localtime(self.meeting.starts_at), "l j F Y")

    @property
    def hours(self) -> str:
        """From when to when, on the reader's clock."""
        return hours(timezone.localtime(self.meeting.starts_at), self._ends_here)

    @property
    def _ends_here(self) -> datetime:
        return timezone.localtime(self.meeting.ends_at)

    @property
    def zone(self) -> str:
        return zone_words(timezone.get_current_timezone())

    @property
    def length(self) -> str:
        return length_of(self.meeting.minutes)

    @property
    def for_other(self) -> str:
        """The same on the other's clock, while it is open and that clock shows something else."""
        if self.seen.pairing.is_closed:
            return ""
        there = ZoneInfo(self.seen.other.time_zone)
        begins, ends = (at.astimezone(there) for at in (self.meeting.starts_at, self._ends_here))
        if begins.utcoffset() == timezone.localtime(self.meeting.starts_at).utcoffset():
            return ""
        return _("For %(name)s: %(day)s, %(hours)s (%(zone)s).") % {
            **self.seen.names,
            "day": date_format(begins, "l j F"),
            "hours": hours(begins, ends),
            "zone": zone_words(there),
        }

    @property
    def way(self) -> str:
        return self.meeting.way.name if self.meeting.way else ""

    @property
    def place(self) -> SafeString:
        """Where, with an address as a link."""
        return linked(self.meeting.place)

    @property
    def can_change(self) -> bool:
        return self.meeting.can_be_changed_by(self.seen.viewer)

    @property
    def can_cancel(self) -> bool:
        return self.meeting.can_be_cancelled_by(self.seen.viewer)

    @property
    def can_note_privately(self) -> bool:
        return not self.seen.pairing.is_closed

    @property
    def can_note(self) -> bool:
        return self.seen.pairing.can_be_written_in_by(self.seen.viewer)


def meetings_shown(seen: Seen) -> dict[str, Any]:
    """On the page of the pairing: what comes next, or whether there is anything to read about."""
    if not seen.can_meet:
        return {"next_meeting": None, "meets": seen.pairing.meetings.exists()}
    coming: Any = seen.pairing.meetings.select_related("way")
    one = coming.planned(timezone.now()).first()
    return {"next_meeting": MeetingSeen(one, seen) if one else None, "meets": True}


def hours(begins: datetime, ends: datetime) -> str:
    """ "14:00 to 15:00"; the day of the end is told when it is another one."""
    form = "H:i" if begins.date() == ends.date() else "H:i, l j F"
    return _("%(begins)s to %(ends)s") % {
        "begins": date_format(begins, "H:i"),
        "ends": date_format(ends, form),
    }
