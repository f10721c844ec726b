"""Two acts at one moment: the second begins while the first is done and not yet committed."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, connections, transaction

from lib.refusals import NotAllowed


def while_uncommitted(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """What `second` comes to on a connection of its own, begun before `first` has committed.

    The first commits once the second waits for it, or has done without. A refusal comes
    back as its words.
    """
    found: list[Any] = []

    def go() -> None:
        try:
            found.append(second())
        except NotAllowed as no:
            found.append(str(no))
        finally:
            connections.close_all()

    thread = threading.Thread(target=go)
    with transaction.atomic():
        first()
        thread.start()
        while thread.is_alive() and not somebody_waits():
            thread.join(0.01)
    thread.join()
    return found[0]


def somebody_waits() -> bool:
    """Whether another connection is waiting for what this one holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone()[0])
