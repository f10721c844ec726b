"""Give failed tasks, and those of a lost worker, another try. For a timer."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from lib.tasks import LOST_AFTER, retry


class Command(BaseCommand):
    help = "Let failed tasks, and those whose worker is gone, run again. Safe at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        minutes = LOST_AFTER.total_seconds() / 60
        says = "a task that runs longer has lost its worker (minutes; 0 when no worker runs)"
        parser.add_argument("--lost-after", type=float, default=minutes, help=says)

    def handle(self, *args: Any, **options: Any) -> None:
        count = retry(timezone.now(), lost_after=timedelta(minutes=options["lost_after"]))
        if options["verbosity"]:
            self.stdout.write(f"{count} to run again")
