"""The directory's index, in a process of its own: `python -m bench.index`. Prints JSON rows.

What it takes to read what is kept, to make it anew from all rows, and to apply one
change; and how much memory a worker has with it and without.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from bench import meter, works  # noqa: E402
from mentoring.directory.sets.current import current, today  # noqa: E402
from mentoring.directory.sets.index import Index  # noqa: E402
from mentoring.directory.text.voices import Voices  # noqa: E402
from mentoring.models import MentorProfile  # noqa: E402

CHANGES = 20
Row = dict[str, Any]


def rows() -> Iterator[Row]:
    for page in works.floor(WSGIHandler()):
        page.calls(0)()
    without = _settled_memory()
    yield _row("a worker without it", "memory", without, "MB")
    yield _row("read what is kept", "time", _seconds(current), "s")
    yield _row("what it takes of a worker", "memory", _settled_memory() - without, "MB")
    yield _row("apply one change", "time", 1000 * median(_changes()), "ms")
    yield _row("sets from all rows", "time", _seconds(_from_all_rows), "s")


def _changes() -> Iterator[float]:
    """How long the next page waits after a mentor has changed something, again and again."""
    for key in MentorProfile.objects.values_list("pk", flat=True)[:CHANGES]:
        MentorProfile.objects.filter(pk=key).update(capacity=5)
        yield _seconds(current)


def _from_all_rows() -> Index:
    return Index.build(today(), Voices())


def _seconds(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _settled_memory() -> float:
    gc.collect()
    return meter.memory_mb()


def _row(case: str, figure: str, value: float, unit: str) -> Row:
    return {"work": "index", "case": case, "figure": figure, "value": value, "unit": unit}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(list(rows())))
