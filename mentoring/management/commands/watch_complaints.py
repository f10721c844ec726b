"""The clock of complaints about data. Run it by a timer, as often as you like."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from lib.watch import Watch
from mentoring.models import Concern


class Command(Watch):
    help = (
        "Tell those who handle concerns of a complaint about data that is to be answered within "
        f"{settings.MENTORING['COMPLAINT_TOLD_DAYS']} days, once each. Each complaint is a "
        "transaction of its own, so running this twice, at the same time or after it was stopped "
        "half-way sends nothing twice."
    )

    of = "Complaint"

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        due = Concern.objects.nearly_late(now)
        told = self.each(due, lambda concern: concern.tell_of_the_day(now))
        self.say(f"Complaints to be answered soon: {told}.")
