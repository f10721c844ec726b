"""What our papers say, once, for the page, the PDF and the office alike."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.models import MentoringRecord
from mentoring.states import Status

Row = tuple[str, str]


def on_day(day: date | None) -> str:
    """A day in full, which stays on one line."""
    return date_format(day, "j F Y").replace(" ", "\u00a0") if day else ""


def length_of(minutes: int) -> str:
    """So many hours and minutes, in words."""
    hours, rest = divmod(minutes, 60)
    words = [
        ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest} if rest or not hours else "",
    ]
    return " ".join(filter(None, words))


def meetings_of(meetings: int, minutes: int) -> str:
    """How often, and how long in all."""
    if not meetings:
        return _("None on record")
    times = ngettext("%(n)d meeting", "%(n)d meetings", meetings) % {"n": meetings}
    return _("%(times)s, %(length)s in all") % {"times": times, "length": length_of(minutes)}


class CodedPaper(ABC):
    """A paper with a code: a title, facts under headings, and notes on what it is."""

    @property
    @abstractmethod
    def title(self) -> str: ...

    @property
    @abstractmethod
    def lead(self) -> str: ...

    @property
    @abstractmethod
    def groups(self) -> list[dict[str, Any]]: ...

    @property
    @abstractmethod
    def notes(self) -> list[str]: ...

    @property
    @abstractmethod
    def code(self) -> str: ...

    @property
    def why_not(self) -> str:
        """Why it confirms nothing any more; nothing while it does."""
        return ""

    def facts(self) -> Mapping[str, Any]:
        """For templates/papers/coded.typ."""
        return {
            "title": self.title,
            "lead": self.lead,
            "groups": self.groups,
            "code_label": _("Code"),
            "code": self.code,
            "notes": self.notes,
            "foot": f"{self.title} {self.code}",
        }


@dataclass(frozen=True)
class RecordPaper(CodedPaper):
    """A mentoring record in words. Without a code it is what would be issued now."""

    record: MentoringRecord

    @property
    def is_whole(self) -> bool:
        return self.record.closed_on is not None

    @property
    def code(self) -> str:
        return self.record.shown_code

    @property
    def title(self) -> str:
        return _("Mentoring record")

    @property
    def lead(self) -> str:
        record = self.record
        facts = {
            "mentor": record.mentor_name,
            "mentee": record.mentee_name,
            "route": record.route,
            "start": on_day(record.started_on),
            "end": on_day(record.closed_on),
        }
        if self.is_whole:
            words = _("%(mentor)s mentored %(mentee)s for %(route)s, from %(start)s to %(end)s.")
        else:
            words = _("%(mentor)s has mentored %(mentee)s for %(route)s since %(start)s.")
        return words % facts

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        """Every fact under its heading: exactly these, wherever the record is shown."""
        return [
            {"heading": _("The two"), "rows": self.people},
            {"heading": _("The mentoring"), "rows": self.mentoring},
        ]

    @property
    def people(self) -> list[Row]:
        record, none = self.record, _("Not given")
        return [
            (_("Mentee"), record.mentee_name),
            (_("Mentee’s membership number"), record.mentee_number or none),
            (_("Mentor"), record.mentor_name),
            (_("Mentor’s membership number"), record.mentor_number or none),
        ]

    @property
    def mentoring(self) -> list[Row]:
        record = self.record
        return [
            (_("Route"), record.route),
            (_("The mentee accepted"), on_day(record.mentee_accepted_on)),
            (_("The mentor accepted"), on_day(record.mentor_accepted_on)),
            (_("Started"), on_day(record.started_on)),
            self.end,
            (self.meetings_label, meetings_of(record.meetings, record.minutes)),
            (_("This record was issued"), on_day(record.issued_on)),
        ]

    @property
    def end(self) -> Row:
        if not self.is_whole:
            return _("Goes on"), _("Active on the day of issue")
        is_complete = self.record.status == Status.COMPLETED
        return (_("Completed") if is_complete else _("Ended")), on_day(self.record.closed_on)

    @property
    def meetings_label(self) -> str:
        return _("Meetings") if self.is_whole else _("Meetings so far")

    @property
    def notes(self) -> list[str]:
        """What the record is, and what it is not."""
        return [
            _(
                "Made by Alongside from what the two people entered. The office can confirm by "
                "the code that it is genuine; it is then told the facts above and nothing else."
            ),
            _(
                "This record does not replace the mentor completion form of CILIP, or a letter of "
                "support. CILIP’s current handbook says what a route asks for. The record "
                "says nothing about a portfolio, and promises no result."
            ),
        ]

    @property
    def file_name(self) -> str:
        """Without a name of anybody, since files lie about."""
        return f"mentoring-record-{self.code}"
