"""The clock of the directory's truth. Run it by a timer, as often as you like."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from mentoring.models import MentorProfile

SETTLED = settings.MENTORING


class Command(BaseCommand):
    help = (
        "Ask mentors whether their places are still right, "
        f"{SETTLED['CONFIRM_AFTER_DAYS']} days after they last said so, and again "
        f"{SETTLED['CONFIRM_WITHIN_DAYS']} days later: {SETTLED['CONFIRM_ASKS']} times in all. "
        "Whoever says nothing leaves the directory until they list themselves again. Nobody is "
        "asked while they are away. Each mentor is a transaction of its own, so running this "
        "twice, at the same time or after it was stopped half-way sends nothing twice."
    )

    failed = 0

    def handle(self, *_args: Any, **_options: Any) -> None:
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        silent = MentorProfile.objects.unconfirmed(today)
        paused = self.each(silent, lambda profile: profile.pause_listing(today))
        due = MentorProfile.objects.due_to_confirm(today)
        asked = self.each(due, lambda profile: profile.ask_to_confirm(today))
        self.stdout.write(f"Asked: {asked}. Listings paused: {paused}.")
        if self.failed:
            raise CommandError(f"Could not look at {self.failed}. The next run tries again.")

    def each(self, profiles: Any, act: Callable[[MentorProfile], bool]) -> int:
        """Act on each mentor by itself, the oldest word first; how many it was done to."""
        found = list(profiles.order_by("availability_confirmed_on", "pk"))
        return sum(self.done(profile, act) for profile in found)

    def done(self, profile: MentorProfile, act: Callable[[MentorProfile], bool]) -> bool:
        """Whether it was done; one that fails does not keep the others waiting."""
        try:
            return act(profile)
        except DatabaseError as error:
            self.failed += 1
            self.stderr.write(f"Mentor {profile.pk}: {type(error).__name__}")
            return False
