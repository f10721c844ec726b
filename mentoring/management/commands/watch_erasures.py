"""The clock of those who asked to be forgotten. Run it by a timer, as often as you like."""

from typing import Any

from django.utils import timezone

from accounts.models import Erasure
from lib.watch import Watch
from mentoring.erasing import erase


class Command(Watch):
    help = (
        "Erase the members who asked for it and whose time to think again is over. Each is one "
        "transaction, whole or not at all, so running this twice, at the same time or after it "
        "was stopped half-way does nothing twice."
    )

    of = "Erasure"

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        due = Erasure.objects.due(now)
        self.say(f"Members erased: {self.each(due, lambda erasure: erase(erasure, now))}.")
