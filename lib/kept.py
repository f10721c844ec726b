"""What is read from the database at most every few seconds, in each process by itself.

A page costs nothing for it, and a change is soon the same everywhere. For the little that
everybody reads and somebody changes once a month.
"""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from django.db import DatabaseError, connection, models

KEPT_SECONDS = 20.0
Read = Callable[[], Mapping[Any, Any]]


class Kept:
    """What `read` gave last; nothing until somebody has set it."""

    def __init__(self) -> None:
        self.read: Read | None = None
        self._known: Mapping[Any, Any] = {}
        self._until = 0.0

    def known(self) -> Mapping[Any, Any]:
        """What is known now. Without a database, the last that was known."""
        if self.read and monotonic() >= self._until:
            self._until = monotonic() + KEPT_SECONDS
            try:
                self._known = self.read()
            except DatabaseError:
                return self._known
        return self._known

    def forget(self) -> None:
        """Read anew when next asked."""
        self._until = 0.0


def once_migrated(model: type[models.Model], read: Read) -> Read:
    """The same; nothing until the table of the model is there, as while it is being made."""
    there: set[str] = set()

    def careful() -> Mapping[Any, Any]:
        table = model._meta.db_table
        if table not in there:
            there.update({table} & set(connection.introspection.table_names()))
        return read() if table in there else {}

    return careful
