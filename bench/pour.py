"""Rows written past the ORM, a million in minutes: COPY on PostgreSQL, executemany on SQLite.

Nothing is checked and nobody hears of it meanwhile. Who pours makes rows as the verbs
would have made them.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from mentoring.directory.sets import hearing

UNCHECKED = {
    "postgresql": (
        "SET session_replication_role = replica",
        "SET session_replication_role = origin",
    ),
    "sqlite": (  # with room for the indexes that are not written in their order
        "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -500000",
        "PRAGMA foreign_keys = ON; PRAGMA cache_size = -2000",
    ),
}
NOTHING = r"\N"  # as COPY writes it


class Table:
    """The table of one model: some columns vary, the others are the same in each row.

    Values are as the database writes them. A key that does not vary is the database's.
    """

    def __init__(self, model: type[models.Model], *varying: str, **same: Any) -> None:
        self.name = model._meta.db_table
        fields = {each.attname: each for each in model._meta.concrete_fields}
        sample = model(**same)
        self.same = {
            name: _kept(field, getattr(sample, name))
            for name, field in fields.items()
            if name not in varying and not field.primary_key
        }
        self.columns = [f'"{fields[name].column}"' for name in (*varying, *self.same)]

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """One value in each row for each column that varies, in their order."""
        same = tuple(self.same.values())
        whole = ((*row, *same) for row in rows)
        table, columns = self.name, ", ".join(self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                lines = StringIO("".join(map(_line, whole)))
                cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", lines)
            else:
                places = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", whole)  # noqa: S608


def _kept(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    return field.get_db_prep_save(value, connection)


def _line(row: Sequence[Any]) -> str:
    """A line of COPY. What is made up here holds no sign that would need escaping."""
    return "\t".join(NOTHING if value is None else str(value) for value in row) + "\n"


@contextmanager
def pouring(*written: type[models.Model]) -> Iterator[None]:
    """Neither triggers nor foreign keys look meanwhile; keys go on after the greatest then."""
    hearing.stop(plan=True)
    unchecked, checked = UNCHECKED[connection.vendor]
    with connection.cursor() as cursor:
        for statement in unchecked.split("; "):
            cursor.execute(statement)
        yield
        for statement in checked.split("; "):
            cursor.execute(statement)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(written)):
            cursor.execute(statement)
    hearing.listen(plan=True)
