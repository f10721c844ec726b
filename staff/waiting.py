"""Members who have been on a route for a while and have no mentor for it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from mentoring.models import Pairing
from mentoring.states import STARTED, Status
from registration.models import Enrolment

OWN = Q(pairings__proposed_by=F("member"))  # not suggested by the office


def still_looking() -> "QuerySet[Enrolment]":
    """Open enrolments of open accounts for which there is no mentor, however long since."""
    active = Pairing.objects.active().filter(enrolment=OuterRef("pk"))
    waiting = Enrolment.objects.open().filter(~Exists(active), member__is_active=True)
    return waiting.select_related("member", "route")


def without_a_mentor(now: datetime) -> "QuerySet[Enrolment]":
    """Open enrolments without a mentor for as long as is set, the longest wait first.

    Adds `since` (from when they have had none: the enrolment, or the end of the last
    pairing), how many of their own proposals are `asked`, `open`, `declined` and `unanswered`,
    and how many suggestions of the office are open. With whom is not told to anybody.
    """
    since = now - timedelta(days=settings.MENTORING["WAITING_AFTER_DAYS"])
    last_end = Max("pairings__closed_at", filter=Q(pairings__status__in=sorted(STARTED)))
    return (
        still_looking()
        .annotate(
            since=Coalesce(last_end, "opened_at"),
            asked=Count("pairings", filter=OWN),
            suggested=counted(Status.PROPOSED, ~OWN),
            open=counted(Status.PROPOSED),
            declined=counted(Status.DECLINED),
            unanswered=counted(Status.EXPIRED),
        )
        .filter(since__lte=since)
        .order_by("since", "pk")
    )


def counted(status: Status, whose: Q = OWN) -> Count:
    """How many of the member's own proposals, or of others, have come to this."""
    return Count("pairings", filter=Q(whose, pairings__status=status))
