"""What the clocks of the product share: one row that fails keeps no other waiting."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from lib.refusals import NotAllowed


class Watch(BaseCommand):
    """A command that a timer runs, as often as it likes.

    Each act is a transaction of its own and asks, under its lock, whether it is still due; so
    that a second run, one at the same time or one after a kill does nothing twice.
    """

    of = "Row"  # what is acted on, for whoever reads of a failure
    failed = 0

    def each(self, rows: Iterable[Any], act: Callable[[Any], bool]) -> int:
        """Act on each row, all read before the first act. Returns to how many it was done."""
        return sum(self._done(row, act) for row in list(rows))

    def _done(self, row: Any, act: Callable[[Any], bool]) -> bool:
        try:
            return act(row)
        except (DatabaseError, NotAllowed) as error:
            self.failed += 1
            self.stderr.write(f"{self.of} {getattr(row, 'pk', row)}: {type(error).__name__}")
            return False

    def say(self, words: str) -> None:
        """What was done; and, as a failure of the command, how many rows it could not look at."""
        self.stdout.write(words)
        if self.failed:
            raise CommandError(f"Could not look at {self.failed}. The next run tries again.")
