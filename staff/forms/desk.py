"""Until when a row of the desk can wait."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_DAYS = 366


class PutOffForm(forms.Form):
    """The day on which it comes back."""

    until = forms.DateField(
        label=_("Until"),
        help_text=_("It is off the desk until that day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Say on which day it comes back."),
            "invalid": _("Give a day, month and year, such as 4 January 2027."),
        },
    )

    def clean_until(self) -> date:
        """A day yet to come, within a year."""
        until: date = self.cleaned_data["until"]
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        if not today < until <= today + timedelta(days=LONGEST_DAYS):
            raise ValidationError(_("Give a day after today, and within a year."), "range")
        return until
