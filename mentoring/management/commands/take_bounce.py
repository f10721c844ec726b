"""A letter that came back, as the mail server pipes it in."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lib.bounces import LONGEST_REPORT
from mentoring.bounces import take


class Command(BaseCommand):
    help = (
        "Read one letter that came back (RFC 3464) from standard input, as the mail server pipes "
        "it. A member whose address is gone for good is marked, their listing as a mentor rests "
        "and the office is told. The return address is signed, so that nobody can have another "
        "marked; whatever else comes in changes nothing, and is never answered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("recipient", help="the address that it came back to")

    def handle(self, *_args: Any, **options: Any) -> None:
        report = sys.stdin.buffer.read(LONGEST_REPORT + 1)
        is_new = take(report, options["recipient"])
        self.stdout.write("Marked." if is_new else "Nothing to mark.")
