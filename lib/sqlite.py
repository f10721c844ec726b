"""What SQLite can do beyond what Django 5.2 asks of it."""

import sqlite3
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# Since SQLite 3.32 a statement takes this many values; Django 5.2 still counts on 999, and so
# writes 500 rows in seven statements. Django 6.0 asks the library for the figure.
MOST_VALUES = 32_766
# In WAL mode, with several processes, earlier ones can corrupt a database. Fixed in 3.51.3, and
# carried back to 3.50.7 and 3.44.6: https://sqlite.org/wal.html#walresetbug
SOUND = ((3, 44, 6), (3, 45)), ((3, 50, 7), (3, 51)), ((3, 51, 3), (4,))


def is_sound() -> bool:
    """Whether the SQLite in use may be trusted with WAL mode."""
    return any(first <= sqlite3.sqlite_version_info < beyond for first, beyond in SOUND)


def allow_long_statements(*, connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Let one statement write as many rows as SQLite itself takes. Heard on connection_created."""
    if connection.vendor == "sqlite":
        connection.features.max_query_params = MOST_VALUES
