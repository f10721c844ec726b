"""What a mentoring record says: the facts as they were on the day it was issued."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing


class RecordFacts(models.Model):
    """Exactly what the paper shows, and so what the office is told by its code.

    Names and numbers are kept as they were, since a paper does not change with them.
    """

    mentee_name = models.CharField(max_length=150)
    mentee_number = models.CharField(max_length=20, blank=True)
    mentor_name = models.CharField(max_length=150)
    mentor_number = models.CharField(max_length=20, blank=True)
    route = models.CharField(max_length=100)
    status = models.CharField(max_length=10)
    mentee_accepted_on = models.DateField()
    mentor_accepted_on = models.DateField()
    started_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    meetings = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()

    class Meta:
        abstract = True


def facts_of(pairing: "Pairing", now: datetime) -> dict[str, Any]:
    """The facts of a started pairing as they are now, by field; days are the scheme's own."""
    met = pairing.meetings.held(now).in_all()
    return {
        "mentee_name": pairing.mentee.name,
        "mentee_number": pairing.mentee.membership_number or "",
        "mentor_name": pairing.mentor.name,
        "mentor_number": pairing.mentor.membership_number or "",
        "route": pairing.enrolment.route.name,
        "status": str(pairing.status),
        "mentee_accepted_on": day(pairing.mentee_accepted_at),
        "mentor_accepted_on": day(pairing.mentor_accepted_at),
        "started_on": day(pairing.activated_at),
        "closed_on": day(pairing.closed_at),
        "meetings": met.number,
        "minutes": met.minutes,
    }


def day(at: datetime | None) -> date | None:
    """The day in the scheme's own time zone, so that both of the two have the same."""
    return timezone.localdate(at, timezone.get_default_timezone()) if at else None
