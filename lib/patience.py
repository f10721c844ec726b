"""Changing tables while the product is in use."""

import time
from collections.abc import Callable

from django.db import OperationalError, connection

LONGEST = "2s"
TRIES = 30
PAUSE = 1.0  # seconds
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
