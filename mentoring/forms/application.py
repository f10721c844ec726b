"""A trained member's application to be listed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.models.application import LONGEST


class ApplicationForm(forms.Form):
    """A few words, if one likes: the profile says the rest."""

    words = forms.CharField(
        label=_("A few words to the office"),
        help_text=_("If you like. They are for the office alone. It reads your profile as well."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
