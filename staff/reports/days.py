"""Whole days between two moments, counted by the database; and what half of them is."""

from collections import Counter
from typing import Any

from django.db.models import F, Func, IntegerField

MICROSECONDS = 24 * 60 * 60 * 1_000_000


class WholeDays(Func):
    """How many times 24 hours lie between two columns; nothing when one is empty."""

    output_field = IntegerField()

    def __init__(self, later: str, earlier: str) -> None:
        super().__init__(F(later), F(earlier))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = f"(django_timestamp_diff(%(expressions)s) / {MICROSECONDS})"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="DATE_PART('day', %(expressions)s)::integer",
            arg_joiner=" - ",
            **context,
        )


def within(counted: Counter[int], part: float) -> int:
    """The fewest whole days in which this part of all had come: 0.5 is the median."""
    wanted, reached = part * counted.total(), 0
    for days in sorted(counted):
        reached += counted[days]
        if reached >= wanted:
            return days
    raise ValueError("Nothing was counted.")
