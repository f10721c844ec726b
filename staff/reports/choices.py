"""What a report is about: a period, a route, a region, a sector. The query string says it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from staff.reports.vocabulary import KINDS, Words

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Choice:
    """One choice of period, route, region and sector, with the words that name them.

    Months are their first days, in the time of the scheme. `keys` has the terms chosen of each
    kind: none of a kind that is missing, and nothing at all where it is empty.
    """

    since: date | None = None
    until: date | None = None
    keys: dict[str, frozenset[int]] = field(default_factory=dict)
    words: dict[str, Words] = field(
        default_factory=lambda: {kind: Words.of(kind) for kind in KINDS}
    )

    def within(self, column: str) -> Q:
        """Rows whose moment lies in the period."""
        q = Q(**{f"{column}__isnull": False})
        if self.since:
            q &= Q(**{f"{column}__gte": beginning_of(self.since)})
        if self.until:
            q &= Q(**{f"{column}__lt": beginning_of(next_month(self.until))})
        return q

    def in_months(self, column: str) -> Q:
        """Rows whose day lies in the period; of a month that is its first day."""
        q = Q()
        if self.since:
            q &= Q(**{f"{column}__gte": self.since})
        if self.until:
            q &= Q(**{f"{column}__lt": next_month(self.until)})
        return q

    def of(self, **columns: str) -> Q:
        """Rows of the terms chosen: `of(route="enrolment__route", region="mentee_region")`."""
        q = Q()
        for kind, keys in self.keys.items():
            if kind in columns:
                q &= Q(**{f"{columns[kind]}__in": sorted(keys)})
        return q


def beginning_of(month: date) -> datetime:
    """The moment at which a month begins where the scheme is."""
    return datetime(month.year, month.month, 1, tzinfo=here())


def here() -> Any:
    """The time of the scheme, in which its months are counted whoever looks at them."""
    return timezone.get_default_timezone()


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_of(moment: datetime) -> date:
    """The month in which something happened, where the scheme is."""
    return moment.astimezone(here()).date().replace(day=1)


def months_ago(number: int, now: datetime | None = None) -> date:
    """The month so many months before this one."""
    month = month_of(now or timezone.now())
    count = month.year * 12 + month.month - 1 - number
    return date(count // 12, count % 12 + 1, 1)
