"""Queries of the directory that are put into SQL once.

For a page of twenty, that takes the ORM several times as long as the database takes to
answer. What is prepared has no condition of its own outside, so that one can be put
behind it: keys, which are whole numbers, and never anything that was typed.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.db import connections, router
from django.db.models import QuerySet

from mentoring.models import MentorProfile

Make = Callable[[], "QuerySet[Any, Any]"]
Sql = tuple[str, tuple[Any, ...]]


def sql_of(rows: "QuerySet[Any, Any]", database: str) -> Sql:
    """The SQL of a queryset, with the values it takes."""
    sql, values = rows.query.get_compiler(using=database).as_sql()
    return str(sql), tuple(values)


@cache
def prepared(make: Make, database: str) -> Sql:
    """The SQL of what `make` makes, made at the first call of a process."""
    return sql_of(make(), database)


def rows_of(make: Make, condition: str = "") -> list[tuple[Any, ...]]:
    """The rows of a prepared query, of those where `condition` holds."""
    sql, values = prepared(make, database())
    return fetch(f"{sql} WHERE {condition}" if condition else sql, values)


def rows_among(make: Make, column: str, keys: Iterable[int]) -> list[tuple[Any, ...]]:
    """The rows of a prepared query that has conditions, of those with one of the keys."""
    sql, values = prepared(make, database())
    return fetch(f"{sql} AND {among(column, keys)}", values)


def fetch(sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    """All rows of a statement."""
    with connections[database()].cursor() as cursor:
        cursor.execute(sql, tuple(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def database() -> str:
    """Where the directory is read."""
    return router.db_for_read(MentorProfile)


def among(column: str, keys: Iterable[int]) -> str:
    """ "column IN (1, 2, 3)"; there is at least one."""
    return f"{column} IN ({', '.join(f'{key:d}' for key in keys)})"


def gathered(column: str) -> str:
    """All values of a column of whole numbers in one line, with commas between them."""
    if connections[database()].vendor == "postgresql":
        return f"string_agg({column}::text, ',')"
    return f"group_concat({column})"
