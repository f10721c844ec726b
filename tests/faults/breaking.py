"""A database that fails at one statement, and what it holds before and after."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.db import OperationalError, connection

WRITES = re.compile(
    r'^\s*(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE
)
SESSIONS = "django_session"


class Breaking:
    """Counts statements, notes which tables are written and kept, and fails the nth.

    Inside a test every transaction of the product is a savepoint: `kept` has the tables that
    were written in each that ended well, and one by one what stood in none.
    """

    def __init__(self, nth: int | None = None) -> None:
        self.nth, self.seen, self.broken = nth, 0, ""
        self.written: list[str] = []
        self.kept: list[tuple[str, ...]] = []
        self.depth = self.since = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if "SAVEPOINT" in sql:
            self._note(sql)
            return execute(sql, params, many, context)
        self.seen += 1
        if self.seen == self.nth:
            self.broken = sql
            raise OperationalError("gone")
        wrote = [table for table in WRITES.findall(sql) if table != SESSIONS]
        self.written += wrote
        self.kept += [] if self.depth else [(table,) for table in wrote]
        return execute(sql, params, many, context)

    def _note(self, sql: str) -> None:
        if sql.startswith("SAVEPOINT"):
            self.since = self.since if self.depth else len(self.written)
            self.depth += 1
        elif sql.startswith("ROLLBACK"):
            del self.written[self.since :]
        elif sql.startswith("RELEASE"):
            self.depth -= 1
            if not self.depth and self.written[self.since :]:
                self.kept.append(tuple(self.written[self.since :]))


def held(tables: Iterable[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of these tables as it is."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found
