"""The clock of saved searches. Run it by a timer, as often as you like."""

from typing import Any

from lib.watch import Watch
from mentoring.directory.saved import write_of_new_mentors
from mentoring.directory.sets.current import current, today
from mentoring.models import SavedSearch


class Command(Watch):
    help = (
        "Look through the saved searches of members who want letters, and write to them of "
        "mentors who fit now and did not when this last looked: one letter a day to each "
        "member at most, over all their searches. Each member is a transaction of its own, so "
        "running this twice, at the same time or after it was stopped half-way sends nothing "
        "twice."
    )

    of = "Member"

    def handle(self, *_args: Any, **_options: Any) -> None:
        current()  # made before anybody's row is held
        due = SavedSearch.objects.due(today()).order_by("member").values_list("member", flat=True)
        written = self.each(due.distinct(), write_of_new_mentors)
        self.say(f"Letters of new mentors: {written}.")
