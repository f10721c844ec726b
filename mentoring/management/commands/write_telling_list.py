"""The list of a day for CILIP, as a file. Run it by a timer, once a night."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lib.sheets import sheet
from mentoring.telling import FIELDS, rows_of_day


class Command(BaseCommand):
    help = (
        "Write the list of what CILIP is told of one day, yesterday's unless another is given, "
        "into FOLDER as telling-YYYY-MM-DD.csv. It is there whole or not at all, and readable "
        "by its owner alone. A day on which nothing happened has a list with its head alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--day", type=date.fromisoformat, default=None)

    def handle(self, *_args: Any, folder: Path, day: date | None, **_options: Any) -> None:
        if not settings.TELLING_LIST:
            raise CommandError("There is no list: TELLING_LIST is not set.")
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        day = day or today - timedelta(days=1)
        rows = list(rows_of_day(day))
        whole = folder / f"telling-{day.isoformat()}.csv"
        begun = whole.with_suffix(".begun")
        begun.touch(mode=0o600)
        begun.write_text(sheet(FIELDS, rows), encoding="utf-8", newline="")
        begun.replace(whole)
        self.stdout.write(f"{whole.name}: {len(rows)}")
