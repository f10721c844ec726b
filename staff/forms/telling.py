"""Which day of what CILIP is told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from staff.forms.training import WAYS_TO_TYPE_A_DAY


class DayForm(forms.Form):
    """One day."""

    day = forms.DateField(
        label=_("Day"),
        input_formats=WAYS_TO_TYPE_A_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day of the list."),
            "invalid": _("Type the date like 3 September 2026 or 2026-09-03."),
        },
    )
