"""Pairings that were let go, as counts: of a month, a route and a place, and of nobody."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils import timezone

from lib.constraints import one_of
from mentoring.models.pairing import Pairing
from mentoring.models.pairing_noted import noted
from mentoring.states import CLOSED, Counted, Status

WHERE = ("route_id", "mentee_region_id", "mentee_sector_id")


class PastCountQuerySet(models.QuerySet["PastCount"]):
    def of(self, counted: Counted) -> Self:
        return self.filter(counted=counted)

    def add(self, pairing: Pairing) -> None:
        """Count a pairing that is about to go, in its transaction; for each report once."""
        for facts in counts_of(pairing):
            if not self.filter(**facts).update(number=F("number") + 1):
                self.create(**facts, number=1)


class PastCount(models.Model):
    """How many pairings that were let go were alike in what one report asks about.

    Each pairing is counted by what each report counts it by, in rows that do not lead to each
    other: when it was proposed, with whom it started, why it closed.
    """

    counted = models.CharField(max_length=10, choices=Counted)
    month = models.DateField()
    route = noted("registration.Route")
    mentee_region = noted("registration.Region")
    mentee_sector = noted("registration.Sector")
    mentor_level = noted("registration.Route")
    mentor_sector = noted("registration.Sector")
    days = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, blank=True)
    reason = models.CharField(max_length=10, blank=True)
    number = models.PositiveIntegerField()

    objects = PastCountQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("past_count_is_of_a_known_kind", "counted", Counted.values),
            one_of("past_count_status_is_a_closed_one", "status", ["", *CLOSED]),
            CheckConstraint(name="past_count_counts_somebody", condition=Q(number__gte=1)),
            CheckConstraint(
                name="past_count_has_a_status_when_of_closings",
                condition=(Q(counted=Counted.CLOSED) & ~Q(status=""))
                | (~Q(counted=Counted.CLOSED) & Q(status="", reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counted} {self.month}: {self.number}"


def counts_of(pairing: Pairing) -> Iterator[dict[str, Any]]:
    """By what each report counts a pairing that is closed."""
    where = {name: getattr(pairing, name) for name in WHERE}
    proposed, replied = pairing.proposed_at, pairing.replied_at
    days = {"days": (replied - proposed).days if replied else None}
    yield {"counted": Counted.PROPOSED, "month": month_of(proposed), **where, **days}
    if pairing.activated_at:
        started = {"month": month_of(pairing.activated_at), **where}
        yield {"counted": Counted.LEVELS, **started, "mentor_level_id": pairing.mentor_level_id}
        yield {"counted": Counted.SECTORS, **started, "mentor_sector_id": pairing.mentor_sector_id}
    why = {"status": pairing.status, "reason": pairing.declined_for or pairing.ended_for}
    yield {"counted": Counted.CLOSED, "month": month_of(closing(pairing)), **where, **why}


def closing(pairing: Pairing) -> datetime:
    if pairing.closed_at is None:
        raise ValueError(f"{pairing.pk} is open, and is not let go.")
    return pairing.closed_at


def month_of(moment: datetime) -> date:
    """The first day of the month, where the scheme is."""
    return timezone.localdate(moment, timezone.get_default_timezone()).replace(day=1)
