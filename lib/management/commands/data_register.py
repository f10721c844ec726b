"""Write what is kept about people, as docs/data.md has it."""

from typing import Any

from django.core.management.base import BaseCommand

from lib.privacy.page import page


class Command(BaseCommand):
    help = "Print what is kept about people, table by table; docs/data.md is this."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("\n".join(page()))
