"""Bring every database up to date: tables, the table of the cache, and what else is kept."""

import shlex
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from lib.patience import impatiently


class Command(BaseCommand):
    help = (
        "Migrate the database, make the cache table, and run the commands that "
        "settings.PREPARE_ALSO names. Safe to run at every start."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        says = "another command, with its words, to run in the same process, which saves its start"
        parser.add_argument("--then", metavar="COMMAND", help=says)

    def handle(self, *args: Any, **options: Any) -> None:
        impatiently(
            lambda: call_command("migrate", interactive=False, verbosity=options["verbosity"])
        )
        call_command("createcachetable", database=self._home_of_the_cache(), verbosity=0)
        for command in settings.PREPARE_ALSO:
            call_command(command, verbosity=options["verbosity"])
        if options["then"]:
            call_command(*shlex.split(options["then"]))

    def _home_of_the_cache(self) -> str:
        return "cache" if "cache" in settings.DATABASES else "default"
