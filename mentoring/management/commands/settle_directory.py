"""Bring what the database keeps for the directory up to date."""

from typing import Any

from django.core.management.base import BaseCommand

from mentoring.directory.sets.current import today
from mentoring.directory.sets.settling import settle


class Command(BaseCommand):
    help = (
        "Keep the directory's sets and words as they stand now, and let old news go. After an "
        "installation or a migration the web server then starts without counting. A running one "
        "does this itself once a day. Safe at any time, and twice at once."
    )

    def handle(self, *_args: Any, **options: Any) -> None:
        rewritten = settle(today()).rewritten
        if options["verbosity"]:
            self.stdout.write(f"Mentors whose words are kept anew: {rewritten}.")
