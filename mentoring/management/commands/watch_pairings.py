"""The clock of what goes on. Run it by a timer, as often as you like."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from lib.refusals import NotAllowed
from mentoring.models import CheckIn, Pairing

Act = Callable[[Pairing], bool]


class Command(BaseCommand):
    help = (
        "Watch over pairings that go on. After "
        f"{settings.MENTORING['NUDGE_AFTER_DAYS']} quiet days both of the two get one friendly "
        "letter, once for each quiet time. "
        f"{settings.MENTORING['CHECK_IN_AFTER_DAYS']} days after the start and every "
        f"{settings.MENTORING['CHECK_IN_EVERY']} days after that, each is asked how it is going. "
        "Each pairing is a transaction of its own, so running "
        "this twice, at the same time or after it was stopped half-way sends nothing twice."
    )

    failed = 0

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        quiet = Pairing.objects.due_a_nudge(now).order_by("quiet_since", "pk")
        nudged = self.each(quiet, lambda pairing: pairing.nudge(now))
        due = Pairing.objects.due_a_check_in(now).order_by("check_in_at", "pk")
        asked = self.each(due, lambda pairing: CheckIn.objects.ask(pairing, now))
        self.stdout.write(f"Nudged: {nudged}. Asked how it is going: {asked}.")
        if self.failed:
            raise CommandError(f"Could not look at {self.failed}. The next run tries again.")

    def each(self, pairings: Any, act: Act) -> int:
        """Act on each pairing by itself, read at once; how many it was done to."""
        return sum(self.done(pairing, act) for pairing in list(pairings))

    def done(self, pairing: Pairing, act: Act) -> bool:
        """Whether it was done; one that fails does not keep the others waiting."""
        try:
            return act(pairing)
        except (DatabaseError, NotAllowed) as error:
            self.failed += 1
            self.stderr.write(f"Pairing {pairing.pk}: {type(error).__name__}")
            return False
