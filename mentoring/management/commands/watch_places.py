"""The clock of those who wait for a place. Run it by a timer, as often as you like."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from mentoring.models import MentorMark


class Command(BaseCommand):
    help = (
        "Tell members who asked to hear of a place that the mentor has one now. Most hear it at "
        "once, when somebody's act frees a place. This finds the places that come without an act: "
        "a mentor who was away is back. Each member is told in a transaction of its own and once "
        "for each time they asked, so running this twice, at the same time or after it was "
        "stopped half-way sends nothing twice."
    )

    failed = 0

    def handle(self, *_args: Any, **_options: Any) -> None:
        told = sum(self.told(mark) for mark in list(MentorMark.objects.due()))
        self.stdout.write(f"Told of a place: {told}.")
        if self.failed:
            raise CommandError(f"Could not look at {self.failed}. The next run tries again.")

    def told(self, mark: MentorMark) -> bool:
        """Whether somebody was told; one that fails does not keep the others waiting."""
        try:
            return mark.tell()
        except DatabaseError as error:
            self.failed += 1
            self.stderr.write(f"Mark {mark.pk}: {type(error).__name__}")
            return False
