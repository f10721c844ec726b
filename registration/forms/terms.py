"""Controls for choosing terms of a vocabulary."""

from collections.abc import Iterable
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registration.models import Term

ONE_OF_THE_LIST = gettext_lazy("Choose one from the list.")


class TermField(forms.ModelChoiceField):
    """One current term of a vocabulary, or the retired one that its holder has.

    A retired term that is new to the person is refused by name, with its successor.
    """

    def __init__(self, model: type[Term], **options: Any) -> None:
        options.setdefault("empty_label", gettext_lazy("Not given"))
        self.vocabulary = model._default_manager
        super().__init__(self.vocabulary.choosable(), **options)

    def hold(self, term: Term | None) -> None:
        """Keep the term that the person has among the choices, retired or not."""
        self.queryset = self.vocabulary.choosable(term)
        if term and not term.is_current:
            self.help_text = now_called(term)

    def label_from_instance(self, term: Term) -> str:
        if term.is_current:
            return term.name
        return _("%(term)s (no longer offered)") % {"term": term.name}

    def to_python(self, value: Any) -> Term | None:
        try:
            return super().to_python(value)
        except ValidationError:
            retired = self.vocabulary.exclude(retired_at=None)
            named = next((term for term in retired if str(term.pk) == value), None)
            if named is None:
                raise ValidationError(ONE_OF_THE_LIST, "invalid_choice") from None
            raise ValidationError(no_longer_offered(named), "retired") from None


class Offered(Protocol):
    """What can be ticked: a term, or what stands for one."""

    @property
    def pk(self) -> int: ...

    @property
    def name(self) -> str | Promise: ...

    @property
    def is_current(self) -> bool: ...


class TermsField(forms.MultipleChoiceField):
    """Any number of terms; cleans to their keys. Offers the current ones and those held."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        stale = gettext_lazy("One of these is no longer offered. Please choose again.")
        messages = {"invalid_choice": stale, "invalid_list": stale}
        super().__init__(required=False, error_messages=messages, **options)

    def offer(self, choices: Iterable[Offered], held: list[int]) -> None:
        """A retired term stays with those who hold it, and is new to nobody."""
        self.choices = [(c.pk, c.name) for c in choices if c.is_current or c.pk in held]

    def clean(self, value: Any) -> list[int]:
        return [int(key) for key in super().clean(value)]


def now_called(term: Term) -> str:
    """What somebody who holds a retired term is told beside the list."""
    if term.successor is None:
        return _("%(term)s is no longer offered. You can keep it.") % {"term": term.name}
    names = {"term": term.name, "successor": term.successor.name}
    return _("%(term)s is now %(successor)s.") % names


def no_longer_offered(term: Term) -> str:
    """What somebody who chooses a retired term anew is told."""
    if term.successor is None:
        return _("%(term)s is no longer offered. Choose another.") % {"term": term.name}
    names = {"term": term.name, "successor": term.successor.name}
    return _("%(term)s is no longer offered. Choose %(successor)s instead.") % names
