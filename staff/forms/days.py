"""What the office says of a training day, and whom it ticks on its roll."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.inputs import SpelledOnceInput
from lib.tables import Table, read_file
from lib.text import normalise_line, validate_line
from mentoring.models.training_day import MOST_PLACES, DayFacts, TrainingDay
from mentoring.models.training_day_off import LONGEST_REASON
from mentoring.states import Kind, Mode
from registration.models import Region
from staff.forms.roll import TickedField
from staff.forms.training import EARLIEST, WAYS_TO_TYPE_A_DAY

LATEST = date(2100, 1, 1)


class DayLine(SpelledOnceInput):
    """One optional line of text, kept in a column of the day."""

    def __init__(self, column: str, **options: Any) -> None:
        field = TrainingDay._meta.get_field(column)
        super().__init__(
            normalise=normalise_line,
            validators=[validate_line],
            max_length=getattr(field, "max_length", None),
            required=False,
            **options,
        )


class DayForm(forms.Form):
    """When and where mentors are trained, by whom, and with how many places."""

    held_on = forms.DateField(
        label=_("Date"),
        input_formats=WAYS_TO_TYPE_A_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Type the date like 3 September 2026 or 2026-09-03.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("How it is held"), choices=Mode, widget=forms.RadioSelect)
    place = DayLine(
        "place",
        label=_("Place"),
        help_text=_("For example Bristol; of an online day, the link. Whoever is booked sees it."),
    )
    trainer = DayLine("trainer", label=_("Trainer"))
    provider = DayLine("provider", label=_("Provider"), help_text=_("For example CILIP."))
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=_("None in particular"),
    )
    places = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text=_("Empty for as many as come."),
    )

    def __init__(self, data: Any = None, *, facts: DayFacts | None = None) -> None:
        usual = {"kind": Kind.INITIAL, "mode": Mode.IN_PERSON}
        super().__init__(data, initial=vars(facts) if facts else usual)
        held = facts.region if facts else None
        self.fields["region"].queryset = Region.objects.choosable(held)  # type: ignore[attr-defined]

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if not EARLIEST <= day < LATEST:
            raise ValidationError(_("Check the year."))
        return day

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("mode") == Mode.IN_PERSON and "place" in said and not said["place"]:
            self.add_error("place", _("Write where the day is held."))

    def facts(self) -> DayFacts:
        """What was typed, once it is known to be right."""
        return DayFacts(**self.cleaned_data)


class CancelForm(forms.Form):
    """Why a planned day does not take place."""

    reason = forms.CharField(
        label=_("Why it does not take place"),
        help_text=_("Those who have a place read this on their page, and not in the letter."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, for those who have a place.")},
    )


class TickForm(forms.Form):
    """Who completed the day, and which roll the office had on the screen."""

    ticked = TickedField(required=False)
    newest = forms.IntegerField(min_value=0, max_value=2**63 - 1)


class ActForm(forms.Form):
    """The moment of the act that is to be undone."""

    at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])


class FileForm(forms.Form):
    """A table with one person a row."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A CSV file or an Excel workbook (.xlsx), one person a row, with their membership "
            "number, e-mail address or full name."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("There is nothing in this file."),
            "missing": _("Choose a file."),
        },
    )

    def clean_file(self) -> Table:
        upload = self.cleaned_data["file"]
        return read_file(upload.read(settings.MENTORING["TABLE_MOST_BYTES"] + 1))


class MembersForm(forms.Form):
    """Members ticked among those that a search has found."""

    chosen = TickedField(required=False)
