"""Look whether history is as it was when it was sealed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from history.gaps import Gap
from history.seals import Seal
from lib import append_only


class Command(BaseCommand):
    """Ends with 1 when something was changed. Changes nothing."""

    help = "Check every seal of history, and print the newest of each chain."

    def add_arguments(self, parser: CommandParser) -> None:
        says = "a digest that was noted earlier; it must be among the seals"
        parser.add_argument("--noted", metavar="DIGEST", action="append", default=[], help=says)

    def handle(self, *args: Any, **options: Any) -> None:
        faults = [str(fault) for fault in Seal.objects.faults()]
        faults += [f"The trigger {name} is missing." for name in sorted(append_only.missing())]
        for digest in options["noted"]:
            if not Seal.objects.filter(digest=digest).exists():
                faults.append(f"No seal has the digest {digest}.")
        for fault in faults:
            self.stdout.write(fault)
        for head in Seal.objects.heads():
            self.stdout.write(f"{head.label} up to {head.last}: {head.digest}")
        gone = Gap.objects.count()
        self.stdout.write(f"Rows that were let go, each with its gap: {gone}.")
        if faults:
            raise CommandError(f"History is not as it was: {len(faults)} faults.")
        self.stdout.write(self.style.SUCCESS("History is as it was when it was sealed."))
