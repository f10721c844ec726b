"""The clock of training that counts for a time. Run it by a timer, as often as you like."""

from typing import Any

from lib.watch import Watch
from mentoring.models import TrainingCompletion
from mentoring.models.validity import today_here


class Command(Watch):
    help = (
        "Where the office has set how many months a training counts: warn mentors before the end, "
        "each of the two times once, and write down that a training has lapsed when both "
        "warnings have had their days. Whose training has lapsed is not found and cannot accept; "
        "no pairing ends. Where the setting was made longer, or taken away, training counts "
        "again. Each mentor is a transaction of its own, so running this twice, at the same time "
        "or after it was stopped half-way sends nothing twice."
    )

    of = "Training"

    def handle(self, *_args: Any, **_options: Any) -> None:
        today, trainings = today_here(), TrainingCompletion.objects
        again = self.each(trainings.lapsed(), lambda training: training.count_again(today))
        lapsed = self.each(trainings.near_their_end(today), lambda one: one.lapse(today))
        warned = self.each(trainings.near_their_end(today), lambda one: one.warn(today))
        self.say(f"Warned: {warned}. Lapsed: {lapsed}. Count again: {again}.")
