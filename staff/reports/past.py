"""Pairings that were let go: nobody's any more, and counted in every report as before."""

from typing import Any

from django.db.models import Sum

from mentoring.models import PastCount
from mentoring.states import Counted
from staff.reports.choices import Choice
from staff.reports.levels import NOTED


def past(choice: Choice, kind: Counted, *columns: str, **more: Any) -> Any:
    """How many by these columns, of the period and place chosen; to be added by a union."""
    found = PastCount.objects.of(kind).filter(choice.in_months("month"), choice.of(**NOTED), **more)
    return found.values_list(*columns).annotate(n=Sum("number")).order_by()
