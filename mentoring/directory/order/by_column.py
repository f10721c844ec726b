"""In the order of a column: by name, or who confirmed lately.

The database reads along its index and the sets say who of them is meant. Of few, it is
asked for those alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from pyroaring import BitMap

from mentoring.models import MentorProfile

FEW = 1_000
BETWEEN = "~"
Row = tuple[Any, int]


@dataclass(frozen=True)
class ByColumn:
    """Keys in the order of a column of the profile or its member; the key settles the rest."""

    keys: BitMap
    column: str
    kind: Callable[[str], Any] = str  # what a place is read as; raises ValueError
    is_falling: bool = False

    def after(self, place: str, most: int) -> list[tuple[str, int]]:
        """Up to `most` keys behind a place (or the first ones), each with its own place."""
        return self._along(self._read(place), self.is_falling, most)

    def before(self, place: str, most: int) -> list[tuple[str, int]]:
        """Up to `most` keys before a place, the nearest first; none for an unknown place."""
        begun = self._read(place)
        return self._along(begun, not self.is_falling, most) if begun else []

    def _along(self, begun: Row | None, is_falling: bool, most: int) -> list[tuple[str, int]]:
        taken: list[tuple[str, int]] = []
        stretch = self._stretch(most)
        while len(taken) < most:
            rows = list(self._rows(begun, is_falling)[:stretch])
            taken += [(f"{value}{BETWEEN}{key}", key) for value, key in rows if key in self.keys]
            if len(rows) < stretch:
                break
            begun, stretch = rows[-1], stretch * 4
        return taken[:most]

    def _rows(self, begun: Row | None, is_falling: bool) -> Any:
        """Rows beyond a place: of the few that are meant, or of everybody."""
        rows = MentorProfile.objects.all()
        if len(self.keys) <= FEW:
            rows = rows.filter(pk__in=list(self.keys))
        if begun is not None:
            rows = rows.filter(self._beyond(*begun, is_falling))
        sign = "-" if is_falling else ""
        in_order = rows.order_by(f"{sign}{self.column}", f"{sign}pk")
        return in_order.values_list(self.column, "pk")

    def _beyond(self, value: Any, key: int, is_falling: bool) -> Q:
        """Behind the value, or behind the key among those of the same value.

        That the value may be met again is said as well, for the index to begin there.
        """
        behind = "lt" if is_falling else "gt"
        further = Q(**{f"{self.column}__{behind}": value}) | Q(**{f"pk__{behind}": key})
        return Q(**{f"{self.column}__{behind}e": value}) & further

    def _stretch(self, most: int) -> int:
        """About as many rows as hold `most` of those who are meant."""
        if len(self.keys) <= FEW:
            return most
        return min(20_000, int(most * 1.5 * self.keys.max() / len(self.keys)) + most)

    def _read(self, place: str) -> Row | None:
        """The place as it was written, or nothing."""
        value, _between, key = place.rpartition(BETWEEN)
        try:
            return self.kind(value), int(key)
        except ValueError:
            return None
