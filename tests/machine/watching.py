"""Count again only what can have changed: an invariant reads some tables, an act writes some.

An invariant that was kept is kept as long as no table is written that it read. What triggers
write is not seen here; the end of each example counts everything.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import connection

from mentoring.invariants import Invariant

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
READS = re.compile(r'(?:FROM|JOIN) "(\w+)"')


@lru_cache(10_000)
def tables_of(sql: str) -> tuple[frozenset[str], frozenset[str]]:
    """The tables that a statement writes, and those that it reads."""
    return frozenset(WRITES.findall(sql)), frozenset(READS.findall(sql))


class Watch:
    """Which tables were written since each invariant was seen to hold, and which it reads."""

    def __init__(self, invariants: list[Invariant]) -> None:
        self.reads: dict[str, set[str]] = {}
        self.written: set[str] = set()
        self.read: set[str] = set()
        self.invariants, self.counted = invariants, 0

    @contextmanager
    def looking(self) -> Iterator[None]:
        with connection.execute_wrapper(self.note):
            yield

    def note(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        written, read = tables_of(sql)
        self.written |= written
        self.read |= read
        return execute(sql, params, many, context)

    def broken(self) -> list[str]:
        """The names of those that do not hold, among those that may have changed."""
        written, self.written = self.written, set()
        due = [one for one in self.invariants if self._may_have_changed(one, written)]
        return [one.name for one in due if self._count(one)]

    def _may_have_changed(self, one: Invariant, written: set[str]) -> bool:
        return one.name not in self.reads or not self.reads[one.name].isdisjoint(written)

    def _count(self, one: Invariant) -> int:
        self.read, self.counted = set(), self.counted + 1
        found = one.violations()
        self.reads[one.name] = self.read
        if found:
            self.reads.pop(one.name)
        return found
