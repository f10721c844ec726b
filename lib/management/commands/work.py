"""Run tasks and the product's clocks, until told to stop."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.crypto import get_random_string

from lib import metrics
from lib.tasks import worker
from lib.work import Clocks, keep_working


class Command(BaseCommand):
    help = (
        "Send letters and run other tasks as they come, and run every command of "
        "settings.CLOCKS as it falls due. Any number of these may run, on any number of "
        "machines. SIGTERM lets what is being done end; a second one does not wait."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        says = "seconds between two looks for tasks"
        parser.add_argument("--interval", type=float, default=1.0, help=says)
        says = "leave the clocks to somebody else"
        parser.add_argument("--only-tasks", action="store_true", help=says)
        says = "show figures for Prometheus on this port of the loopback; off unless given"
        parser.add_argument("--metrics-port", type=int, help=says)

    def handle(self, *args: Any, **options: Any) -> None:
        tasks = worker(get_random_string(32), interval=options["interval"], batch=False)
        clocks = Clocks(tasks.worker_id)
        tasks.configure_signals()
        if options["metrics_port"]:
            metrics.serve(options["metrics_port"])
        if not options["only_tasks"]:
            clocks.start()
        try:
            keep_working(tasks)
        finally:
            clocks.stop()
