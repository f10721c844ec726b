"""The clock of copies that members asked for. Run it by a timer, as often as you like."""

from typing import Any

from django.conf import settings

from accounts.models import DataCopy
from lib.watch import Watch


class Command(Watch):
    help = (
        "Delete the copies of their data that members asked for, "
        f"{settings.MENTORING['COPY_KEPT_HOURS']} hours after they were made."
    )

    of = "Copy"

    def handle(self, *_args: Any, **_options: Any) -> None:
        old = DataCopy.objects.outdated().defer("content").order_by("pk")
        self.say(f"Copies deleted: {self.each(old, lambda copy: bool(copy.delete()[0]))}.")
