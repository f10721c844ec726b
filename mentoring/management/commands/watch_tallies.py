"""The clock of the office's figures. Run it by a timer, as often as you like."""

from argparse import ArgumentParser
from typing import Any

from lib.watch import Watch
from mentoring.models import Tally


class Command(Watch):
    help = (
        "Count the pairings that were noted up to the last month that is over, so that reports "
        "read few rows. It is one transaction, and twice or at the same time it counts nothing "
        "twice. Reports are exact without it as well: what is not counted yet is read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="count everything again from the pairings"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["anew"]:
            Tally.objects.make_anew()
            self.say("Counted anew.")
        else:
            self.say("Counted." if Tally.objects.make() else "Nothing more to count.")
