"""The sets themselves: for each value of each dimension, the keys of the profiles that have it.

An index is never changed. A change makes a new one that shares with the old whatever is
the same, so that a page being made in another thread sees one state from first to last.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import cached_property
from pyroaring import BitMap

from mentoring.directory.prepared import among, fetch, gathered
from mentoring.directory.sets.dimensions import YES, asked_on
from mentoring.directory.text.voices import Voices
from mentoring.directory.vocabulary import Vocabulary

NOBODY = BitMap()
Sets = Mapping[str, Mapping[int, BitMap]]
Row = tuple[str, int, int]


@dataclass(frozen=True)
class Index:
    """Who has what, as of a day."""

    day: date
    sets: Sets
    vocabulary: Vocabulary
    voices: Voices

    @classmethod
    def build(cls, day: date, voices: Voices) -> "Index":
        """Ask the database for all sets: a statement a dimension."""
        sets = {name: dict(_sets_of(sql)) for name, sql in asked_on(day).items()}
        return cls(day, sets, Vocabulary.read(), voices)

    def having(self, dimension: str, value: int = YES) -> BitMap:
        """The keys of the profiles that have this value."""
        return self.sets.get(dimension, {}).get(value, NOBODY)

    def values_of(self, keys: BitMap, dimension: str) -> dict[int, list[int]]:
        """The values that each of some profiles has, in the order of the values."""
        found: dict[int, list[int]] = {key: [] for key in keys}
        for value, having in sorted(self.sets[dimension].items()):
            for key in having & keys:
                found[key].append(value)
        return found

    def names_of(self, keys: BitMap, group: str) -> dict[int, list[str]]:
        """The names of the terms that each of some profiles has, in their usual order."""
        found: dict[int, list[str]] = {key: [] for key in keys}
        for term in self.vocabulary.by_key[group].values():
            for key in self.having(group, term.pk) & keys:
                found[key].append(str(term.name))
        return found

    @cached_property
    def found(self) -> BitMap:
        """Trained, listed and available: whom a member can propose to."""
        return self.having("listed") - self.having("away") - self.having("full")

    @cached_property
    def later(self) -> BitMap:
        """Listed, and away or without a place: worth waiting for."""
        return self.having("listed") - self.found

    def stating(self, dimension: str) -> BitMap:
        """Who has any value at all of a dimension."""
        found = self._stating.get(dimension)
        if found is None:
            found = self._stating[dimension] = BitMap.union(NOBODY, *self.sets[dimension].values())
        return found

    @cached_property
    def _stating(self) -> dict[str, BitMap]:
        return {}

    def term(self, dimension: str, value: int) -> BitMap:
        """Who has a term, or one that it has replaced."""
        return self._terms[dimension].get(value, NOBODY)

    @cached_property
    def _terms(self) -> Sets:
        """The sets of the terms of today; those of replaced terms are among them."""
        return {group: dict(self._merged(group)) for group in self.vocabulary.by_key}

    def _merged(self, group: str) -> Iterator[tuple[int, BitMap]]:
        merged: dict[int, list[BitMap]] = defaultdict(list)
        for value, keys in self.sets.get(group, {}).items():
            merged[self.vocabulary.latest(group, value).pk].append(keys)
        for value, parts in merged.items():
            yield value, parts[0] if len(parts) == 1 else BitMap.union(*parts)

    def put_right(self, keys: Iterable[int]) -> "Index":
        """The index after changes of these profiles, of which the database is asked again."""
        changed = BitMap(keys)
        if not changed:
            return self
        fresh: dict[str, dict[int, BitMap]] = defaultdict(lambda: defaultdict(BitMap))
        for dimension, value, key in _rows_of(self.day, changed):
            fresh[dimension][value].add(key)
        sets = {
            name: dict(_put_right(had, changed, fresh[name])) for name, had in self.sets.items()
        }
        return replace(self, sets=sets, voices=self.voices.put_right(changed))

    def with_words(self) -> "Index":
        """The index after a change of the vocabularies."""
        return replace(self, vocabulary=Vocabulary.read())


def _put_right(
    had: Mapping[int, BitMap], changed: BitMap, fresh: Mapping[int, BitMap]
) -> Iterator[tuple[int, BitMap]]:
    """The sets of a dimension; those that nobody entered or left are the same objects."""
    for value in {**had, **fresh}:
        before, entered = had.get(value, NOBODY), fresh.get(value, NOBODY)
        if before & changed == entered:
            yield value, before
        else:
            yield value, before - changed | entered


def _sets_of(sql: tuple[str, tuple[Any, ...]]) -> Iterator[tuple[int, BitMap]]:
    question, values = sql
    statement = (
        f"WITH asked (value, pk) AS ({question})"  # noqa: S608
        f" SELECT value, {gathered('pk')} FROM asked WHERE pk IS NOT NULL GROUP BY value"
    )
    for value, keys in fetch(statement, values):
        yield value, keys_in(keys)


def keys_in(text: str) -> BitMap:
    """The keys that the database has written in one line."""
    return BitMap(map(int, text.split(",")))


def _rows_of(day: date, keys: BitMap) -> list[Row]:
    """What is true now of some profiles, in every dimension: one statement."""
    asked = asked_on(day)
    parts = ", ".join(f'"{name}" (value, pk) AS ({sql})' for name, (sql, _v) in asked.items())
    rows = " UNION ALL ".join(
        f"SELECT '{name}', value, pk FROM \"{name}\" WHERE {among('pk', keys)}"  # noqa: S608
        for name in asked
    )
    values = [value for _sql, values in asked.values() for value in values]
    return fetch(f"WITH {parts} {rows}", values)
