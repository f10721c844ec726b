"""Looking back: a few prompts, and thanks. The forms check; the models' verbs write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models import Reflection
from mentoring.models.reflection import LONGEST_REFLECTION, LONGEST_THANKS


def prompt(name: str) -> ParagraphsField:
    label: Any = Reflection._meta.get_field(name)
    return ParagraphsField(
        label=label.verbose_name,
        required=False,
        rows=4,
        max_length=LONGEST_REFLECTION,
        error_messages=TOO_LONG,
    )


class ReflectionForm(forms.Form):
    """Any of the prompts, one at least; what was written before may be emptied."""

    went_well = prompt("went_well")
    learned = prompt("learned")
    differently = prompt("differently")

    def __init__(self, *args: Any, may_be_empty: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.may_be_empty = may_be_empty

    def clean(self) -> dict[str, Any]:
        typed = {**self.cleaned_data}
        if not (self.errors or self.may_be_empty or any(typed.values())):
            self.add_error("went_well", _("Write something under one of the three."))
        return typed


class ThanksForm(forms.Form):
    """A few words to the other."""

    text = ParagraphsField(
        label=_("Your thanks"),
        rows=3,
        max_length=LONGEST_THANKS,
        error_messages={**TOO_LONG, "required": _("Write a few words first.")},
    )
