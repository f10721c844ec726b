"""What is read from the database at most every few seconds, in each process by itself.

A page costs nothing for it, and a change is soon the same everywhere. For the little that
everybody reads and somebody changes once a month.
"""

import threading
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from django.db import DatabaseError, InterfaceError, connection, models

from lib.replica import HOME, reading

KEPT_SECONDS = 20.0
Read = Callable[[], Mapping[Any, Any]]


class Kept:
    """What `read` gave last; nothing until somebody has set it."""

    def __init__(self) -> None:
        self.read: Read | None = None
        self._known: Mapping[Any, Any] = {}
        self._until = 0.0
        self._is_read = False
        self._turn = threading.RLock()

    def known(self) -> Mapping[Any, Any]:
        """What is known now. Without a database, the last that was known."""
        if self.read and (not self._is_read or monotonic() >= self._until):
            self._look(self.read)
        return self._known

    def _look(self, read: Read) -> None:
        """One thread reads, at home, where what was chosen a moment ago is.

        The others go on with the last that was known; before the first time they wait. A
        first time that fails is not kept: nothing known is not known.
        """
        if not self._turn.acquire(blocking=not self._is_read):
            return
        try:
            if monotonic() < self._until:
                return
            self._until = monotonic() + KEPT_SECONDS
            with reading(HOME):
                self._known = read()
            self._is_read = True
        except (DatabaseError, InterfaceError):
            self._until = self._until if self._is_read else 0.0
        finally:
            self._turn.release()

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
