"""Sets of concerns, for those who handle them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from mentoring.states import Topic

if TYPE_CHECKING:
    from accounts.models import Member


class ConcernQuerySet(models.QuerySet[Any]):
    """What has been reported. Nobody reads what is about themselves."""

    def for_handling_by(self, member: "Member") -> Self:
        return self.filter(Q(about__isnull=True) | ~Q(about=member))

    def complaints(self) -> Self:
        """About how somebody's data is used."""
        return self.filter(topic=Topic.DATA)

    def open(self) -> Self:
        """The longest wait first."""
        return self.filter(closed_at__isnull=True).order_by("reported_at", "pk")

    def nearly_late(self, now: datetime) -> Self:
        """Complaints that wait, with few days left to answer, and of which nobody has been told."""
        numbers = settings.MENTORING
        days = timedelta(days=numbers["COMPLAINT_DAYS"] - numbers["COMPLAINT_TOLD_DAYS"])
        return self.complaints().open().filter(told_at__isnull=True, reported_at__lte=now - days)

    def waiting(self) -> Self:
        """Nobody has taken them yet; the longest wait first."""
        return self.filter(taken_at__isnull=True).order_by("reported_at", "pk")

    def taken(self) -> Self:
        """Somebody looks after them; the longest wait first."""
        return self.filter(taken_at__isnull=False, closed_at__isnull=True).order_by(
            "taken_at", "pk"
        )

    def closed(self) -> Self:
        """The newest first."""
        return self.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")
