"""Silence: reminded twice, then closed, whatever the clocks of the country do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from accounts.models import Member
from mentoring.models import MentorProfile, Pairing
from tests.conftest import RunTasks
from tests.factories import PairingFactory, accepted_by_mentor, active, closed, completing, proposed
from tests.mentoring.browsing import look, state_of, verbs_of, words

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def watch(at: datetime) -> str:
    """What the command says when the timer runs it at a moment."""
    said = StringIO()
    with time_machine.travel(at, tick=False):
        call_command("watch_silence", stdout=said, stderr=said)
    return said.getvalue().strip()


def counts(reminders: int, closings: int, completions: int = 0) -> str:
    return f"Reminders: {reminders}. Closed after no answer: {closings}. Completed: {completions}."


STARTS = {
    "an ordinary week": datetime(2026, 6, 1, 9, tzinfo=LONDON),
    "clocks go back": datetime(2026, 10, 24, 1, 30, tzinfo=LONDON),
    "in the hour that comes twice": datetime(2026, 10, 25, 1, 30, tzinfo=LONDON),
    "clocks go forward": datetime(2027, 3, 27, 1, 30, tzinfo=LONDON),
    "leap day": datetime(2028, 2, 28, 23, 59, tzinfo=LONDON),
    "on leap day": datetime(2028, 2, 29, 12, tzinfo=LONDON),
    "year's end": datetime(2026, 12, 31, 23, 59, 59, tzinfo=LONDON),
}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_days_are_days_whatever_the_clocks_do(start: datetime) -> None:
    start = start.astimezone(UTC)
    pairing = PairingFactory(proposed_at=start)
    said = [
        watch(start + timedelta(days=days) + moment)
        for days in (3, 10, 14)
        for moment in (-SECOND, timedelta(0))
    ]
    nothing, one = counts(0, 0), counts(1, 0)
    assert said == [nothing, one, nothing, one, nothing, counts(0, 1)]
    assert verbs_of(pairing) == ["pairing.reminded", "pairing.reminded", "pairing.expired"]


def test_running_it_often_sends_each_reminder_once(run_tasks: RunTasks) -> None:
    PairingFactory(proposed_at=NOON)
    for hours in range(0, 24 * 15, 6):
        watch(NOON + timedelta(hours=hours))
        watch(NOON + timedelta(hours=hours))
    assert len([m for m in run_tasks() if "still waits" in m.subject]) == 0
    assert verbs_of(Pairing.objects.get()) == [
        "pairing.reminded",
        "pairing.reminded",
        "pairing.expired",
    ]


def test_each_reminder_is_one_letter(run_tasks: RunTasks) -> None:
    pairing = PairingFactory(proposed_at=NOON)
    for days in (3, 4, 10, 11):
        watch(NOON + timedelta(days=days))
        run_tasks()
    assert [letter.to for letter in run_tasks()] == [[pairing.mentor.email]] * 2


def test_a_first_run_after_ten_days_reminds_once() -> None:
    PairingFactory(proposed_at=NOON)
    assert watch(NOON + timedelta(days=11)) == counts(1, 0)
    assert watch(NOON + timedelta(days=12)) == counts(0, 0)


def test_a_yes_starts_the_count_again() -> None:
    with time_machine.travel(NOON, tick=False):
        pairing = proposed()
    with time_machine.travel(NOON + timedelta(days=13), tick=False):
        pairing.accept(pairing.mentor)
    assert watch(NOON + timedelta(days=15)) == counts(0, 0)
    assert watch(NOON + timedelta(days=16)) == counts(1, 0)
    assert watch(NOON + timedelta(days=27)) == counts(0, 1)


@pytest.mark.parametrize("make", [active, lambda: closed("completed"), lambda: closed("declined")])
def test_what_is_not_a_proposal_is_left_alone(make: Callable[[], Pairing]) -> None:
    pairing = make()
    before = state_of(pairing), verbs_of(pairing)
    assert watch(NOON + timedelta(days=3650)) == counts(0, 0)
    assert (state_of(pairing), verbs_of(pairing)) == before


def test_a_place_kept_by_a_yes_is_free_again_after_silence() -> None:
    with time_machine.travel(NOON, tick=False):
        pairing = accepted_by_mentor()
    profile = pairing.mentor.mentor_profile
    assert profile.places_free == 1
    watch(NOON + timedelta(days=14))
    assert profile.places_free == 2


def breaking(number: int, error: type[BaseException]) -> Callable[..., Any]:
    """Break the nth change of a pairing, as a cut connection or a kill would."""
    seen = 0

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += sql.startswith('UPDATE "mentoring_pairing"')
        if seen == number and sql.startswith('UPDATE "mentoring_pairing"'):
            raise error
        return execute(sql, params, many, context)

    return wrapper


@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_half_way_it_goes_on_where_it_was(number: int, run_tasks: RunTasks) -> None:
    pairings = [PairingFactory(proposed_at=NOON + i * SECOND) for i in range(3)]
    day = NOON + timedelta(days=4)
    broken = connection.execute_wrapper(breaking(number, KeyboardInterrupt))
    with broken, pytest.raises(KeyboardInterrupt):
        watch(day)
    assert watch(day) == counts(4 - number, 0)
    assert [verbs_of(pairing) for pairing in pairings] == [["pairing.reminded"]] * 3
    assert len(run_tasks()) == 3


@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_half_way_each_is_completed_once(number: int, run_tasks: RunTasks) -> None:
    with time_machine.travel(NOON, tick=False):
        pairings = [completing() for _ in range(3)]
    before = len(run_tasks())
    day = NOON + timedelta(days=14)
    broken = connection.execute_wrapper(breaking(number, KeyboardInterrupt))
    with broken, pytest.raises(KeyboardInterrupt):
        watch(day)
    said = [watch(day), watch(day)]
    assert said == [counts(0, 0, 4 - number), counts(0, 0)]
    told = [verbs_of(pairing).count("pairing.completed") for pairing in pairings]
    assert (told, len(run_tasks()) - before) == ([1, 1, 1], 6)


def test_one_that_fails_does_not_keep_the_others_waiting() -> None:
    pairings = [PairingFactory(proposed_at=NOON + i * SECOND) for i in range(3)]
    day = NOON + timedelta(days=4)
    broken = connection.execute_wrapper(breaking(2, DatabaseError))
    with broken, pytest.raises(CommandError, match="Could not look at 1"):
        watch(day)
    assert [len(verbs_of(pairing)) for pairing in pairings] == [1, 0, 1]
    assert watch(day) == counts(1, 0)


# Away ------------------------------------------------------------------------


def away(member: Member, until: date) -> None:
    MentorProfile.objects.update_or_create(member=member, defaults={"away_until": until})


# Winter, the days around both changes of the clocks, summer, and a leap day.
BACK_ON = [
    *(date(2026, 11, 20), date(2027, 1, 1), date(2027, 3, 20), date(2027, 3, 28)),
    *(date(2027, 3, 29), date(2027, 7, 10), date(2027, 10, 31), date(2027, 11, 1)),
    date(2028, 2, 29),
]


@pytest.mark.parametrize("back", BACK_ON, ids=str)
def test_silence_is_counted_from_the_day_on_which_the_mentor_is_back(back: date) -> None:
    pairing = PairingFactory(proposed_at=NOON)
    away(pairing.mentor, back)
    morning = datetime.combine(back, time.min, LONDON).astimezone(UTC)
    said = [
        watch(morning + timedelta(days=days) + moment)
        for days in (3, 10, 14)
        for moment in (-SECOND, timedelta(0))
    ]
    nothing, one = counts(0, 0), counts(1, 0)
    assert said == [nothing, one, nothing, one, nothing, counts(0, 1)]


def test_a_mentee_who_mentors_too_may_be_away() -> None:
    pairing = accepted_by_mentor(proposed_at=NOON - timedelta(days=30))
    Pairing.objects.update(awaiting_since=NOON)
    away(pairing.mentee, date(2026, 12, 1))
    assert watch(NOON + timedelta(days=28)) == counts(0, 0)
    assert watch(datetime(2026, 12, 4, 12, tzinfo=UTC)) == counts(1, 0)


def test_nobody_waits_for_the_one_who_has_said_yes_and_is_away() -> None:
    pairing = accepted_by_mentor(proposed_at=NOON - timedelta(days=30))
    Pairing.objects.update(awaiting_since=NOON)
    away(pairing.mentor, date(2027, 6, 1))
    assert watch(NOON + timedelta(days=14)) == counts(0, 1)


def test_whoever_is_back_when_they_are_asked_is_waited_for_as_usual() -> None:
    pairing = PairingFactory(proposed_at=NOON)
    away(pairing.mentor, NOON.date())
    assert watch(NOON + timedelta(days=3)) == counts(1, 0)


@time_machine.travel(NOON, tick=False)
def test_both_are_told_until_when() -> None:
    pairing = PairingFactory(proposed_at=NOON)
    away(pairing.mentor, date(2027, 1, 4))
    name = pairing.mentor.short_name
    for member, who in ((pairing.mentor, "You are"), (pairing.mentee, f"{name} is")):
        page = words(look(member, "pairing_detail", pairing.pk))
        assert f"{who} away until 4 January, so silence is counted from then on." in page
        assert "it closes by itself on 18 January." in page
