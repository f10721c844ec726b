"""How many rows of each matter wait: one statement for all of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.models import Member
from mentoring.states import Matter
from staff.desk.sources import on_the_desk


def counts(matters: Iterable[Matter], viewer: Member, now: datetime) -> dict[str, int]:
    """The number of rows by matter; those without any are 0."""
    parts = [count_of(matter, viewer, now) for matter in matters]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(sql for sql, _values in parts),
            [value for _sql, values in parts for value in values],
        )
        return dict(cursor.fetchall())


def count_of(matter: Matter, viewer: Member, now: datetime) -> tuple[str, tuple[Any, ...]]:
    rows = on_the_desk(matter, viewer, now).order_by().values("pk")
    sql, values = rows.query.get_compiler(connection=connection).as_sql()
    return f"SELECT '{matter.value}', COUNT(*) FROM ({sql}) AS waiting", values  # noqa: S608
