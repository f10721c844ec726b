"""manage.py take_role dev@example.org administrator"""

from typing import Any

from django.core.management.base import CommandError

from accounts.management.commands import give_role
from accounts.roles import Role
from lib.refusals import NotAllowed


class Command(give_role.Command):
    help = "Take a role in the office away from a member."

    def handle(self, *args: Any, email: str, role: str, **options: Any) -> None:
        member = give_role.named(email)
        try:
            was_held = member.take_role(Role(role), by=None)
        except NotAllowed as no:
            raise CommandError(str(no)) from no
        says = (
            "{} no longer holds the role of {}." if was_held else "{} did not hold the role of {}."
        )
        self.stdout.write(says.format(member.email, role))
