"""The terms of every kind of choice, read in one query."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.utils.functional import cached_property

from lib.text import folded
from mentoring.directory.groups import FIXED, GROUPS, Choice, Group
from mentoring.directory.prepared import rows_of
from mentoring.directory.text.words import with_stems


class Vocabulary:
    """Every group's choices, in their usual order.

    A term that was replaced stands for its successor: who holds the old one is found and
    counted under the new one, and an old address leads there.
    """

    def __init__(self, choices: Mapping[str, Iterable[Choice]]) -> None:
        self.by_key = {
            group: {choice.pk: choice for choice in terms} for group, terms in choices.items()
        }

    @classmethod
    def read(cls) -> "Vocabulary":
        """All terms of all groups, in one query. Retired ones too: somebody may still hold them."""
        found: dict[str, list[Choice]] = {key: list(choices) for key, choices in FIXED.items()}
        found |= {group.key: [] for group in GROUPS}
        for key, _position, name, pk, *facts in sorted(rows_of(_all_terms)):
            slug, successor, is_current = facts
            found[key].append(Choice(pk, slug, name, successor, bool(is_current)))
        return cls(found)

    def names(self, key: str) -> Mapping[int, frozenset[str]]:
        """The words of the name of each term, and of what it is called in an address ("bsl")."""
        return self._names[key]

    @cached_property
    def _names(self) -> Mapping[str, Mapping[int, frozenset[str]]]:
        return {
            key: {
                pk: with_stems(folded(f"{term.name} {term.slug}").split())
                for pk, term in terms.items()
            }
            for key, terms in self.by_key.items()
        }

    def latest(self, key: str, pk: int) -> Choice:
        """The term that stands for this one today: the last that replaced it, or itself."""
        terms = self.by_key[key]
        if pk not in terms:  # written a moment ago: this process hears of it with its next news
            return Choice(pk, "", "")
        choice, passed = terms[pk], {pk}
        while choice.replaced_by is not None and choice.replaced_by not in passed:
            passed.add(choice.replaced_by)
            choice = terms[choice.replaced_by]
        return choice

    def named(self, key: str, slugs: Iterable[str]) -> tuple[Choice, ...]:
        """The choices that an address names, each once; what is not known is left out."""
        wanted = set(slugs)
        known = (pk for pk, choice in self.by_key[key].items() if choice.slug in wanted)
        return tuple(dict.fromkeys(self.latest(key, pk) for pk in known))


def _all_terms() -> "QuerySet[Any, Any]":
    first, *rest = (_terms(group) for group in GROUPS)
    return first.union(*rest, all=True)


def _terms(group: Group) -> "QuerySet[Any, Any]":
    terms: Any = group.terms._default_manager
    return (
        terms.order_by()
        .annotate(group=Value(group.key), is_current=Q(retired_at__isnull=True))
        .values_list("group", "position", "name", "pk", "slug", "replaced_by", "is_current")
    )
