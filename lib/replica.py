"""Pages that only show things may be read from a standby of the database, where there is one.

Who may read so says so (`read_aside`), and says what must not (`reading(HOME)`): what somebody
did a moment ago, and whatever decides. Every statement that writes or locks goes home anyhow.

A standby is read while it has what the source had at an earlier look, so it is behind by
`OLDEST_MARK` and twice `LOOK_EVERY` at most. One that is further behind, or down, is let be
until the next look; the page is then made at home.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    InterfaceError,
    OperationalError,
    connections,
)

HOME, REPLICA = DEFAULT_DB_ALIAS, "replica"
LOOK_EVERY, OLDEST_MARK = 5, 25  # seconds
HOW_FAR = "SELECT pg_current_wal_lsn()::text"
HAS_IT = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
_where: ContextVar[str] = ContextVar("where", default=HOME)


class ReplicaRouter:
    """Reads of some apps go where the code around them says; everything else goes home."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return _where.get() if model._meta.app_label in settings.READ_ASIDE else HOME

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return HOME

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Both hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == HOME


@dataclass
class Standing:
    """What this process knows of the standby. One thread looks; the others need not wait."""

    is_fit: bool = False
    looked_at: float = float("-inf")
    mark: str = ""  # how far the source was at that look
    turn: threading.Lock = field(default_factory=threading.Lock)

    def holds(self) -> bool:
        """Whether the standby may be read now, by a look that is not too old."""
        if self._is_older_than(LOOK_EVERY) and self.turn.acquire(blocking=False):
            try:
                self._look()
            finally:
                self.turn.release()
        return self.is_fit and not self._is_older_than(2 * LOOK_EVERY)

    def _look(self) -> None:
        """See whether the standby has reached the mark set last, if that is not too old.

        A thread that was overtaken on its way here would ask for a mark of this moment.
        """
        if not self._is_older_than(LOOK_EVERY):
            return
        now = time.monotonic()
        is_fit = bool(self.mark) and not self._is_older_than(OLDEST_MARK) and _has(self.mark)
        if is_fit != self.is_fit:
            logger.info("The standby is %s", "read" if is_fit else "let be")
        self.is_fit, self.looked_at, self.mark = is_fit, now, _asked(HOME, HOW_FAR)

    def _is_older_than(self, seconds: float) -> bool:
        """The look before, or what failed since."""
        return time.monotonic() - self.looked_at >= seconds

    def forget(self) -> None:
        """It failed: let it be for this look and the next."""
        self.is_fit, self.looked_at, self.mark = False, time.monotonic(), ""


standing = Standing()


def read_aside(asked: Callable[P, R]) -> Callable[P, R]:
    """What it decorates reads from the standby; where that fails, it is asked again at home.

    So it may change nothing.
    """

    @wraps(asked)
    def first_aside(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _is_fit():
            return asked(*args, **kwargs)
        try:
            with reading(REPLICA):
                return asked(*args, **kwargs)
        except (OperationalError, InterfaceError):
            standing.forget()
            connections[REPLICA].close()
        with reading(HOME):
            return asked(*args, **kwargs)

    return first_aside


@contextmanager
def reading(where: str) -> Iterator[None]:
    """What is within, or decorated, reads there: `@reading(HOME)`."""
    before = _where.set(where)
    try:
        yield
    finally:
        _where.reset(before)


def _is_fit() -> bool:
    if REPLICA not in connections.settings:
        return False
    return standing.holds()


def _has(mark: str) -> bool:
    """Whether the standby has all that was written up to a mark; one that is down has not."""
    try:
        return bool(_asked(REPLICA, HAS_IT, mark))
    except DatabaseError:
        connections[REPLICA].close()
        return False


def _asked(where: str, sql: str, *values: str) -> Any:
    with connections[where].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
