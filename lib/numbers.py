"""The numbers that are choices: as the code has them, or as somebody has chosen since.

Read like a mapping. What was chosen is read anew at most every few seconds, in each process by
itself, so that a page costs nothing for it and a choice is soon the same everywhere.
"""

from collections.abc import Callable, Iterator, Mapping
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils.functional import lazy

KEPT_SECONDS = 20.0


class Numbers(Mapping[str, Any]):
    """The code's own numbers, under those that `read` gives once somebody has set it."""

    def __init__(self, own: Mapping[str, Any]) -> None:
        self.own = dict(own)
        self.read: Callable[[], Mapping[str, Any]] | None = None
        self._chosen: Mapping[str, Any] = {}
        self._until = 0.0

    def __getitem__(self, name: str) -> Any:
        own = self.own[name]
        return self.chosen().get(name, own)

    def __iter__(self) -> Iterator[str]:
        return iter(self.own)

    def __len__(self) -> int:
        return len(self.own)

    def chosen(self) -> Mapping[str, Any]:
        """What was chosen otherwise. Without a database the last that was known counts on."""
        if self.read and monotonic() >= self._until:
            self._until = monotonic() + KEPT_SECONDS
            try:
                self._chosen = self.read()
            except DatabaseError:
                return self._chosen
        return self._chosen

    def forget(self) -> None:
        """Read anew when next asked."""
        self._until = 0.0


def _said(name: str) -> str:
    return str(settings.MENTORING[name])


# A number within a lazy sentence: what it is when the sentence is read.
said = lazy(_said, str)
