"""Pairings counted once and for all, so that a report of many years reads few rows."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from mentoring.models.pairing_noted import noted
from mentoring.querysets.by_name import named
from mentoring.querysets.pairings import COUNTED_BY
from mentoring.states import Counted

LINES_AT_ONCE = 2000
NAMES = {name: f"{name}_id" for name in COUNTED_BY}
SETTLED_AFTER = timedelta(days=1)  # every transaction of the month is over by then


class TallyManager(models.Manager["Tally"]):
    @transaction.atomic
    def make(self, now: datetime | None = None) -> bool:
        """Count the pairings noted since the last tally, up to the month that is over.

        Returns:
            False, with nothing written, when there is nothing more to count, or another
            process counts it at this moment.
        """
        until = settled(now or timezone.now())
        last = self.order_by("-until").values_list("until", flat=True).first()
        if last and last >= until:
            return False
        try:
            with transaction.atomic():
                tally = self.create(until=until, follows=last)
        except IntegrityError:
            return False
        started = named("Pairing").filter(noted_at__lt=until)
        if last:
            started = started.filter(noted_at__gte=last)
        rows = [*started.counted_by_month(), *([] if last else let_go())]
        lines = [
            TallyLine(tally=tally, **{NAMES.get(name, name): value for name, value in row.items()})
            for row in rows
        ]
        TallyLine.objects.bulk_create(lines, batch_size=LINES_AT_ONCE)
        return True

    @transaction.atomic
    def make_anew(self, now: datetime | None = None) -> None:
        """Count everything again from the pairings as they stand, and those that were let go."""
        self.all().delete()
        self.make(now)


class Tally(models.Model):
    """What was noted before `until`, and after the tally it follows, is counted in its lines.

    Reports add up the lines of all tallies, and what was noted since. What is noted stays as
    it was, so that nothing that happens later changes a line.
    """

    until = models.DateTimeField(unique=True)
    follows = models.DateTimeField(null=True, blank=True, unique=True)

    objects = TallyManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tally_follows_an_earlier_one",
                condition=models.Q(follows__isnull=True) | models.Q(follows__lt=models.F("until")),
            )
        ]

    def __str__(self) -> str:
        return str(self.until)


class TallyLine(models.Model):
    """How many pairings started in a month, of one route, level and place of work."""

    tally = models.ForeignKey(Tally, on_delete=models.CASCADE, related_name="lines")
    month = models.DateField()
    route = noted("registration.Route")
    mentor_level = noted("registration.Route")
    mentee_region = noted("registration.Region")
    mentee_sector = noted("registration.Sector")
    started = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tally_line_counts_somebody", condition=models.Q(started__gte=1)
            )
        ]

    def __str__(self) -> str:
        return f"{self.month}: {self.started}"


def let_go() -> Any:
    """Pairings that were counted and are no longer there, as `counted_by_month` has them."""
    rows = named("PastCount").filter(counted=Counted.LEVELS)
    return rows.annotate(started=F("number")).values("month", "started", *COUNTED_BY)


def settled(now: datetime) -> datetime:
    """When the last month ended of which everything is written down, where the scheme is."""
    here = timezone.localtime(now - SETTLED_AFTER, timezone.get_default_timezone())
    return here.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
