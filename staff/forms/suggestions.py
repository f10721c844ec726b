"""Whom the office suggests to a member, and a word to both."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models import MentorProfile
from mentoring.models.pairing_facts import LONGEST_NOTE

CHOOSE = _("Choose the mentor whom you suggest.")


class SuggestionForm(forms.Form):
    """One of the mentors on the page; whether they may be suggested, the verb says."""

    mentor = forms.ModelChoiceField(
        MentorProfile.objects.none(),
        label=_("Who might fit"),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    note = ParagraphsField(
        label=_("A word to both"),
        help_text=_("Both read it on the page of the suggestion. Leave it empty if you like."),
        rows=4,
        max_length=LONGEST_NOTE,
        required=False,
        error_messages=TOO_LONG,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["mentor"]
        chosen.queryset = MentorProfile.objects.select_related("member")
