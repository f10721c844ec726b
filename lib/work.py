"""The worker: letters and other tasks as they come, and the product's clocks as they fall due."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from threading import Event, Thread

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from lib import metrics

logger = logging.getLogger(__name__)
LOOK_EVERY = 5.0  # seconds between two looks at the clocks
TRY_AGAIN_AFTER = 5.0  # seconds without a database
GRACE = 25.0  # seconds that a clock may take to end what it is at


def keep_working(worker: Worker, pause: Callable[[float], None] = time.sleep) -> None:
    """Run tasks until told to stop. A database that is gone is waited for.

    A task that was at work then stays marked as running, and `retry_tasks` frees it.
    """
    while worker.running:
        try:
            worker.run()
        except (OperationalError, InterfaceError) as error:
            logger.warning("The worker waits for the database: %s", type(error).__name__)
            pause(TRY_AGAIN_AFTER)


class Clocks(Thread):
    """Runs each command of settings.CLOCKS when its time has come, in one process of all.

    Time is cut in slots of the command's own length, and the cache, which all processes
    share, says who took the slot. So a command runs once a slot, however many workers
    there are; and since each is safe to run twice, an emptied cache harms nothing.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.stopped = Event()

    def run(self) -> None:
        while not self.stopped.wait(LOOK_EVERY):
            close_old_connections()
            self.look(time.time())
            _note(metrics.SEEN)

    def look(self, now: float) -> list[str]:
        """Run what is due at `now` (seconds since 1970) and nobody has taken; return what ran."""
        return [
            command
            for command, every in settings.CLOCKS.items()
            if not self.stopped.is_set() and self._takes(command, every, now) and _run(command)
        ]

    def stop(self) -> None:
        """Take nothing more, and give what runs a while to end."""
        self.stopped.set()
        if self.is_alive():
            self.join(GRACE)

    def _takes(self, command: str, every: int, now: float) -> bool:
        try:
            return cache.add(f"clock:{command}:{now // every:.0f}", self.name, timeout=2 * every)
        except Exception as error:  # noqa: BLE001  no cache today; the next look asks again
            logger.warning("%s waits for the cache: %s", command, type(error).__name__)
            return False


def _run(command: str) -> bool:
    """Run it to its end; what it says goes to the log, and of its failure the kind alone."""
    said = StringIO()
    try:
        call_command(command, stdout=said, stderr=StringIO())
    except Exception as error:  # noqa: BLE001  one clock that fails stops no other
        logger.error("%s failed: %s", command, type(error).__name__)
        _note(metrics.failure_of(command))
        return False
    logger.info("%s: %s", command, " ".join(said.getvalue().split()))
    _note(command)
    return True


def _note(what: str) -> None:
    """A cache that is gone stops no clock."""
    with suppress(Exception):
        metrics.note(what)
