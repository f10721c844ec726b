"""Form controls that keep one spelling of what people type."""

from collections.abc import Callable
from typing import Any

from allauth.account.fields import EmailField
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from lib.text import normalise_email

LONGEST_ADDRESS = 254
# Even what normalising shortens, such as spaces, was a mistake beyond this.
LONGEST_WORTH_NORMALISING = 1000


def normalised(text: str, normalise: Callable[[str], str]) -> str:
    """Raises ValidationError at once for a text that no field could hold."""
    if len(text) > LONGEST_WORTH_NORMALISING:
        raise ValidationError(_("This is much too long."), "max_length")
    return normalise(text)


class SpelledOnceInput(forms.CharField):
    """A line that is normalised before it is checked, so that the checks see what is kept.

    The box takes any length and says afterwards when it was too much: a pasted text is
    never cut in silence.
    """

    def __init__(self, *, normalise: Callable[[str], str], **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.normalise = normalise
        # Every validator of these fields refuses NUL itself, in plainer words.
        self.validators = [
            check
            for check in self.validators
            if not isinstance(check, ProhibitNullCharactersValidator)
        ]

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value) or ""
        return normalised(text, self.normalise) or self.empty_value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class AddressInput(EmailField):
    """An e-mail address, in any spelling that stands for it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        defaults = {"label": _("E-mail address"), "max_length": LONGEST_ADDRESS, "widget": widget}
        super().__init__(**{**defaults, **options})

    def to_python(self, value: Any) -> str:
        return normalised(super().to_python(value), normalise_email)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class Snare(forms.TextInput):
    """A box that no person meets, on screen or in a screen reader; only machines fill it in."""

    is_hidden = True

    def __init__(self) -> None:
        super().__init__(attrs={"hidden": True, "tabindex": "-1", "autocomplete": "off"})
