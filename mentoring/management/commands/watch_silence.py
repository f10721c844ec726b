"""The clock of proposals. Run it by a timer, as often as you like."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from lib.refusals import NotAllowed
from mentoring.models import Pairing

Act = Callable[[Pairing], bool]
DAYS = settings.MENTORING["REMIND_AFTER_DAYS"]


class Command(BaseCommand):
    help = (
        "Watch over proposals that nobody answers. The side whose yes is missing is reminded "
        f"after {' and after '.join(str(days) for days in DAYS)} days of silence, once each. "
        f"After {settings.MENTORING['EXPIRE_AFTER_DAYS']} days the proposal closes by itself and "
        "both are told. A yes, or a message of that side, starts the count again. It stands while "
        "that side is away, and while the mentor talks first. Active pairings are never touched. "
        "Each proposal is a transaction of its own, so running this twice, at the same time "
        "or after it was stopped half-way sends nothing twice."
    )

    failed = 0

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        closed = self.each(Pairing.objects.overdue(now), lambda pairing: pairing.expire(now))
        due = Pairing.objects.due_a_reminder(now)
        reminded = self.each(due, lambda pairing: pairing.remind(now))
        self.stdout.write(f"Reminders: {reminded}. Closed after no answer: {closed}.")
        if self.failed:
            raise CommandError(f"Could not look at {self.failed}. The next run tries again.")

    def each(self, pairings: Any, act: Act) -> int:
        """Act on each proposal by itself; how many it was done to."""
        return sum(self.done(pairing, act) for pairing in in_order(pairings))

    def done(self, pairing: Pairing, act: Act) -> bool:
        """Whether it was done; one that fails does not keep the others waiting."""
        try:
            return act(pairing)
        except (DatabaseError, NotAllowed) as error:
            self.failed += 1
            self.stderr.write(f"Proposal {pairing.pk}: {type(error).__name__}")
            return False


def in_order(pairings: Any) -> Iterable[Pairing]:
    """The longest silence first; read at once, as each is read again under its lock."""
    return list(pairings.order_by("awaiting_since", "pk"))
