"""A meeting and its notes. The forms check; the verbs of `Meeting` write."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.inputs import SpelledOnceInput
from lib import wall_clock
from lib.paragraphs import ParagraphsField
from lib.templatetags.look import zone_words
from lib.text import normalise_line, validate_line
from mentoring.forms.profile import TOO_LONG
from mentoring.models import Meeting, Pairing
from mentoring.models.meeting import LONGEST_MEETING, LONGEST_PLACE, MeetingFacts
from mentoring.models.meeting_guards import first_and_last_day, why_not_on
from mentoring.models.meeting_note import LONGEST_MEETING_NOTE
from registration.forms.terms import TermField
from registration.models import MeetingWay

NEVER_READ = -1
A_DAY = gettext_lazy("Give a day, month and year, such as 4 January 2027.")
A_TIME = gettext_lazy("Give a time, such as 14:30.")
A_LENGTH = format_lazy(
    gettext_lazy("Give the length in minutes, from 1 to {most}."), most=LONGEST_MEETING
)


class ReadField(forms.IntegerField):
    """Which change the writer has read. Nothing, or nonsense, is what nobody can have read."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> int:
        try:
            read = super().clean(value)
        except ValidationError:
            return NEVER_READ
        return NEVER_READ if read is None else int(read)


class MeetingForm(forms.Form):
    """When, how long, in which way and where. Days and times are those of the reader's zone.

    `sequence` says which change of the meeting the writer has read.
    """

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": A_DAY, "invalid": A_DAY},
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": A_TIME, "invalid": A_TIME},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How long, in minutes"),
        min_value=1,
        max_value=LONGEST_MEETING,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), A_LENGTH),
    )
    way = TermField(MeetingWay, label=gettext_lazy("How you meet"), required=False)
    place = SpelledOnceInput(
        label=gettext_lazy("Place or link"),
        required=False,
        normalise=normalise_line,
        validators=[validate_line],
        max_length=LONGEST_PLACE,
        error_messages=TOO_LONG,
        help_text=gettext_lazy("A room, a telephone number or the address of a video call."),
    )
    sequence = ReadField()

    def __init__(
        self, *args: Any, pairing: Pairing, meeting: Meeting | None = None, **options: Any
    ) -> None:
        self.pairing, self.meeting = pairing, meeting
        self.zone = timezone.get_current_timezone()
        options["initial"] = {"minutes": 60} if meeting is None else self._as_it_stands(meeting)
        super().__init__(*args, **options)
        self.fields["time"].help_text = _("In your time zone: %(zone)s.") % {
            "zone": zone_words(self.zone)
        }
        first, last = first_and_last_day(pairing, timezone.now())
        self.fields["day"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}
        self._hold(meeting)

    def _as_it_stands(self, meeting: Meeting) -> dict[str, Any]:
        shown = timezone.localtime(meeting.starts_at)
        return {
            "day": shown.date(),
            "time": shown.time(),
            "minutes": meeting.minutes,
            "way": meeting.way_id,
            "place": meeting.place,
            "sequence": meeting.sequence,
        }

    def _hold(self, meeting: Meeting | None) -> None:
        way: Any = self.fields["way"]
        way.hold(meeting.way if meeting else None)

    @property
    def facts(self) -> MeetingFacts:
        typed = self.cleaned_data
        return MeetingFacts(self.starts_at, typed["minutes"], typed["way"], typed["place"])

    def clean_day(self) -> date:
        """Within the days on which the two can meet."""
        day: date = self.cleaned_data["day"]
        no = why_not_on(self.pairing, day, timezone.now())
        if no and "day" in self.changed_data:
            raise ValidationError(no)
        return day

    def clean(self) -> dict[str, Any]:
        """The day and the time together are a moment, which they are not always."""
        typed = super().clean() or self.cleaned_data
        if "day" in typed and "time" in typed:
            try:
                self.starts_at = self._moment(typed)
            except wall_clock.LeftOut:
                self.add_error("time", left_out(f"{typed['time']:%H:%M}"))
        return typed

    def _moment(self, typed: dict[str, Any]) -> datetime:
        """What was typed; or when the meeting is, as long as its clock says the same."""
        if self.meeting and not {"day", "time"} & set(self.changed_data):
            return self.meeting.starts_at
        return wall_clock.moment(typed["day"], typed["time"], self.zone)

    @property
    def is_first_of_two(self) -> bool:
        """Whether the clocks go back then, so that the time typed comes twice."""
        return "time" in self.changed_data and wall_clock.comes_twice(self.starts_at, self.zone)


def left_out(at: str) -> str:
    """What is said of a time that the clocks leave out."""
    words = _("The clocks go forward on this day, and %(time)s is left out. Choose another time.")
    return words % {"time": at}


class CancelForm(forms.Form):
    """The meeting that is cancelled is the one that was read."""

    sequence = ReadField()


class SharedNoteForm(forms.Form):
    """What both of the two read; `edition` says which one the writer has read."""

    text = ParagraphsField(
        label=gettext_lazy("Shared note"),
        required=False,
        max_length=LONGEST_MEETING_NOTE,
        error_messages=TOO_LONG,
        help_text=gettext_lazy(
            "What you want to speak of, or what you agreed. Both of you read it and can change it."
        ),
    )
    edition = ReadField()


class PrivateNoteForm(forms.Form):
    """What one side alone reads."""

    private = ParagraphsField(
        label=gettext_lazy("My private note"),
        required=False,
        max_length=LONGEST_MEETING_NOTE,
        error_messages=TOO_LONG,
        help_text=gettext_lazy("Only you read it: not the other of you two, and not the office."),
    )
