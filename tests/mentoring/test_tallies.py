"""Tallies, and what was noted since, come to what one counts; whatever happens and in any order."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from mentoring.models import Pairing, Tally, TallyLine
from mentoring.models.tally import settled
from registration.models import Route
from staff.reports.choices import Choice
from staff.reports.levels import Levels
from tests.factories import EnrolmentFactory, active, closed

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
MAY = datetime(2026, 5, 20, 12, tzinfo=UTC)
JULY = datetime(2026, 7, 3, 12, tzinfo=UTC)


def start(at: datetime, route: str = "fellowship", noted: datetime | None = None) -> Pairing:
    """A pairing that started then; written down later where `noted` says so."""
    enrolment = EnrolmentFactory(route=Route.objects.get(slug=route))
    with time_machine.travel(noted or at, tick=False):
        pairing: Pairing = active(enrolment=enrolment, proposed_at=at)
        moments = ("mentor_accepted_at", "mentee_accepted_at", "activated_at")
        Pairing.objects.filter(pk=pairing.pk).update(**dict.fromkeys(moments, at))
    return pairing


def told() -> Counter[Any]:
    """What the report counts, by month and route."""
    found: Counter[Any] = Counter()
    for (month, _level, route), n in Levels.of(Choice()).counted.items():
        found[f"{month:%Y-%m}", route] += n
    return found


def counted() -> Counter[Any]:
    """The same by hand."""
    here = timezone.get_default_timezone()
    started = Pairing.objects.filter(activated_at__isnull=False)
    return Counter((f"{p.activated_at.astimezone(here):%Y-%m}", p.route_id) for p in started)


def test_tallies_and_what_came_since_are_all_there_is() -> None:
    start(MAY)
    start(MAY, "chartership")
    assert told() == counted()
    assert Tally.objects.make(JULY)
    assert TallyLine.objects.count() == 2
    assert told() == counted()
    start(JULY)
    assert told() == counted()
    assert Tally.objects.make(JULY + 40 * A_DAY)
    assert TallyLine.objects.count() == 3
    assert told() == counted()


def test_a_start_that_is_written_down_afterwards_is_counted() -> None:
    """Of a month that is counted already: an old list that is imported, say."""
    start(MAY)
    Tally.objects.make(JULY)
    start(MAY, noted=JULY + A_DAY)
    assert told() == counted()
    Tally.objects.make(JULY + 40 * A_DAY)
    assert told() == counted()
    assert sum(told().values()) == 2


def test_what_happens_later_changes_no_count() -> None:
    pairing = start(MAY)
    Tally.objects.make(JULY)
    before = told()
    pairing.refresh_from_db()
    pairing.end(pairing.mentee)
    assert told() == counted() == before


def test_twice_counts_nothing_twice() -> None:
    start(MAY)
    assert [Tally.objects.make(JULY), Tally.objects.make(JULY), Tally.objects.make(MAY)] == [
        True,
        False,
        False,
    ]
    assert told() == counted()


def test_it_can_be_counted_anew() -> None:
    start(MAY)
    Tally.objects.make(JULY)
    TallyLine.objects.update(started=7)
    assert told() != counted()
    Tally.objects.make_anew(JULY)
    assert told() == counted()
    assert Tally.objects.count() == 1


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 5, 31, 23, tzinfo=UTC)),
        (datetime(2026, 7, 2, 12, tzinfo=UTC), datetime(2026, 6, 30, 23, tzinfo=UTC)),
        (datetime(2026, 1, 2, 0, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)),
        (datetime(2026, 4, 20, tzinfo=UTC), datetime(2026, 3, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_month_is_settled_a_day_after_its_end_in_london(now: datetime, until: datetime) -> None:
    assert settled(now) == until


def test_the_command_says_what_it_did() -> None:
    closed("ended")
    said = StringIO()
    for words in ((), (), ("--anew",)):
        call_command("watch_tallies", *words, stdout=said)
    assert said.getvalue().splitlines() == ["Counted.", "Nothing more to count.", "Counted anew."]


def test_a_report_of_levels_is_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    start(MAY)
    Tally.objects.make(JULY)
    choice = Choice()
    assert choice.words
    with django_assert_num_queries(1):
        Levels.of(choice)
