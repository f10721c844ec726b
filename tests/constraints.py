"""Rows that the database forbids, written all the same, to see what notices them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper


@contextmanager
def rolled_back() -> Iterator[None]:
    """Everything done inside, changes of tables as well, is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Take these constraints off; use it inside `rolled_back()`, which puts them on again."""
    take_off = {"sqlite": look_away, "postgresql": drop}[connection.vendor]
    with connection.cursor() as cursor:
        take_off(cursor, names)
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            # Past Django, which says nothing more to a database after an error.
            connection.connection.execute("PRAGMA ignore_check_constraints = OFF")


def look_away(cursor: CursorWrapper, names: tuple[str, ...]) -> None:
    """SQLite cannot drop one check of a table, so it looks away from all; an index it can."""
    cursor.execute("PRAGMA ignore_check_constraints = ON")
    for name in names:
        cursor.execute(f'DROP INDEX IF EXISTS "{name}"')


def drop(cursor: CursorWrapper, names: tuple[str, ...]) -> None:
    """Drop checks and unique indexes by their names."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for name in names:
        cursor.execute("SELECT conrelid::regclass FROM pg_constraint WHERE conname = %s", [name])
        if table := cursor.fetchone():
            cursor.execute(f'ALTER TABLE {table[0]} DROP CONSTRAINT "{name}"')
        else:
            cursor.execute(f'DROP INDEX "{name}"')
