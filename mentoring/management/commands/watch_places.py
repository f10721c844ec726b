"""The clock of those who wait for a place. Run it by a timer, as often as you like."""

from typing import Any

from lib.watch import Watch
from mentoring.models import MentorMark


class Command(Watch):
    help = (
        "Tell members who asked to hear of a place that the mentor has one now. Most hear it at "
        "once, when somebody's act frees a place. This finds the places that come without an act: "
        "a mentor who was away is back. Each member is told in a transaction of its own and once "
        "for each time they asked, so running this twice, at the same time or after it was "
        "stopped half-way sends nothing twice."
    )

    of = "Mark"

    def handle(self, *_args: Any, **_options: Any) -> None:
        told = self.each(MentorMark.objects.due(), lambda mark: mark.tell())
        self.say(f"Told of a place: {told}.")
