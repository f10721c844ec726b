"""Listed mentors as the directory holds them: where they work, what they offer, what is taken."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import cached_property
from pyroaring import BitMap

from mentoring.directory.sets.current import current
from mentoring.directory.sets.index import NOBODY, Index
from staff.reports.choices import Choice
from staff.reports.vocabulary import Key


@dataclass(frozen=True)
class Mentors:
    """Sets of keys of profiles, of which reports count the common ones; one statement for news."""

    choice: Choice
    index: Index

    @classmethod
    def of(cls, choice: Choice) -> "Mentors":
        """As they are now."""
        return cls(choice, current())

    @cached_property
    def listed(self) -> BitMap:
        """Those who are listed, of the region, sector and route chosen."""
        found = self.index.having("listed")
        for kind, keys in self.choice.keys.items():
            found = found & BitMap.union(NOBODY, *(self.index.having(kind, key) for key in keys))
        return found

    @cached_property
    def routes(self) -> dict[Key, BitMap]:
        """The routes that are counted, and who offers each."""
        asked = self.choice.keys.get("route")
        return {key: w for key, w in self.by("route").items() if asked is None or key in asked}

    def by(self, kind: str) -> dict[Key, BitMap]:
        """All mentors by a term of today: the region or sector they work in, a route they offer.

        Those who have said none stand under None.
        """
        found: dict[Key, BitMap] = {None: self.index.having("listed") - self.index.stating(kind)}
        for key, having in self.index.sets[kind].items():
            newest = self.choice.words[kind].newest(key)
            found[newest] = found.get(newest, NOBODY) | having
        return found

    def offering(self, among: BitMap) -> dict[Key, int]:
        """How many of these offer each route."""
        return {key: among.intersection_cardinality(offer) for key, offer in self.routes.items()}

    def by_places(self, among: BitMap) -> Iterator[tuple[int, int, BitMap]]:
        """Places offered, places taken, and which of these mentors have so many of both."""
        offered, taken = (self._by_number(among, name) for name in ("capacity", "taken"))
        for capacity, offering in offered.items():
            for number, having in taken.items():
                if whose := offering & having:
                    yield capacity, number, whose

    def by_places_free(self) -> dict[int, BitMap]:
        """To whom one can propose now, by how many places they have left."""
        found: dict[int, BitMap] = {}
        for capacity, taken, whose in self.by_places(self.listed & self.index.found):
            found[capacity - taken] = found.get(capacity - taken, NOBODY) | whose
        return found

    def _by_number(self, among: BitMap, dimension: str) -> dict[int, BitMap]:
        """Those of whom nothing is in the sets have none."""
        found = {0: among - self.index.stating(dimension)}
        return found | {n: among & having for n, having in self.index.sets[dimension].items()}
