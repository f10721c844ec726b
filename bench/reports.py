"""What each report asks of the database: `python -m bench.reports`. Prints JSON rows.

Every report for no choice at all, for the last year, and for the commonest route, region and
sector; and beside who mentors whom the plain join over today's records, which must count the same.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Any, NamedTuple

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.backends.utils import CursorWrapper  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.http import QueryDict  # noqa: E402

from bench import meter  # noqa: E402
from mentoring.directory.sets.current import current  # noqa: E402
from mentoring.models import Pairing, Tally  # noqa: E402
from registration.models import Region, Route, Sector  # noqa: E402
from staff.forms.reports import ReportForm  # noqa: E402
from staff.reports.all import REPORTS  # noqa: E402
from staff.reports.choices import Choice  # noqa: E402
from staff.reports.levels import Levels  # noqa: E402

ROUNDS, REPORTS_WORK = 3, "reports"
Row = dict[str, Any]


class Stopwatch:
    """Statements, and how long this process has waited for them and for their rows."""

    def __init__(self) -> None:
        self.statements, self.ms = 0, 0.0

    def execute(self, execute: Callable[..., Any], *call: Any) -> Any:
        self.statements += 1
        with self.running():
            return execute(*call)

    @contextmanager
    def running(self) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.ms += (time.perf_counter() - begun) * 1000


class Cost(NamedTuple):
    """Statements of one call; the median time that the database took, and its CPU, in ms.

    PostgreSQL's CPU is that of calls in which no worker helps: theirs could not be told.
    """

    statements: int
    ms: float
    cpu: float


def measured(act: Callable[..., Any], *about: Any) -> tuple[Any, Cost]:
    """What it gives, and what it costs. SQLite's CPU is this process's own, and not counted."""
    watches: list[Stopwatch] = []

    def fetch_many(cursor: Any, *number: int) -> Any:
        with watches[-1].running():
            return cursor.cursor.fetchmany(*number)

    vars_of: Any = CursorWrapper
    vars_of.fetchmany = fetch_many  # SQLite looks for rows while it fetches
    for _ in range(ROUNDS):
        watches.append(Stopwatch())
        with connection.execute_wrapper(watches[-1].execute):
            found = act(*about)
    del vars_of.fetchmany
    ms = median(watch.ms for watch in watches)
    return found, Cost(watches[-1].statements, ms, cpu_alone(act, *about))


def cpu_alone(act: Callable[..., Any], *about: Any) -> float:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET max_parallel_workers_per_gather = 0")
        begun = meter.backend_cpu()
        for _ in range(ROUNDS):
            act(*about)
        used = (meter.backend_cpu() - begun) / ROUNDS
        if connection.vendor == "postgresql":
            cursor.execute("RESET max_parallel_workers_per_gather")
    return used


def choices() -> dict[str, Choice]:
    first = {
        kind.__name__.lower(): kind.objects.current()[0].slug for kind in (Route, Region, Sector)
    }
    asked: dict[str, dict[str, str]] = {
        "everything": {},
        "a year": {"since": "2025-01", "until": "2025-12"},
        **{f"a {kind}": {kind: slug} for kind, slug in first.items()},
        "all three": first,
    }
    return {name: choice_of({"since": "", **facts}) for name, facts in asked.items()}


def choice_of(facts: dict[str, str]) -> Choice:
    query = QueryDict(mutable=True)
    query.update(facts)
    return ReportForm(query).choice()


def rows() -> Iterator[Row]:
    for kept, make in (("the tally", Tally.objects.make), ("sets of the directory", current)):
        begun = time.perf_counter()
        make()
        ms = (time.perf_counter() - begun) * 1000
        yield {"work": REPORTS_WORK, "case": kept, "figure": "time", "value": ms, "unit": "ms"}
    for asked, choice in choices().items():
        for name, about in REPORTS.items():
            _report, cost = measured(partial(about.answer, hides=True), choice)
            yield from figures(f"{name}, {asked}", cost)
    choice = choices()["everything"]
    levels, fast = measured(Levels.of, choice)
    joined, slow = measured(joined_levels)
    if by_level(levels) != joined:
        raise SystemExit("The join over today's records counts otherwise.")
    yield from figures("levels", fast)
    yield from figures("the same by a plain join", slow)


def by_level(levels: Levels) -> Counter[tuple[Any, Any]]:
    found: Counter[tuple[Any, Any]] = Counter()
    for (_month, level, route), n in levels.counted.items():
        found[level, route] += n
    return found


def joined_levels() -> Counter[tuple[Any, Any]]:
    """As one would ask without what is noted: from what people say today."""
    started = Pairing.objects.filter(activated_at__isnull=False)
    named = started.values_list("mentor__registrant__level", "enrolment__route")
    return Counter(
        {(level, route): n for level, route, n in named.annotate(n=Count("pk")).order_by()}
    )


def figures(case: str, cost: Cost) -> Iterator[Row]:
    row = {"work": REPORTS_WORK, "case": case}
    yield {**row, "figure": "queries", "value": cost.statements, "unit": ""}
    yield {**row, "figure": "database time", "value": cost.ms, "unit": "ms"}
    yield {**row, "figure": "database CPU", "value": cost.cpu, "unit": "ms"}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(list(rows())))
