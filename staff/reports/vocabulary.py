"""Words of the vocabularies as reports use them: a term that was replaced counts as the newer."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from registration.models import Region, Route, Sector, Term

KINDS: dict[str, type[Term]] = {"route": Route, "region": Region, "sector": Sector}
Key = int | None


@dataclass(frozen=True)
class Words:
    """All terms of one kind, in their usual order; one query."""

    terms: tuple[Any, ...]

    @classmethod
    def of(cls, kind: str) -> "Words":
        return cls(tuple(KINDS[kind].objects.order_by("position", "name")))

    @cached_property
    def _by_key(self) -> dict[int, Any]:
        return {term.pk: term for term in self.terms}

    @cached_property
    def _newest(self) -> dict[int, int]:
        return {term.pk: self._newest_of(term) for term in self.terms}

    def _newest_of(self, term: Any) -> int:
        """As `Term.latest`, without asking the database at each step."""
        passed = {term.pk}
        while term.replaced_by_id and term.replaced_by_id not in passed:
            term = self._by_key[term.replaced_by_id]
            passed.add(term.pk)
        return term.pk

    def newest(self, key: Key) -> Key:
        """The key of the term that stands for this one today."""
        return None if key is None else self._newest[key]

    def family(self, slug: str) -> frozenset[int]:
        """The keys that count as the term of this short name; empty when there is none."""
        found = {term.pk for term in self.terms if term.slug == slug}
        return frozenset(key for key, newest in self._newest.items() if newest in found)

    def within(self, theirs: Collection[int]) -> frozenset[int]:
        """These terms, and those that they have replaced."""
        return frozenset(
            key for key, newest in self._newest.items() if key in theirs or newest in theirs
        )

    def name(self, key: Key) -> str:
        return _("Not said") if key is None else str(self._by_key[key].name)

    def position(self, key: Key) -> int:
        """The usual order, for reports alone; what is not said comes before all."""
        return -1 if key is None else int(self._by_key[key].position)

    def letters(self, key: Key) -> str:
        """The letters after the name, of a route."""
        return str(getattr(self._by_key.get(key or 0), "post_nominals", ""))

    def choices(self) -> list[tuple[str, str]]:
        """What one may filter by: what was not replaced, by short name."""
        return [(term.slug, term.name) for term in self.terms if not term.replaced_by_id]

    def ordered(self, keys: Iterable[Key]) -> list[Key]:
        """The current terms and those that occur, in their usual order; none comes last."""
        wanted = set(keys)
        found = [t.pk for t in self.terms if t.is_current or t.pk in wanted]
        return [*found, *([None] if None in wanted else [])]
