"""Text of several lines, as people paste it: one field for every form that asks for some."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from lib.text import MOST_MARKS_IN_A_ROW, tallest_tower

LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
INVISIBLE_AND_HARMLESS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
DIRECTION_OVERRIDES = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
# Text far longer than any answer is refused as it is: normalising it is not worth the work.
LONGEST_WORTH_NORMALISING = 50_000


def normalise_paragraphs(text: str) -> str:
    """Composed form, one kind of line break, without what word processors leave behind."""
    plain = LINE_BREAKS.sub("\n", text).translate(INVISIBLE_AND_HARMLESS)
    return unicodedata.normalize("NFC", plain).strip()


def validate_paragraphs(text: str) -> None:
    """Refuse control characters, overrides of direction, and towers of accents."""
    if any(is_unprintable(character) for character in text):
        raise ValidationError(_("Use letters, numbers and signs that can be seen."), "unseen")
    if tallest_tower(text) > MOST_MARKS_IN_A_ROW:
        raise ValidationError(_("Use at most three accents on one letter."), "marks")


def is_unprintable(character: str) -> bool:
    if character in "\n\t":
        return False
    return character in DIRECTION_OVERRIDES or unicodedata.category(character) in {"Cc", "Cs"}


class ParagraphsField(forms.CharField):
    """A box for several lines. It takes any length and says afterwards when it was too much."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)
        # `validate_paragraphs` refuses NUL too, in plainer words.
        self.validators = [
            check
            for check in self.validators
            if not isinstance(check, ProhibitNullCharactersValidator)
        ] + [validate_paragraphs]

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text if len(text) > LONGEST_WORTH_NORMALISING else normalise_paragraphs(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        attrs.pop("minlength", None)
        return attrs
