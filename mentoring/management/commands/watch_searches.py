"""The clock of saved searches. Run it by a timer, as often as you like."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from mentoring.directory.saved import write_of_new_mentors
from mentoring.directory.sets.current import current, today
from mentoring.models import SavedSearch


class Command(BaseCommand):
    help = (
        "Look through the saved searches of members who want letters, and write to them of "
        "mentors who fit now and did not when this last looked: one letter a day to each "
        "member at most, over all their searches. Each member is a transaction of its own, so "
        "running this twice, at the same time or after it was stopped half-way sends nothing "
        "twice."
    )

    failed = 0

    def handle(self, *_args: Any, **_options: Any) -> None:
        current()  # made before anybody's row is held
        due = SavedSearch.objects.due(today()).order_by("member").values_list("member", flat=True)
        written = sum(self.written(member) for member in list(due.distinct()))
        self.stdout.write(f"Letters of new mentors: {written}.")
        if self.failed:
            raise CommandError(f"Could not look at {self.failed}. The next run tries again.")

    def written(self, member: int) -> bool:
        """Whether a letter was written; one that fails does not keep the others waiting."""
        try:
            return write_of_new_mentors(member)
        except DatabaseError as error:
            self.failed += 1
            self.stderr.write(f"Member {member}: {type(error).__name__}")
            return False
