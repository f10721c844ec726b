"""Sets of what CILIP is told: what is due, and what happened on a day."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone


class TellingQuerySet(models.QuerySet[Any]):
    """What was told, waits to be told, or could not be told."""

    def due(self, now: datetime) -> Self:
        """What is to be sent by now, the longest wait first."""
        return self.filter(due_at__lte=now).order_by("due_at", "pk")

    def given_up(self) -> Self:
        """What could not be told, and waits for somebody to look."""
        return self.filter(gave_up_at__isnull=False)

    def of_day(self, day: date) -> Self:
        """What happened on a day, as the installation counts days, in the order it happened."""
        start, end = (
            datetime.combine(each, time(), timezone.get_default_timezone())
            for each in (day, day + timedelta(days=1))
        )
        return self.filter(at__gte=start, at__lt=end).order_by("at", "pk")

    def with_facts(self) -> Self:
        """With what is told of it."""
        return self.select_related("pairing__mentee", "pairing__enrolment__route")
