"""Move an installation to this database, as one that outgrows SQLite does."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lib.moving import MoveError, move_from


class Command(BaseCommand):
    help = (
        "Fill this database, empty but prepared, with every row of another. Stop server and "
        "worker first. The other stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", help="the other: sqlite:////folder/alongside.sqlite3")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = move_from(options["url"])
        except MoveError as error:
            raise CommandError(str(error)) from error
        for label, count in counts.items():
            self.stdout.write(f"{count:>9,}  {label}")
        call_command("prepare", verbosity=0)
        for command in settings.AFTER_RESTORE:
            call_command(command)
