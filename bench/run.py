"""One engine and one size, in a process of its own: `python -m bench.run WORKS SIZE ROUNDS`.

Reads the database from the environment, which must be migrated and empty. Prints JSON rows.
"""

import json
import sys
from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402

from bench import meter, population, works  # noqa: E402

WARM_UP = 3
FLOOR_CASE = "one-query page"
ENGINE = {"sqlite": "sqlite", "postgresql": "postgres"}
Figures = dict[str, tuple[float, str]]


def measure_case(case: works.Case, floor: list[works.Case], rounds: int) -> list[meter.Cost]:
    """The costs of one case; a call of each page of the floor is made between its calls."""
    costs = []
    for number in range(rounds):
        call = case.calls(number)
        cost = meter.measure(call)
        if cost.status != case.expects:
            text = cost.body.decode(errors="replace")[:3000]
            raise SystemExit(f"{case.name}: {cost.status} and not {case.expects}\n{text}")
        costs.append(cost)
        for page in floor:
            page.calls(0)()
    return costs


def figures_of(costs: list[meter.Cost], backend_ms: float) -> Figures:
    """Medians of what was seen; the 95th percentile of latency as well."""
    walls = [cost.wall for cost in costs]
    in_database = median(cost.in_database for cost in costs)
    on_server = backend_ms / len(costs)
    return {
        "queries": (median(cost.queries for cost in costs), ""),
        "app CPU": (median(cost.app_cpu for cost in costs), "ms"),
        "database CPU": (on_server if connection.vendor == "postgresql" else in_database, "ms"),
        "latency p50": (median(walls), "ms"),
        "latency p95": (quantiles(walls, n=20)[-1] if len(walls) > 1 else walls[0], "ms"),
        "bytes": (median(cost.size for cost in costs) / 1000, "kB"),
    }


def measured(case: works.Case, floor: list[works.Case], rounds: int) -> Figures:
    for number in range(WARM_UP if case.expects == 200 else 0):
        case.calls(number)()
    before = meter.backend_cpu()
    costs = measure_case(case, floor, rounds)
    return figures_of(costs, meter.backend_cpu() - before)


def rows(names: list[str], size: int, rounds: int) -> list[dict[str, Any]]:
    """Every case of the named works, beside the floor."""
    application = WSGIHandler()
    meter.watch_fetches()
    floor = works.floor(application)
    ground = {page.name: measured(page, [], rounds) for page in floor}
    cases = {("floor", name): figures for name, figures in ground.items()}
    for name in names:
        for case in works.WORKS[name](application):
            cases[name, case.name] = measured(case, floor, rounds)
    cases["server", "whole run"] = {"memory of a worker": (meter.memory_mb(), "MB")}
    return [
        {"work": work, "case": case, "engine": ENGINE[connection.vendor], "size": size, **row}
        for (work, case), figures in cases.items()
        for row in _rows_of(figures, ground[FLOOR_CASE])
    ]


def _rows_of(figures: Figures, ground: Figures) -> Iterator[dict[str, Any]]:
    for figure, (value, unit) in figures.items():
        floor = ground.get(figure, (None, ""))[0]
        yield {"figure": figure, "value": value, "unit": unit, "floor": floor}


if __name__ == "__main__":
    wanted, size_, rounds_ = sys.argv[1].split(","), int(sys.argv[2]), int(sys.argv[3])
    population.build(size_, works.MOST_CALLS)
    with connection.cursor() as cursor_:
        cursor_.execute("ANALYZE")
    sys.stdout.write(json.dumps(rows(wanted, size_, rounds_)))
