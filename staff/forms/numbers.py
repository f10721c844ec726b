"""A number that the office chooses."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.numbers import Choice, why_not

COMMAS = re.compile(r"[\s,;]+")
A_NUMBER = re.compile(r"[0-9]{1,6}")
CHOOSE = _("Choose one of these.")
WHOLE = _("Type a whole number.")
WHOLE_NUMBERS = _("Type whole numbers with commas between them, such as 3, 10.")


class NumberForm(forms.Form):
    """One number, or several; checked together with all the others as they are now.

    `after` is the number of the choice that the office had before it.
    """

    after = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    value = forms.CharField(
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": WHOLE},
    )

    def __init__(self, *args: Any, choice: Choice, now: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.choice, self.now = choice, now
        if choice.named:
            self.fields["value"] = forms.ChoiceField(
                label=str(choice.label),
                choices=choice.names,
                widget=forms.RadioSelect,
                error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
            )
            return
        within = format_lazy(
            _("{least} to {most} {unit}"), least=choice.least, most=choice.most, unit=choice.unit
        )
        value: Any = self.fields["value"]
        value.label, value.help_text = choice.label, within

    def clean_value(self) -> Any:
        """The number, or the numbers as a tuple."""
        typed = [each for each in COMMAS.split(self.cleaned_data["value"].strip()) if each]
        is_right = typed and all(map(A_NUMBER.fullmatch, typed))
        if not is_right or (len(typed) > 1 and not self.choice.many):
            raise ValidationError(WHOLE_NUMBERS if self.choice.many else WHOLE)
        value: Any = tuple(map(int, typed)) if self.choice.many else int(typed[0])
        if no := why_not(self.choice, value, self.now):
            raise ValidationError(str(no))
        return value

    @property
    def number(self) -> int:
        return self.cleaned_data.get("after") or 0
