"""A report to those who look after safety. Nothing has to be said but what it is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.inputs import AddressInput, Snare
from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models.concern import LONGEST_WORDS
from mentoring.states import Worry


class ConcernForm(forms.Form):
    """Reason and words, both optional where it is known what it is about; and what is attached.

    Args:
        attaches: what a tick attaches, in words; nothing when there is nothing to attach.
        is_signed_in: a visitor is asked for an address, if they want to hear from us.
        is_general: about nothing in particular, so that words are needed.
        asks_reason: whether it is about what somebody did.
    """

    reason = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("I would rather not say")), *Worry.choices],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    words = ParagraphsField(
        label=_("In your own words"),
        rows=5,
        max_length=LONGEST_WORDS,
        error_messages={**TOO_LONG, "required": _("Write a few words about what happened.")},
    )
    attach = forms.BooleanField(required=False)
    email = AddressInput(
        label=_("Your e-mail address"),
        help_text=_("Only if you would like to hear from us. You need no account."),
        required=False,
    )
    website = forms.CharField(required=False, widget=Snare)

    def __init__(
        self,
        *args: Any,
        attaches: str = "",
        is_signed_in: bool = True,
        is_general: bool = False,
        asks_reason: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["words"].required = is_general
        self.fields["attach"].label = attaches
        if not attaches:
            del self.fields["attach"]
        if not asks_reason:
            del self.fields["reason"]
        if is_signed_in:
            del self.fields["email"]

    @property
    def is_snared(self) -> bool:
        """Whether a machine has filled in what no person meets."""
        return bool(self.cleaned_data.get("website"))
