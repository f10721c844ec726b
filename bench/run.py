"""One engine and one size, in a process of its own: `python -m bench.run WORKS SIZE ROUNDS`.

Reads the database from the environment, which must be built. Prints JSON rows.
"""

import json
import sys
from collections.abc import Callable, Iterator
from statistics import median, quantiles
from typing import Any

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402

from bench import directory, imports, meter, works  # noqa: E402

WORKS: dict[str, Callable[[WSGIHandler], Iterator[works.Case]]] = {
    "directory": directory.cases,
    "pairing": works.pairing,
    "office": works.office,
    "imports": imports.cases,
}
WARM_UP = 3
FLOOR_CASE = "one-query page"
ENGINE = {"sqlite": "sqlite", "postgresql": "postgres"}
Figures = dict[str, tuple[float, str]]


def measure_case(
    case: works.Case, floor: list[works.Case], rounds: int
) -> tuple[list[meter.Cost], list[meter.Cost]]:
    """The costs of one case, and of the last page of the floor, called in turn with it."""
    costs, beside = [], []
    for number in range(rounds):
        call = case.calls(number)
        cost = meter.measure(call)
        if cost.status != case.expects:
            text = cost.body.decode(errors="replace")[:3000]
            raise SystemExit(f"{case.name}: {cost.status} and not {case.expects}\n{text}")
        costs.append(cost)
        beside += [meter.measure(page.calls(0)) for page in floor][-1:]
    return costs, beside or costs


def figures_of(costs: list[meter.Cost], backend_ms: float) -> Figures:
    """Medians of what was seen; the 95th percentile of latency as well."""
    walls = [cost.wall for cost in costs]
    in_database = median(cost.in_database for cost in costs)
    return {
        "queries": (median(cost.queries for cost in costs), ""),
        "app CPU": (median(cost.app_cpu for cost in costs), "ms"),
        "database CPU": (backend_ms if connection.vendor == "postgresql" else in_database, "ms"),
        "latency p50": (median(walls), "ms"),
        "latency p95": (quantiles(walls, n=20)[-1] if len(walls) > 1 else walls[0], "ms"),
        "bytes": (median(cost.size for cost in costs) / 1000, "kB"),
    }


def measured(case: works.Case, floor: list[works.Case], rounds: int) -> tuple[Figures, Figures]:
    """The figures of a case, and of the floor beside it.

    PostgreSQL's own time is counted in hundredths of a second for both together, so that
    the floor's is taken off by a run of its own.
    """
    for number in range(WARM_UP if case.expects == 200 else 0):
        case.calls(number)()
    begun = meter.backend_cpu()
    costs, beside = measure_case(case, floor, rounds)
    both = meter.backend_cpu() - begun
    begun = meter.backend_cpu()
    for _ in range(rounds):
        for page in floor:
            page.calls(0)()
    of_floor = (meter.backend_cpu() - begun) / rounds
    return (
        figures_of(costs, max(0.0, both / rounds - of_floor)),
        figures_of(beside, of_floor or both / rounds),
    )


def rows(names: list[str], rounds: int) -> Iterator[dict[str, Any]]:
    """Every case of the named works, beside the floor."""
    application = WSGIHandler()
    meter.watch_fetches()
    floor = works.floor(application)
    for page in floor:
        figures, _same = measured(page, [], rounds)
        yield from _rows_of("floor", page.name, figures, figures)
    for name in names:
        for case in WORKS[name](application):
            yield from _rows_of(name, case.name, *measured(case, floor, rounds))
    memory = {"memory of a worker": (meter.memory_mb(), "MB")}
    yield from _rows_of("server", "whole run", memory, {})


def _rows_of(work: str, case: str, figures: Figures, ground: Figures) -> Iterator[dict[str, Any]]:
    for figure, (value, unit) in figures.items():
        floor = ground.get(figure, (None, ""))[0]
        row = {"work": work, "case": case, "figure": figure}
        yield {**row, "value": value, "unit": unit, "floor": floor}


if __name__ == "__main__":
    wanted, rounds_ = sys.argv[1].split(","), int(sys.argv[2])
    sys.stdout.write(json.dumps(list(rows(wanted, rounds_))))
