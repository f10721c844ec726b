"""The office's answer to an application to be listed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.models.application import LONGEST


class NotNowForm(forms.Form):
    """Why not now, as the mentor reads it."""

    reason = forms.CharField(
        label=_("Why not now"),
        help_text=_(
            "The mentor reads this on their page. Say what would help, in plain words: they can "
            "change their profile and apply again."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why, in words for the mentor.")},
    )
