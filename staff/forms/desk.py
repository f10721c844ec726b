"""Until when a row of the desk can wait."""

from django import forms
from django.utils.translation import gettext_lazy as _

from staff.forms.day_to_come import DayToCome


class PutOffForm(forms.Form):
    """The day on which it comes back."""

    until = DayToCome(
        label=_("Until"),
        help_text=_("It is off the desk until that day."),
        missing=_("Say on which day it comes back."),
    )
