"""Who was erased, in a file apart from the database: keys and moments, and no names."""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

OWNER_ONLY = 0o600
# A moment ends with its zone: what was cut off before that is no line.
WHOLE = re.compile(r"(\d+) (\w+) (\S+[+-]\d\d:\d\d)")


class Line(NamedTuple):
    """One erasure: the key of a row, what tells it from others that had the key, and when."""

    key: int
    mark: str
    at: datetime


def write(line: Line) -> None:
    """Add a line, and come back when it is on the disk; raises OSError when it is not.

    It begins a line of its own, also after one that was cut off half-way.
    """
    path = settings.ERASURE_LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    ledger = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_ONLY)
    try:
        said = f"\n{line.key} {line.mark} {line.at.isoformat()}\n".encode()
        if os.write(ledger, said) < len(said):
            raise OSError("There is no room for the ledger.")
        os.fsync(ledger)
    finally:
        os.close(ledger)


def read() -> Iterator[Line]:
    """Every line; none where there is no ledger. One that was cut off half-way is passed over."""
    path = settings.ERASURE_LEDGER
    for words in path.read_text().splitlines() if path.exists() else ():
        if whole := WHOLE.fullmatch(words):
            key, mark, at = whole.groups()
            yield Line(int(key), mark, datetime.fromisoformat(at))
