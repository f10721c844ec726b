"""The code of a paper that somebody has in front of them."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """How it is spaced and whether in capitals does not matter."""

    code = forms.CharField(
        label=_("Code on the paper"),
        max_length=40,
        help_text=_("Twelve letters and numbers, such as 7KQ4-0M2X-9DRT."),
        error_messages={
            "required": _("Type the code that is on the paper."),
            "max_length": _("A code has twelve letters and numbers."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
