"""Sets of meetings: what is to come, what was held, and whose they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, DateTimeField, DurationField, ExpressionWrapper, F, Q, Sum

if TYPE_CHECKING:
    from accounts.models import Member

# When a meeting ends, as the database counts it; the model's `ends_at` says the same.
LASTS = ExpressionWrapper(F("minutes") * timedelta(minutes=1), output_field=DurationField())
ENDS_AT = ExpressionWrapper(F("starts_at") + LASTS, output_field=DateTimeField())


@dataclass(frozen=True)
class InAll:
    """How many meetings, and how long together."""

    number: int
    minutes: int


class MeetingQuerySet(models.QuerySet[Any]):
    """Meetings. A page asks for those of the member's own pairings alone."""

    def visible_to(self, member: "Member") -> Self:
        """The meetings of a person, as mentor or as mentee. Nobody else's, whoever asks."""
        return self.filter(Q(pairing__mentor=member) | Q(pairing__mentee=member))

    def with_people(self) -> Self:
        """The pairing, its two people and the way, in one query."""
        return self.select_related("pairing__mentor", "pairing__mentee", "way")

    def standing(self) -> Self:
        """Neither cancelled nor taken off with the end of the pairing."""
        return self.filter(cancelled_at__isnull=True)

    def planned(self, now: datetime) -> Self:
        """To come, or going on now; the next one first."""
        return self._ending().filter(_ends_at__gt=now).order_by("starts_at", "pk")

    def held(self, now: datetime) -> Self:
        """Those whose end is past, the latest first. A meeting nobody cancelled was held."""
        return self._ending().filter(_ends_at__lte=now).order_by("-starts_at", "-pk")

    def past(self, now: datetime) -> Self:
        """Those that were held, and those that were cancelled, the latest first."""
        over = Q(_ends_at__lte=now) | Q(cancelled_at__isnull=False)
        return self.annotate(_ends_at=ENDS_AT).filter(over).order_by("-starts_at", "-pk")

    def _ending(self) -> Self:
        return self.standing().annotate(_ends_at=ENDS_AT)

    def in_all(self) -> InAll:
        """Their number and length, in one statement."""
        counted = self.aggregate(number=Count("pk"), minutes=Sum("minutes", default=0))
        return InAll(**counted)
