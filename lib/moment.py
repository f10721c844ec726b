"""Several statements that see one moment, whoever writes meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """What is within, or decorated, reads what stood there at its first statement.

    It may change nothing. Within a transaction that has begun, it sees what that one sees.
    """
    if connection.in_atomic_block:
        yield
        return
    begun = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with begun():
        yield


@contextmanager
def _on_postgresql() -> Iterator[None]:
    """Else each statement would see what was committed before it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _on_sqlite() -> Iterator[None]:
    """Any transaction sees one moment; this one does not wait for the turn of the writer."""
    sqlite: Any = connection
    sqlite.ensure_connection()
    usual, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        sqlite.transaction_mode = usual
