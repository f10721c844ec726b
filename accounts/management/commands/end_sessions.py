"""manage.py end_sessions ben@example.org, or --everybody"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.management.commands.give_role import named
from accounts.signing_out import sign_out, sign_out_everybody


class Command(BaseCommand):
    help = "Sign a member out everywhere, or everybody: in each browser, from the next page on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("email", nargs="?", help="the address of the member's account")
        who.add_argument("--everybody", action="store_true", help="all who are signed in")

    def handle(self, *args: Any, email: str | None, everybody: bool, **options: Any) -> None:
        many = sign_out_everybody() if everybody else sign_out(named(str(email)))
        self.stdout.write(f"{many} sessions ended.")
