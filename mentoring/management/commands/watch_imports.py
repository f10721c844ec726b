"""The clock of imports. Run it by a timer, once a day."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from lib.watch import Watch
from mentoring.models import Import


class Command(Watch):
    help = (
        "Empty the rows of imports that can no longer be undone, "
        f"{settings.MENTORING['IMPORT_UNDO_DAYS']} days after they were applied or uploaded. "
        "What they came to stays, in counts. Running this twice does nothing twice."
    )

    of = "Import"

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        old = Import.objects.light().outdated(now).order_by("pk")
        self.say(f"Imports emptied: {self.each(old, lambda found: found.empty(now))}.")
