"""Fill an empty database from a copy, bring it up to date, and look whether all holds."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lib.backups import BackupError, restore


class Command(BaseCommand):
    help = "Restore a copy that backup made into an empty database. Stop server and worker first."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("copy", type=Path, help="the file; its .sha256 must stand beside it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restore(options["copy"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        call_command("prepare", verbosity=options["verbosity"])
        for command in settings.AFTER_RESTORE:
            call_command(command, verbosity=options["verbosity"])
        self.stdout.write(f"Restored from {options['copy'].name}.")
