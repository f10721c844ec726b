"""manage.py forget_second_steps dev@example.org"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.management.commands.give_role import named
from accounts.second_steps import forget_all


class Command(BaseCommand):
    help = (
        "Take off all second steps of a member who has lost theirs and their recovery codes. "
        "Be sure who asks: docs/operations.md says how. They are signed out and written to."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address of the member's account")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        member = named(email)
        says = "{} has no second step any more." if forget_all(member) else "{} had none."
        self.stdout.write(says.format(member.email))
