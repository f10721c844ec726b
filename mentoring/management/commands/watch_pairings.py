"""The clock of what goes on. Run it by a timer, as often as you like."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from lib.watch import Watch
from mentoring.models import CheckIn, Pairing


class Command(Watch):
    help = (
        "Watch over pairings that go on. After "
        f"{settings.MENTORING['NUDGE_AFTER_DAYS']} quiet days both of the two get one friendly "
        "letter, once for each quiet time. "
        f"{settings.MENTORING['CHECK_IN_AFTER_DAYS']} days after the start and every "
        f"{settings.MENTORING['CHECK_IN_EVERY']} days after that, each is asked how it is going. "
        "Each pairing is a transaction of its own, so running "
        "this twice, at the same time or after it was stopped half-way sends nothing twice."
    )

    of = "Pairing"

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        quiet = Pairing.objects.due_a_nudge(now).order_by("quiet_since", "pk")
        nudged = self.each(quiet, lambda pairing: pairing.nudge(now))
        due = Pairing.objects.due_a_check_in(now).order_by("check_in_at", "pk")
        asked = self.each(due, lambda pairing: CheckIn.objects.ask(pairing, now))
        self.say(f"Nudged: {nudged}. Asked how it is going: {asked}.")
