"""Fill an empty database with the demo's people, and print their log-ins."""

from typing import Any
from unittest.mock import patch

from allauth.mfa import app_settings
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.cast import APP_SECRET, PASSWORD, named
from demo.seeding import seed
from lib.refusals import NotAllowed


class Command(BaseCommand):
    """Run twice, it changes nothing. It refuses a database that holds real people."""

    help = "Fill an empty database with the demo's people, and print their log-ins."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            with without_query_log():
                seed()
        except NotAllowed as no:
            raise CommandError(str(no)) from no
        self.stdout.write(log_ins())


def without_query_log() -> Any:
    """While DEBUG is on, Django writes down every statement, which doubles the work here."""
    return patch.object(settings, "DEBUG", False)


def log_ins() -> str:
    """Who can be tried, each with a line on what there is to see."""
    rows = [f"  {person.email:<20} {person.part}" for person in named()]
    office = f"The office is asked for a code as well: by an app with the secret {APP_SECRET}"
    if code := app_settings.TOTP_INSECURE_BYPASS_CODE:
        office += f", or {code}"
    return "\n".join(["", f"Log in with the password {PASSWORD} as", *rows, "", f"{office}."])
