"""The clock of silence. Run it by a timer, as often as you like."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from lib.watch import Watch
from mentoring.models import Pairing

DAYS = settings.MENTORING["REMIND_AFTER_DAYS"]


class Command(Watch):
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

    of = "Pairing"

    def handle(self, *_args: Any, **_options: Any) -> None:
        now, longest_silence = timezone.now(), ("awaiting_since", "pk")
        due = Pairing.objects.overdue(now).order_by(*longest_silence)
        closed = self.each(due, lambda pairing: pairing.expire(now))
        due = Pairing.objects.due_a_reminder(now).order_by(*longest_silence)
        reminded = self.each(due, lambda pairing: pairing.remind(now))
        due = Pairing.objects.due_to_complete(now).order_by(*longest_silence)
        completed = self.each(due, lambda pairing: pairing.complete_by_silence(now))
        self.say(
            f"Reminders: {reminded}. Closed after no answer: {closed}. Completed: {completed}."
        )
