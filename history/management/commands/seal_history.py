"""Seal what history says, so that a change made around the product shows."""

from typing import Any

from django.core.management.base import BaseCommand

from history.seals import Seal


class Command(BaseCommand):
    """For a timer, as often as it likes."""

    help = "Seal the rows of history that were written since the last time."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{Seal.objects.add()} rows sealed.")
