"""The clock of silence. Run it by a timer, as often as you like."""

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
        "Watch over what nobody answers. The side whose yes is missing is reminded "
        f"after {' and after '.join(str(days) for days in DAYS)} days of silence, once each. "
        f"After {settings.MENTORING['EXPIRE_AFTER_DAYS']} days the proposal closes by itself and "
        "both are told. A yes, or a message of that side, starts the count again. It stands while "
        "that side is away, and while the mentor talks first. An active pairing is touched only "
        "when one side has said that it is complete: the other's silence of "
        f"{settings.MENTORING['COMPLETE_AFTER_DAYS']} days confirms it, counted in the same way. "
        "Each pairing is a transaction of its own, so running this twice, at the same time "
        "or after it was stopped half-way sends nothing twice."
    )

    failed = 0

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        closed = self.each(Pairing.objects.overdue(now), lambda pairing: pairing.expire(now))
        due = Pairing.objects.due_a_reminder(now)
        reminded = self.each(due, lambda pairing: pairing.remind(now))
        due = Pairing.objects.due_to_complete(now)
        completed = self.each(due, lambda pairing: pairing.complete_by_silence(now))
        self.stdout.write(
            f"Reminders: {reminded}. Closed after no answer: {closed}. Completed: {completed}."
        )
        if self.failed:
            raise CommandError(f"Could not look at {self.failed}. The next run tries again.")

    def each(self, pairings: Any, act: Act) -> int:
        """Act on each pairing by itself; how many it was done to."""
        return sum(self.done(pairing, act) for pairing in in_order(pairings))

    def done(self, pairing: Pairing, act: Act) -> bool:
        """Whether it was done; one that fails does not keep the others waiting."""
        try:
            return act(pairing)
        except (DatabaseError, NotAllowed) as error:
            self.failed += 1
            self.stderr.write(f"Pairing {pairing.pk}: {type(error).__name__}")
            return False


def in_order(pairings: Any) -> Iterable[Pairing]:
    """The longest silence first; read at once, as each is read again under its lock."""
    return list(pairings.order_by("awaiting_since", "pk"))
