"""Bring every database up to date: tables, and the table of the cache."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Migrate the database and make the cache table. Safe to run at every start."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        says = "another command to run in the same process, which saves its start"
        parser.add_argument("--then", metavar="COMMAND", help=says)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        call_command("createcachetable", database=self._home_of_the_cache(), verbosity=0)
        if options["then"]:
            call_command(options["then"])

    def _home_of_the_cache(self) -> str:
        return "cache" if "cache" in settings.DATABASES else "default"
