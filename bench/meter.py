"""One call of the product's own WSGI application, and what it cost."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

TICKS_A_SECOND = 100
STATUS_OF = Path("/proc")


@dataclass
class Cost:
    """The cost of one call, times in milliseconds."""

    status: int = 0
    queries: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    in_database: float = 0.0
    body: bytes = field(default=b"", repr=False)

    @property
    def size(self) -> int:
        """Bytes of the answer."""
        return len(self.body)

    @property
    def app_cpu(self) -> float:
        """This process, less the time inside the database library when that is SQLite."""
        return self.cpu - (self.in_database if connection.vendor == "sqlite" else 0.0)


_open: list[Cost] = []  # the call that is being measured, if one is


def watch_fetches() -> None:
    """Count the fetching of rows as database work: SQLite looks for rows while it fetches."""
    for name in ("fetchone", "fetchmany", "fetchall"):
        setattr(CursorWrapper, name, _timed_fetch(name))


def _timed_fetch(name: str) -> Callable[..., Any]:
    def fetch(self: CursorWrapper, *args: Any) -> Any:
        with _in_database():
            return getattr(self.cursor, name)(*args)

    return fetch


def _timed_execute(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    if _open and not sql.startswith(("SAVEPOINT", "RELEASE")):
        _open[-1].queries += 1
    with _in_database():
        return execute(sql, *rest)


@contextmanager
def _in_database() -> Iterator[None]:
    begun = time.thread_time()
    yield
    if _open:
        _open[-1].in_database += (time.thread_time() - begun) * 1000


def measure(call: Callable[[], tuple[int, bytes]]) -> Cost:
    """Make one call and return its cost."""
    cost = Cost()
    _open.append(cost)
    with connection.execute_wrapper(_timed_execute):
        wall, cpu = time.perf_counter(), time.thread_time()
        cost.status, cost.body = call()
        cost.cpu = (time.thread_time() - cpu) * 1000
        cost.wall = (time.perf_counter() - wall) * 1000
    _open.clear()
    return cost


def backend_cpu() -> float:
    """CPU that this connection's PostgreSQL process has used, in ms; 0 where it is not here."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        stat = STATUS_OF / str(cursor.fetchone()[0]) / "stat"
    if not stat.exists():
        return 0.0
    used = stat.read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, used)) * 1000 / TICKS_A_SECOND


def memory_mb() -> float:
    """Resident memory of this process, in MB."""
    lines = (STATUS_OF / "self" / "status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kilobytes) / 1024
