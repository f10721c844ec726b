"""Pairings as reports count them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from accounts.roles import Role
from mentoring.models import Pairing
from registration.models import Route
from tests.factories import EnrolmentFactory, MemberFactory, RoleHoldingFactory, active, mentor
from tests.mentoring.browsing import browser
from tests.staff.reports.histories import tell

Start = Callable[..., Pairing]


@pytest.fixture
def start(db: None) -> Start:
    """`start("fellowship", level="certification")`: a pairing that is active since a moment."""

    def make(route: str, at: datetime | None = None, **facts: str | None) -> Pairing:
        mentee = MemberFactory()
        tell(mentee, None, facts.get("sector"), facts.get("region"))
        helper = mentor()
        tell(helper, facts.get("level"), facts.get("mentor_sector"), None)
        enrolment = EnrolmentFactory(member=mentee, route=Route.objects.get(slug=route))
        pairing: Pairing = active(enrolment=enrolment, mentor=helper)
        if at:
            Pairing.objects.filter(pk=pairing.pk).update(
                **dict.fromkeys(TIMES, at),
            )
        return pairing

    return make


@pytest.fixture
def reader(db: None) -> Client:
    """Somebody who sees reports and may not see small counts."""
    return browser(RoleHoldingFactory(role=Role.TRAINING_ADMINISTRATOR).member)


TIMES = (
    "proposed_at",
    "replied_at",
    "mentor_accepted_at",
    "mentee_accepted_at",
    "activated_at",
    "noted_at",
    "quiet_since",
    "check_in_at",
)
