"""Quiet times: one friendly letter to both, and no more until something has happened."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from mentoring import seeds
from mentoring.models import Agreement, Aim, Meeting, MentorProfile, Message, NextStep, Pairing
from mentoring.models.meeting import MeetingFacts
from tests.conftest import RunTasks
from tests.factories import AdministratorFactory, active, closed, proposed
from tests.mentoring.browsing import look, verbs_of, words
from tests.mentoring.test_silence import LONDON, STARTS, breaking

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
NUDGE = "A word about your mentoring"


def watch(at: datetime) -> int:
    """How many pairings were nudged when the timer runs the command at a moment."""
    said = StringIO()
    with time_machine.travel(at, tick=False):
        call_command("watch_pairings", stdout=said, stderr=said)
    return int(said.getvalue().partition("Nudged: ")[2].partition(".")[0])


def started(at: datetime = NOON, **facts: Any) -> Pairing:
    with time_machine.travel(at, tick=False):
        return active(**facts)


def nudges(run_tasks: RunTasks) -> list[str]:
    return sorted(letter.to[0] for letter in run_tasks() if letter.subject == NUDGE)


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_sixty_days_are_sixty_days_whatever_the_clocks_do(start: datetime) -> None:
    start = start.astimezone(UTC)
    pairing = started(start)
    told = [watch(start + 60 * DAY + moment) for moment in (-SECOND, 0 * DAY, SECOND, 400 * DAY)]
    assert told == [0, 1, 0, 0]
    assert verbs_of(pairing)[-1] == "pairing.nudged"


def test_both_get_one_letter_and_none_again_while_it_stays_quiet(run_tasks: RunTasks) -> None:
    pairing = started()
    for days in (60, 60, 61, 120, 700):
        watch(NOON + days * DAY)
    assert nudges(run_tasks) == sorted([pairing.mentor.email, pairing.mentee.email])


def test_another_quiet_time_has_its_own_letter(run_tasks: RunTasks) -> None:
    pairing = started()
    assert watch(NOON + 60 * DAY) == 1
    Message.objects.write(pairing, "I am back.", by=pairing.mentee, now=NOON + 70 * DAY)
    assert [watch(NOON + days * DAY) for days in (129, 130, 131)] == [0, 1, 0]
    assert len(nudges(run_tasks)) == 2


def agree(pairing: Pairing, now: datetime) -> None:
    Agreement.objects.suggest(
        pairing, {**seeds.AGREEMENT, "aims": "Ours."}, by=pairing.mentor, now=now
    )


def meet(pairing: Pairing, now: datetime) -> None:
    Meeting.objects.plan(pairing, MeetingFacts(now - DAY), by=pairing.mentor, now=now)


def tick(pairing: Pairing, now: datetime) -> None:
    NextStep.objects.get().tick(pairing.mentor, now)


ACTS: dict[str, Callable[[Pairing, datetime], object]] = {
    "a message": lambda p, now: Message.objects.write(p, "Hello.", by=p.mentor, now=now),
    "an aim": lambda p, now: Aim.objects.add(p, "To be heard.", by=p.mentee, now=now),
    "a step": lambda p, now: NextStep.objects.add(p, {"text": "Up."}, by=p.mentee, now=now),
    "a tick": tick,
    "a meeting": meet,
    "an agreement": agree,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whatever_happens_between_the_two_ends_a_quiet_time(
    act: Callable[[Pairing, datetime], object],
) -> None:
    pairing = started(NOON - 30 * DAY)
    NextStep.objects.add(pairing, {"text": "Begin."}, by=pairing.mentee, now=NOON - 30 * DAY)
    with time_machine.travel(NOON, tick=False):
        act(pairing, NOON)
    assert [watch(NOON + 60 * DAY + moment) for moment in (-SECOND, 0 * DAY)] == [0, 1]


def test_a_meeting_to_come_is_not_quiet_and_one_that_was_held_counts() -> None:
    pairing, day = started(), NOON + 100 * DAY
    Meeting.objects.plan(pairing, MeetingFacts(day), by=pairing.mentor, now=NOON)
    assert [watch(NOON + days * DAY) for days in (61, 99, 101, 159, 160)] == [0, 0, 0, 0, 1]


def test_a_second_press_is_no_act() -> None:
    pairing = started()
    NextStep.objects.add(pairing, {"text": "Up."}, by=pairing.mentee, now=NOON)
    NextStep.objects.add(pairing, {"text": "Up."}, by=pairing.mentee, now=NOON + 30 * DAY)
    assert watch(NOON + 60 * DAY) == 1


def test_a_talk_that_went_quiet_is_taken_up_again(run_tasks: RunTasks) -> None:
    with time_machine.travel(NOON, tick=False):
        pairing = proposed()
        pairing.talk_first(pairing.mentor)
    assert [watch(NOON + days * DAY) for days in (59, 60, 61)] == [0, 1, 0]
    letters = [letter for letter in run_tasks() if letter.subject == NUDGE]
    assert len(letters) == 2
    assert all("A line or two is enough" in str(letter.body) for letter in letters)


@pytest.mark.parametrize(
    "make", [proposed, lambda: closed("completed"), lambda: closed("declined")]
)
def test_what_does_not_go_on_is_left_alone(make: Callable[[], Pairing]) -> None:
    with time_machine.travel(NOON, tick=False):
        pairing = make()
    before = verbs_of(pairing)
    assert watch(NOON + 3650 * DAY) == 0
    assert verbs_of(pairing) == before


def test_nobody_is_nudged_while_either_is_away_or_gone() -> None:
    away, gone = started(), started()
    MentorProfile.objects.filter(member=away.mentor).update(away_until=date(2027, 3, 1))
    gone.mentee.close(by=AdministratorFactory())
    assert watch(datetime(2027, 2, 28, 23, tzinfo=LONDON)) == 0
    assert watch(datetime(2027, 3, 1, 1, tzinfo=LONDON)) == 1


def test_a_pause_is_not_quiet_and_its_end_begins_the_count() -> None:
    pairing = started()
    pairing.pause(date(2027, 3, 10), pairing.mentee, NOON + 10 * DAY)
    back = datetime(2027, 3, 10, 8, tzinfo=LONDON)
    told = [watch(NOON + 71 * DAY), watch(back), watch(back + 59 * DAY), watch(back + 60 * DAY)]
    assert told == [0, 0, 0, 1]


@pytest.mark.parametrize("step", [True, False])
def test_the_letter_names_one_thing_to_do_and_nobody(step: bool, run_tasks: RunTasks) -> None:
    pairing = started()
    if step:
        NextStep.objects.add(pairing, {"text": "Zanzibar"}, by=pairing.mentee, now=NOON)
    watch(NOON + 60 * DAY)
    letter = next(each for each in run_tasks() if each.subject == NUDGE)
    said = str(letter.body)
    assert ("a step the two of you have planned" in said, "a day to meet" in said) == (
        step,
        not step,
    )
    assert pairing.get_absolute_url() in said
    assert not any(word in said for word in ("Zanzibar", pairing.mentor.name, pairing.mentee.name))


def test_a_letter_that_comes_too_late_is_not_sent(run_tasks: RunTasks) -> None:
    pairing = started()
    watch(NOON + 60 * DAY)
    with time_machine.travel(NOON + 61 * DAY, tick=False):
        Message.objects.write(Pairing.objects.get(), "Here I am.", by=pairing.mentee)
        assert nudges(run_tasks) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_half_way_it_goes_on_where_it_was(number: int, run_tasks: RunTasks) -> None:
    pairings = [started(NOON + i * SECOND) for i in range(3)]
    day = NOON + 61 * DAY
    broken = connection.execute_wrapper(breaking(number, KeyboardInterrupt))
    with broken, pytest.raises(KeyboardInterrupt):
        watch(day)
    assert watch(day) == 4 - number
    assert [verbs_of(pairing).count("pairing.nudged") for pairing in pairings] == [1] * 3
    assert len(nudges(run_tasks)) == 6


def test_one_that_fails_does_not_keep_the_others_waiting() -> None:
    for i in range(3):
        started(NOON + i * SECOND)
    day = NOON + 61 * DAY
    broken = connection.execute_wrapper(breaking(2, DatabaseError))
    with broken, pytest.raises(CommandError, match="Could not look at 1"):
        watch(day)
    assert watch(day) == 1


def test_both_see_on_their_page_that_a_letter_went() -> None:
    pairing = started()
    watch(NOON + 60 * DAY)
    for member in (pairing.mentor, pairing.mentee):
        page = words(look(member, "pairing_detail", pairing.pk))
        assert "A friendly letter went to both, after a quiet time" in page
