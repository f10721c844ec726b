"""Who was erased, in a file apart from the database: keys and moments, and no names."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

OWNER_ONLY = 0o600


class Line(NamedTuple):
    """One erasure: the key of a row, what tells it from others that had the key, and when."""

    key: int
    mark: str
    at: datetime


def write(line: Line) -> None:
    """Add a line, and come back when it is on the disk."""
    path = settings.ERASURE_LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    ledger = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_ONLY)
    try:
        os.write(ledger, f"{line.key} {line.mark} {line.at.isoformat()}\n".encode())
        os.fsync(ledger)
    finally:
        os.close(ledger)


def read() -> Iterator[Line]:
    """Every line; none where there is no ledger. One that was cut off half-way is passed over."""
    path = settings.ERASURE_LEDGER
    for words in path.read_text().splitlines() if path.exists() else ():
        match words.split():
            case [key, mark, at]:
                yield Line(int(key), mark, datetime.fromisoformat(at))
