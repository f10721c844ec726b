"""Write a copy of the database into a folder. For a timer."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from lib import metrics
from lib.backups import BackupError, back_up, forget_before


class Command(BaseCommand):
    help = "Write a copy of the database, checked and hashed, while the product runs."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the copies are kept")
        says = "then delete copies in the folder that are older (days); all are kept without it"
        parser.add_argument("--keep-days", type=float, help=says)

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            copy = back_up(options["folder"], now)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        with suppress(DatabaseError):  # a cache that is gone spoils no copy
            metrics.note(metrics.COPIED)
        self.stdout.write(f"{copy} ({copy.stat().st_size:,} bytes)")
        if days := options["keep_days"]:
            for old in forget_before(options["folder"], now - timedelta(days=days)):
                self.stdout.write(f"deleted {old.name}")
