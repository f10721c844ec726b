"""The clock of what is kept no longer than needed. Run it by a timer, once a day."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from lib.watch import Watch
from mentoring.retention import RULES


class Command(Watch):
    help = (
        "Remove what has been kept for its time, and tell those whom it is about before. Each "
        "row is a transaction of its own, so running this twice, at the same time or after it "
        "was stopped half-way does nothing twice. How long is in the office's settings."
    )

    of = "Row"

    def add_arguments(self, parser: ArgumentParser) -> None:
        says = "say how many rows are due for each rule, and change nothing"
        parser.add_argument("--dry-run", action="store_true", help=says)

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        for rule in RULES:
            due = rule.due(now)
            if options["dry_run"]:
                count = due.count()
            else:
                count = self.each(due, lambda row, rule=rule: rule.act(row, now))  # type: ignore[misc]
            self.stdout.write(f"{count:>6}  {rule.what}")
        self.say("Nothing was changed." if options["dry_run"] else "Done.")
