"""The roll of a training: who was there, one person a line, and what they completed."""

from collections.abc import Sequence
from typing import Any
from unicodedata import category

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.states import Kind, Mode
from staff.forms.training import FactsForm
from staff.lines import A_KEY, LINE_BREAK, read_lines

LONGEST_LIST = 100_000


def refuse_long(text: str) -> None:
    if len(text) > LONGEST_LIST:
        raise ValidationError(_("The list is too long. Record it in several parts."))


def refuse_unseen(text: str) -> None:
    """Refuse characters that no list has on purpose, and say where the first one is."""
    for number, line in enumerate(LINE_BREAK.split(text), start=1):
        if any(category(c) == "Cc" and not c.isspace() for c in line):
            raise ValidationError(
                _("Line %(line)d has a character that cannot be seen. Type the line again."),
                params={"line": number},
            )


def refuse_many(text: str) -> None:
    if len(text) > LONGEST_LIST:
        return
    count, most = len(read_lines(text)), settings.MENTORING["ROLL_LIMIT"]
    if count > most:
        raise ValidationError(
            _("The list has %(count)d people. Record at most %(most)d at once."),
            params={"count": count, "most": most},
        )
    if not count:
        raise ValidationError(_("Write at least one person."))


class ListField(forms.CharField):
    """The list as it was typed: its lines keep their numbers."""

    def __init__(self, **options: Any) -> None:
        attrs = {"rows": 10, "spellcheck": "false", "autocomplete": "off"}
        super().__init__(strip=False, widget=forms.Textarea(attrs=attrs), **options)
        # `refuse_unseen` says of NUL too in which line it is.
        self.validators = [
            check
            for check in self.validators
            if not isinstance(check, ProhibitNullCharactersValidator)
        ] + [refuse_long, refuse_unseen, refuse_many]


class TickedField(forms.Field):
    """Keys of the members ticked among several of one name; anything else is left aside."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Sequence[str] | None) -> frozenset[int]:
        return frozenset(int(key) for key in value or () if A_KEY.fullmatch(key))


class PeopleForm(forms.Form):
    """A list of people, and what was seen of it when it was checked."""

    people = ListField(
        label=gettext_lazy("People"),
        help_text=gettext_lazy(
            "One person a line: membership number, e-mail address or full name."
        ),
        error_messages={"required": gettext_lazy("Write at least one person.")},
    )
    ticked = TickedField(required=False)
    checked = forms.CharField(required=False, widget=forms.HiddenInput)


class RollForm(PeopleForm, FactsForm):
    """A list of people and one set of facts for all of them."""

    field_order = ["people", "completed_on", "kind", "mode", "provider", "note"]

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        usual = {"kind": Kind.INITIAL, "mode": Mode.IN_PERSON}
        super().__init__(data, initial={**usual, **(initial or {})})
        self.fields["people"].label = _("Who completed it")
