"""Record a roll and be killed after a statement: `python -m tests.mentoring.killed DAY BY SQL`."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from accounts.models import Member  # noqa: E402
from mentoring.models import TrainingDay  # noqa: E402


def main(day_key: str, by_key: str, last: str) -> None:
    """The power goes after the statement is done, and before anything is committed."""
    day, by = TrainingDay.objects.get(pk=day_key), Member.objects.get(pk=by_key)
    assert by.may("record_training")  # type: ignore[arg-type]
    everybody = frozenset(day.bookings.values_list("member", flat=True))

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        done = execute(sql, *rest)
        if last in sql:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    with connection.execute_wrapper(watch):
        day.record(everybody, by=by)


if __name__ == "__main__":
    main(*sys.argv[1:])
