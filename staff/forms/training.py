"""What the office writes down of a training, and why it takes a record back."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.inputs import SpelledOnceInput
from lib.paragraphs import ParagraphsField
from lib.text import normalise_line, validate_line
from mentoring.models import TrainingCompletion
from mentoring.models.training import EARLIEST, TrainingFacts
from mentoring.states import Kind, Mode

WAYS_TO_TYPE_A_DAY = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]


def longest(column: str) -> int:
    """How much text a column of the record holds."""
    return int(getattr(TrainingCompletion._meta.get_field(column), "max_length", None) or 0)


class LineInput(SpelledOnceInput):
    """One optional line of text, kept in a column of the record."""

    def __init__(self, column: str, **options: Any) -> None:
        super().__init__(
            normalise=normalise_line,
            validators=[validate_line],
            max_length=longest(column),
            required=False,
            **options,
        )


class FactsForm(forms.Form):
    """When a training was completed, which it was and how it was held."""

    completed_on = forms.DateField(
        label=_("Completed on"),
        input_formats=WAYS_TO_TYPE_A_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Type the date like 3 September 2026 or 2026-09-03.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("How it was held"), choices=Mode, widget=forms.RadioSelect)
    provider = LineInput(
        "provider", label=_("Provider or trainer"), help_text=_("For example CILIP, or a name.")
    )
    note = LineInput(
        "note", label=_("Note"), help_text=_("Kept with the record. The member may ask to see it.")
    )

    def clean_completed_on(self) -> date:
        day = self.cleaned_data["completed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The date is in the future. Record training afterwards."))
        if day < EARLIEST:
            raise ValidationError(_("The date is before 1980. Check the year."))
        return day

    def facts(self) -> TrainingFacts:
        """What was typed, once it is known to be right."""
        names = ("completed_on", "kind", "mode", "provider", "note")
        return TrainingFacts(**{name: self.cleaned_data[name] for name in names})


class TrainingFilterForm(forms.Form):
    """Which records are listed. What makes no sense in the query string narrows nothing."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Every kind")), *Kind.choices]
    )
    completed_on = forms.DateField(
        label=_("Completed on"),
        required=False,
        input_formats=WAYS_TO_TYPE_A_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def narrow(self, completions: QuerySet[TrainingCompletion]) -> QuerySet[TrainingCompletion]:
        """The records of that kind and day."""
        self.is_valid()
        return completions.filter(
            **{name: said for name, said in self.cleaned_data.items() if said}
        )


class WithdrawalForm(forms.Form):
    """Why a record is taken back."""

    reason = ParagraphsField(
        label=_("Reason"),
        rows=3,
        max_length=longest("withdrawal_reason"),
        help_text=_(
            "Kept with the record; the member may ask to see it. "
            "For example: recorded for the wrong person."
        ),
    )
