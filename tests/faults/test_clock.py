"""A clock that was ahead and is put right, or jumps: no error, nothing twice, nothing lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from mentoring.invariants import check_invariants
from mentoring.models import Message, Pairing
from mentoring.states import Status
from tests.conftest import RunTasks
from tests.factories import TEXTS, EnrolmentFactory, mentor
from tests.mentoring.browsing import NO, verbs_of

pytestmark = pytest.mark.django_db
# Noon of a summer's day, the hour before British clocks go back, and before they go forward.
MOMENTS = [
    datetime(2026, 7, 1, 12, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 55, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 55, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 55, tzinfo=UTC),
]
JUMPS = [timedelta(minutes=-10), timedelta(minutes=10), timedelta(days=-1), timedelta(days=1)]


def post(member: Any, name: str, pairing: Pairing, **fields: str) -> int:
    client = Client()
    client.force_login(member)
    return client.post(reverse(f"mentoring:{name}", args=[pairing.pk]), fields).status_code


def look(member: Any, pairing: Pairing) -> int:
    client = Client()
    client.force_login(member)
    return client.get(reverse("mentoring:pairing_detail", args=[pairing.pk])).status_code


@pytest.mark.parametrize("jump", JUMPS, ids=str)
@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_clock_that_jumps_between_two_acts_costs_nothing(
    moment: datetime, jump: timedelta, run_tasks: RunTasks
) -> None:
    with time_machine.travel(moment, tick=False) as clock:
        enrolment, to = EnrolmentFactory(), mentor()
        mentee = enrolment.member
        pairing: Pairing = Pairing.objects.propose(enrolment, to, TEXTS, by=mentee, accepts=False)
        before = check_invariants()  # what the factories left out
        clock.shift(jump)
        assert post(to, "pairing_accept", pairing, **NO) == 302
        clock.shift(-jump)
        assert post(mentee, "pairing_accept", pairing, **NO) == 302
        clock.shift(jump)
        assert post(to, "message_write", pairing, text="When shall we meet?") == 302
        clock.shift(-jump)
        assert post(mentee, "message_write", pairing, text="On Monday.") == 302
        assert look(to, pairing) == 200
        clock.shift(jump)
        assert post(mentee, "pairing_end", pairing) == 302
    pairing.refresh_from_db()
    assert pairing.status == Status.ENDED
    assert pairing.proposed_at <= pairing.mentor_accepted_at <= pairing.activated_at
    assert pairing.mentee_accepted_at <= pairing.activated_at <= pairing.closed_at
    assert Message.objects.count() == 2
    run_tasks()
    with time_machine.travel(moment + timedelta(days=2)):
        assert check_invariants() == before


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_proposal_that_expired_expires_no_second_time_by_a_clock_put_back(
    moment: datetime,
) -> None:
    with time_machine.travel(moment, tick=False) as clock:
        enrolment, to = EnrolmentFactory(), mentor()
        pairing: Pairing = Pairing.objects.propose(enrolment, to, TEXTS, by=enrolment.member)
        for days in (15, -1, 2):
            clock.shift(timedelta(days=days))
            call_command("watch_silence")
        assert verbs_of(pairing).count("pairing.expired") == 1
