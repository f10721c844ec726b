"""Columns that keep one spelling of what people type."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models

from accounts.inputs import AddressInput, SpelledOnceInput
from lib.text import (
    folded,
    normalise_email,
    normalise_line,
    normalise_number,
    validate_line,
    validate_name,
    validate_number,
)


class SpelledOnce(models.CharField):
    """Text that is normalised on its way in: when cleaned, saved and looked up."""

    normalise: Callable[[str], str]

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return text if text is None else self.normalise(text)

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return self.normalise(prepared) if isinstance(prepared, str) else prepared

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **options: Any) -> forms.Field | None:
        """The control that normalises in the same way and says everything by the field."""
        ours = {
            "form_class": SpelledOnceInput,
            "normalise": self.normalise,
            "validators": self.default_validators,
        }
        return super().formfield(**{**ours, **options})


class AddressField(SpelledOnce, models.EmailField):
    """An e-mail address in the one spelling of `normalise_email`."""

    normalise = staticmethod(normalise_email)

    def formfield(self, **options: Any) -> forms.Field | None:
        return models.CharField.formfield(self, **{"form_class": AddressInput, **options})


class LineField(SpelledOnce):
    """A line of any script, refused when it holds what cannot be seen."""

    normalise = staticmethod(normalise_line)
    default_validators = [validate_line]


class NameField(LineField):
    """The name of a person, in any script."""

    default_validators = [validate_name]


class MembershipNumberField(SpelledOnce):
    """Letters and digits in capitals; empty is stored as nothing, so that many may lack one."""

    normalise = staticmethod(normalise_number)
    default_validators = [validate_number]

    def to_python(self, value: Any) -> str | None:
        return super().to_python(value) or None

    def formfield(self, **options: Any) -> forms.Field | None:
        """The validator knows the length as well, and says it once."""
        return super().formfield(**{"max_length": None, **options})


class FiledField(models.CharField):
    """What another column is filed as: its text folded, written whenever the row is saved.

    `update()` of a queryset goes past it, and `update_fields` must name both columns.
    """

    def __init__(self, *args: Any, of: str, **options: Any) -> None:
        self.of = of
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        filed = self.filed(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, filed)
        return filed

    def filed(self, text: str) -> str:
        """A few letters come apart into many, so what the column cannot hold is cut."""
        return folded(text)[: self.max_length].rstrip()
