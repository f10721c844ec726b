"""An agreement, heading by heading. The form checks; the verbs suggest it, or make it standard."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models.agreement_text import LONGEST_TERM, AgreementText

EVERY_HEADING = _("Write something here: two people may have nothing else to begin with.")
SAY_SOMETHING = _("Say what stays between you, and when one of you would have to speak.")


class AgreementForm(forms.Form):
    """A text under each heading. Only the one on confidentiality has to be there.

    `after` is the number of what the writer had before them, so that nothing newer is
    passed over unread.
    """

    after = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in AgreementText.TEXTS:
            self.fields[name] = text_field(name)

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in AgreementText.TEXTS}

    @property
    def number(self) -> int | None:
        """What the writer had before them, if the page said so."""
        number: int | None = self.cleaned_data["after"]
        return number


class StandardTextForm(AgreementForm):
    """The standard text has something under every heading."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in AgreementText.TEXTS:
            self.fields[name].required = True
            if name != "confidentiality":
                self.fields[name].error_messages["required"] = EVERY_HEADING


def text_field(name: str) -> ParagraphsField:
    """The field of one heading, in the words of the model."""
    heading: Any = AgreementText._meta.get_field(name)
    return ParagraphsField(
        label=heading.verbose_name,
        help_text=heading.help_text,
        rows=4,
        max_length=LONGEST_TERM,
        required=name == "confidentiality",
        error_messages={**TOO_LONG, "required": SAY_SOMETHING},
    )
