"""One number that the office may choose: its words, and its range."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
DAYS, TIMES = _("days"), _("times")


@dataclass(frozen=True)
class Choice:
    """One number: what it is called, what it does, and what it may be."""

    name: str
    label: Words
    about: Words
    least: int
    most: int
    unit: Words = ""
    many: int = 0  # this many numbers, each larger than the one before
    named: tuple[Words, ...] = ()  # what each number from `least` on is called

    @property
    def slug(self) -> str:
        """How it stands in an address."""
        return self.name.lower().replace("_", "-")

    def allows(self, value: Any) -> bool:
        """Whether this may be chosen, whatever the others are."""
        if self.many:
            rises = all(a < b for a, b in pairwise(value))
            return len(value) == self.many and rises and all(map(self._within, value))
        return self._within(value)

    def _within(self, value: int) -> bool:
        return self.least <= value <= self.most

    @property
    def names(self) -> list[tuple[str, Words]]:
        """Each number that has a name, as it is typed, and the name."""
        return [(str(number), name) for number, name in enumerate(self.named, self.least)]

    def typed(self, value: Any) -> str:
        """A value as somebody would type it."""
        return ", ".join(map(str, value)) if self.many else str(value)

    def shown(self, value: Any) -> str:
        """A value as somebody reads it."""
        return str(dict(self.names).get(str(value), self.typed(value)))
