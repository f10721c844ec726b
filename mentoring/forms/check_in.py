"""How it is going. The form checks; `CheckIn.say` writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.states import Feeling


class CheckInForm(forms.Form):
    """One of three answers, each a button of its own."""

    answer = forms.ChoiceField(
        label=_("How is it going?"),
        choices=Feeling.choices,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the three answers.")
        ),
    )
