"""manage.py give_role dev@example.org administrator"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Member
from accounts.roles import Role
from lib.refusals import NotAllowed


class Command(BaseCommand):
    help = "Let a member hold a role in the office."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address of the member's account")
        parser.add_argument("role", choices=[role.value for role in Role])

    def handle(self, *args: Any, email: str, role: str, **options: Any) -> None:
        member = named(email)
        try:
            is_new = member.give_role(Role(role), by=None)
        except NotAllowed as no:
            raise CommandError(str(no)) from no
        says = "{} holds the role of {} now." if is_new else "{} held the role of {} already."
        self.stdout.write(says.format(member.email, role))


def named(email: str) -> Member:
    """The member with this address, in any spelling; a CommandError when there is none."""
    try:
        return Member.objects.get(email=email)
    except Member.DoesNotExist as nobody:
        raise CommandError(f"No member has the address {email}.") from nobody
