"""The numbers that are choices: as the code has them, or as somebody has chosen since.

Read like a mapping. What was chosen is kept for some seconds (lib/kept.py).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import lazy

from lib.kept import Kept


class Numbers(Kept, Mapping[str, Any]):
    """The code's own numbers, under those that `read` gives once somebody has set it."""

    def __init__(self, own: Mapping[str, Any]) -> None:
        super().__init__()
        self.own = dict(own)

    def __getitem__(self, name: str) -> Any:
        own = self.own[name]
        return self.known().get(name, own)

    def __iter__(self) -> Iterator[str]:
        return iter(self.own)

    def __len__(self) -> int:
        return len(self.own)


def _said(name: str) -> str:
    return str(settings.MENTORING[name])


# A number within a lazy sentence: what it is when the sentence is read.
said = lazy(_said, str)
