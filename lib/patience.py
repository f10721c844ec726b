"""How long a statement waits for others: a change of tables, and what may as well be left."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

LONGEST = "2s"
TRIES = 30
PAUSE = 1.0  # seconds
A_MOMENT = 50  # milliseconds
NO_LOCK = "55P03"  # PostgreSQL's code


def impatiently(act: Callable[[], object], pause: float = PAUSE) -> None:
    """Run it; where it would wait long for a lock on PostgreSQL, it lets go, and tries again.

    Whoever comes after somebody that waits for a table has to wait as well, readers included:
    a change of a table behind one long report would stop the whole product. SQLite has one
    writer at a time, and readers go on.

    Raises:
        OperationalError: as of old for anything else, and after `TRIES`.
    """
    if connection.vendor != "postgresql":
        act()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LONGEST])
    try:
        _until_it_is_done(act, pause)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


@contextmanager
def without_waiting() -> Iterator[None]:
    """For what may as well be left: on SQLite, another writer is waited for a moment at most.

    One that writes long, as an import of thousands does, would hold up a page for as long.
    On PostgreSQL a row waits only for whoever writes the same row.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    line = connection.connection  # SQLite's own: it answers after a fault too
    (usual,) = line.execute("PRAGMA busy_timeout").fetchone()
    line.execute(f"PRAGMA busy_timeout = {A_MOMENT}")
    try:
        yield
    finally:
        line.execute(f"PRAGMA busy_timeout = {usual:d}")


def _until_it_is_done(act: Callable[[], object], pause: float) -> None:
    for left in reversed(range(TRIES)):
        try:
            act()
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", None) != NO_LOCK or not left:
                raise
            time.sleep(pause)
        else:
            return
