"""What SQLite can do beyond what Django 5.2 asks of it."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# Since SQLite 3.32 a statement takes this many values; Django 5.2 still counts on 999, and so
# writes 500 rows in seven statements. Django 6.0 asks the library for the figure.
MOST_VALUES = 32_766


def allow_long_statements(*, connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Let one statement write as many rows as SQLite itself takes. Heard on connection_created."""
    if connection.vendor == "sqlite":
        connection.features.max_query_params = MOST_VALUES
