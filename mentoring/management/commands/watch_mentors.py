"""The clock of the directory's truth. Run it by a timer, as often as you like."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from lib.watch import Watch
from mentoring.models import MentorProfile

SETTLED = settings.MENTORING


class Command(Watch):
    help = (
        "Ask mentors whether their places are still right, "
        f"{SETTLED['CONFIRM_AFTER_DAYS']} days after they last said so, and again "
        f"{SETTLED['CONFIRM_WITHIN_DAYS']} days later: {SETTLED['CONFIRM_ASKS']} times in all. "
        "Whoever says nothing leaves the directory until they list themselves again. Nobody is "
        "asked while they are away. Each mentor is a transaction of its own, so running this "
        "twice, at the same time or after it was stopped half-way sends nothing twice."
    )

    of = "Mentor"

    def handle(self, *_args: Any, **_options: Any) -> None:
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        oldest_word = ("availability_confirmed_on", "pk")
        silent = MentorProfile.objects.unconfirmed(today).order_by(*oldest_word)
        paused = self.each(silent, lambda profile: profile.pause_listing(today))
        due = MentorProfile.objects.due_to_confirm(today).order_by(*oldest_word)
        asked = self.each(due, lambda profile: profile.ask_to_confirm(today))
        self.say(f"Asked: {asked}. Listings paused: {paused}.")
