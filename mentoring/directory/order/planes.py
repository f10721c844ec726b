"""Points for many at once: a sum for every key, without looking at any of them.

A number is kept as planes: the set of the keys whose sum has a one, a two, a four in it.
Adding a weight to a set of keys, and finding those with the highest sum, are then a few
operations on sets, whether there are two hundred mentors or a million.
"""

from collections.abc import Iterable, Iterator

from pyroaring import BitMap

NOBODY = BitMap()


class Planes:
    """The sums of some keys."""

    def __init__(self, among: BitMap, points: Iterable[tuple[int, BitMap]] = ()) -> None:
        self.among = among
        self.planes: list[BitMap] = []
        for weight, keys in points:
            self.add(weight, keys & among)

    def add(self, weight: int, keys: BitMap) -> None:
        """Give each of the keys `weight` more; a whole number from 0 on."""
        for place in range(weight.bit_length()):
            if weight >> place & 1:
                self._carry(place, keys)

    def _carry(self, place: int, keys: BitMap) -> None:
        while keys:
            while len(self.planes) <= place:
                self.planes.append(NOBODY)
            had = self.planes[place]
            self.planes[place], keys = had ^ keys, had & keys
            place += 1

    def from_the_top(self, most: int | None = None) -> Iterator[tuple[int, BitMap]]:
        """Each sum with the keys that have it, the highest first; none above `most`."""
        left = self.among if most is None else self.up_to(most)
        while left:
            total, keys = self._best(left)
            yield total, keys
            left = left - keys

    def from_the_bottom(self, least: int) -> Iterator[tuple[int, BitMap]]:
        """Each sum with the keys that have it, the lowest first; none below `least`."""
        left = self.among - self.up_to(least - 1)
        while left:
            total, keys = self._worst(left)
            yield total, keys
            left = left - keys

    def up_to(self, most: int) -> BitMap:
        """The keys with at most this many points."""
        if most < 0:
            return NOBODY
        if most >> len(self.planes):
            return self.among
        equal, below = self.among, NOBODY
        for place in reversed(range(len(self.planes))):
            having = equal & self.planes[place]
            if most >> place & 1:
                below, equal = below | (equal - having), having
            else:
                equal = equal - having
        return below | equal

    def _best(self, keys: BitMap) -> tuple[int, BitMap]:
        total = 0
        for place in reversed(range(len(self.planes))):
            if having := keys & self.planes[place]:
                total, keys = total | 1 << place, having
        return total, keys

    def _worst(self, keys: BitMap) -> tuple[int, BitMap]:
        total = 0
        for place in reversed(range(len(self.planes))):
            if without := keys - self.planes[place]:
                keys = without
            else:
                total |= 1 << place
        return total, keys
