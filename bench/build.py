"""Fill an empty, migrated database: `python -m bench.build SIZE`. Prints JSON rows."""

import json
import resource
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402

from bench import population, works  # noqa: E402
from mentoring.directory.sets.current import today  # noqa: E402
from mentoring.directory.sets.settling import settle  # noqa: E402

MEMBERS_WITH_A_PAST = 200
KILOBYTES = 1024


def main(size: int) -> None:
    """Pour, and keep the directory's words and sets as an installation would."""
    begun = time.perf_counter()
    population.build(size, works.MOST_CALLS, MEMBERS_WITH_A_PAST)
    poured = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    analysed = time.perf_counter()
    settle(today())
    settled = time.perf_counter()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES
    figures = (
        ("pour the rows", "time", poured - begun, "s"),
        ("words and sets from nothing", "time", settled - analysed, "s"),
        ("the most it took meanwhile", "memory", most, "MB"),
    )
    rows = [
        {"work": "index", "case": case, "figure": figure, "value": value, "unit": unit}
        for case, figure, value, unit in figures
    ]
    sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    main(int(sys.argv[1]))
