"""The most points first; among equals, each in their turn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from pyroaring import BitMap

from mentoring.directory.order.planes import Planes
from mentoring.directory.order.turns import SPANS, Turns

A_READING = timedelta(days=3)  # how long one may read on in the order of the day one began


class Standing(NamedTuple):
    """Where somebody stands: with so many points, and at this turn of a day's order."""

    turns: Turns
    points: int
    turn: int

    def __str__(self) -> str:
        return f"{self.turns.day.toordinal()}-{self.turns.span}-{self.points}-{self.turn}"


def begun_on(place: str, today: date) -> date:
    """The day on which one began to read who is at a place; today when it is none of ours."""
    try:
        day = date.fromordinal(int(place.partition("-")[0]))
    except (ValueError, OverflowError):
        return today
    return day if abs(today - day) <= A_READING else today


@dataclass(frozen=True)
class ByPoints:
    """Keys by their points, in the turns of today or of the day on which one began to read."""

    planes: Planes
    turns: Turns

    def after(self, place: str, most: int) -> list[tuple[str, int]]:
        """Up to `most` keys behind a place (or the first ones), each with its own place."""
        begun = self._read(place)
        if begun is None:
            return self._taken(self._onwards(self.turns, None), most)
        return self._taken(self._onwards(begun.turns, begun), most)

    def before(self, place: str, most: int) -> list[tuple[str, int]]:
        """Up to `most` keys before a place, the nearest first; none for an unknown place."""
        begun = self._read(place)
        return self._taken(self._backwards(begun), most) if begun else []

    def _taken(self, steps: Iterable["Step"], most: int) -> list[tuple[str, int]]:
        taken: list[tuple[str, int]] = []
        for step in steps:
            taken += step.take(most - len(taken))
            if len(taken) >= most:
                break
        return taken

    def _onwards(self, turns: Turns, begun: Standing | None) -> Iterator["Step"]:
        top = begun.points if begun else None
        for points, keys in self.planes.from_the_top(top):
            after = begun.turn if begun and points == begun.points else -1
            yield Step(turns, points, keys, after)

    def _backwards(self, begun: Standing) -> Iterator["Step"]:
        for points, keys in self.planes.from_the_bottom(begun.points):
            before = begun.turn if points == begun.points else begun.turns.span
            yield Step(begun.turns, points, keys, before, is_back=True)

    def _read(self, place: str) -> Standing | None:
        """The place as it was written; nothing when it is not one of ours, or an old one."""
        try:
            day, span, points, turn = map(int, place.split("-"))
            turns = Turns(self.turns.member, date.fromordinal(day), span)
        except (ValueError, OverflowError):
            return None
        is_fresh = abs(self.turns.day - turns.day) <= A_READING
        return Standing(turns, points, turn) if is_fresh and span in SPANS else None


class Step(NamedTuple):
    """Those with the same points, from a turn onwards or backwards."""

    turns: Turns
    points: int
    keys: BitMap
    limit: int
    is_back: bool = False

    def take(self, most: int) -> list[tuple[str, int]]:
        take = self.turns.last if self.is_back else self.turns.first
        found = take(self.keys, most, self.limit)
        return [(str(Standing(self.turns, self.points, turn)), key) for turn, key in found]
