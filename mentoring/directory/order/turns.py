"""Whose turn it is to stand first among equals: another order for everybody, every day.

No name, level or date of joining comes into it, so that a newcomer and somebody whose
name begins with W are seen as often as anybody.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from heapq import nlargest, nsmallest
from math import isqrt

from django.utils.functional import cached_property
from pyroaring import BitMap

# Primes, each about twice the last: the key of a profile is below the one that is used.
SPANS = (
    4_099, 8_209, 16_411, 32_771, 65_537, 131_101, 262_147, 524_309, 1_048_583, 2_097_169,
    4_194_319, 8_388_617, 16_777_259, 33_554_467, 67_108_879, 134_217_757, 268_435_459,
    536_870_923, 1_073_741_827, 2_147_483_659,
)  # fmt: skip


def span_for(greatest: int) -> int:
    """The number of turns, from the greatest key there is."""
    return next(span for span in SPANS if span > greatest)


@cache
def quarters_below(span: int) -> tuple[BitMap, ...]:
    """All keys below a span, in four parts of the same size; who is in which tells nothing."""
    return tuple(BitMap(range(first, span, 4)) for first in range(4))


@dataclass(frozen=True)
class Turns:
    """A turn for every key below `span`: the key times a factor, and a beginning.

    The factor and the beginning are drawn from the day and the member who looks, so over
    days and members each key has each turn equally often; on one day one member sees one
    order, however often they look.
    """

    member: int
    day: date
    span: int

    @cached_property
    def _drawn(self) -> tuple[int, int]:
        chance = random.Random(f"{self.day.toordinal()} {self.member}")  # noqa: S311  # no secret
        return chance.randrange(1, self.span), chance.randrange(self.span)

    def of(self, key: int) -> int:
        factor, beginning = self._drawn
        return (key * factor + beginning) % self.span

    def first(self, keys: BitMap, most: int, after: int = -1) -> list[tuple[int, int]]:
        """Up to `most` of the keys in the order of their turns, each as (turn, key)."""
        if self._are_few(keys, most):
            return nsmallest(most, (each for each in self._each(keys) if each[0] > after))
        return list(self._met(keys, most, range(after + 1, self.span)))

    def last(self, keys: BitMap, most: int, before: int) -> list[tuple[int, int]]:
        """Up to `most` of the keys whose turn is before, the latest first."""
        if self._are_few(keys, most):
            return nlargest(most, (each for each in self._each(keys) if each[0] < before))
        return list(self._met(keys, most, range(before - 1, -1, -1)))

    def _are_few(self, keys: BitMap, most: int) -> bool:
        """Whether to work out everybody's turn is quicker than to ask turn after turn."""
        return len(keys) <= isqrt(most * self.span)

    def _each(self, keys: BitMap) -> Iterator[tuple[int, int]]:
        factor, beginning = self._drawn
        return (((key * factor + beginning) % self.span, key) for key in keys)

    def _met(self, keys: BitMap, most: int, turns: range) -> Iterator[tuple[int, int]]:
        factor, beginning = self._drawn
        back = pow(factor, -1, self.span)
        for turn in turns:
            key = (turn - beginning) * back % self.span
            if key in keys:
                yield turn, key
                most -= 1
                if not most:
                    return
