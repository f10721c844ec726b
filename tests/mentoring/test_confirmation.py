"""Mentors are asked whether their places are still right; a listing without an answer rests."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from history.models import Event
from mentoring.models import MentorProfile
from tests.conftest import RunTasks
from tests.factories import MemberFactory, MentorProfileFactory, proposed
from tests.mentoring.breaking import breaking
from tests.mentoring.browsing import browser, look, words

pytestmark = pytest.mark.django_db
SAID = date(2026, 9, 1)
ASKS = [timedelta(days=90), timedelta(days=104)]
RESTS = timedelta(days=118)
NOTHING = (0, 0)


def watch(day: date) -> tuple[int, int]:
    """How many were asked, and how many listings paused, when the timer runs at noon."""
    said = StringIO()
    noon = datetime.combine(day, time(12), ZoneInfo("Europe/London"))
    with time_machine.travel(noon, tick=False):
        call_command("watch_mentors", stdout=said, stderr=said)
    asked, paused = map(int, re.findall(r"\d+", said.getvalue()))
    return asked, paused


def listed(**facts: Any) -> MentorProfile:
    return MentorProfileFactory(availability_confirmed_on=SAID, **facts)


@pytest.mark.parametrize("said", [SAID, date(2026, 12, 31), date(2027, 12, 1), date(2028, 2, 29)])
def test_asked_twice_and_then_the_listing_rests(said: date) -> None:
    profile = MentorProfileFactory(availability_confirmed_on=said)
    days = [said + span for span in (*ASKS, RESTS)]
    told = [watch(day + moment) for day in days for moment in (-timedelta(days=1), timedelta(0))]
    assert told == [NOTHING, (1, 0), NOTHING, (1, 0), NOTHING, (0, 1)]
    verbs = list(Event.objects.about(profile).values_list("verb", flat=True))
    assert verbs == ["mentor.asked", "mentor.asked", "mentor.paused"]
    profile.refresh_from_db()
    assert (profile.is_listed, profile.confirmation_asks) == (False, 0)


def test_a_second_run_of_the_day_does_nothing(run_tasks: RunTasks) -> None:
    listed()
    assert [watch(SAID + ASKS[0]), watch(SAID + ASKS[0])] == [(1, 0), NOTHING]
    told = [letter.subject for letter in run_tasks()]
    assert told == ["Are your places as a mentor still right?"]


@pytest.mark.parametrize("name", ["profile_confirm", "profile_unlist"])
def test_an_answer_ends_the_asking(name: str) -> None:
    profile = listed()
    watch(SAID + ASKS[0])
    with time_machine.travel(datetime(2026, 12, 2, 12, tzinfo=UTC), tick=False):
        browser(profile.member).post(f"/mentor-profile/{name.removeprefix('profile_')}/")
    profile.refresh_from_db()
    assert (profile.confirmation_asks, profile.confirmation_asked_on) == (0, None)
    assert watch(SAID + ASKS[1]) == NOTHING


def test_a_paused_listing_is_found_no_more_and_one_press_brings_it_back() -> None:
    profile, seeker = listed(), MemberFactory()
    for span in (*ASKS, RESTS):
        watch(SAID + span)
    assert profile.member.name not in words(look(seeker, "directory"))
    assert browser(profile.member).post("/mentor-profile/list/").status_code == 302
    assert profile.member.name in words(look(seeker, "directory"))


@pytest.mark.parametrize(
    "facts",
    [
        {"away_until": date(2027, 6, 1)},
        {"listed_at": None},
        {"member__is_active": False},
    ],
)
def test_nobody_is_asked_who_is_not_there(facts: dict[str, Any]) -> None:
    listed(**facts)
    assert [watch(SAID + span) for span in (*ASKS, RESTS)] == [NOTHING] * 3


@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_half_way_each_is_asked_once(number: int, run_tasks: RunTasks) -> None:
    profiles = [listed() for _ in range(3)]
    day = SAID + ASKS[0]
    broken = connection.execute_wrapper(breaking(MentorProfile, number, KeyboardInterrupt))
    with broken, pytest.raises(KeyboardInterrupt):
        watch(day)
    assert watch(day) == (4 - number, 0)
    asked = MentorProfile.objects.values_list("confirmation_asks", flat=True)
    assert (list(asked), len(run_tasks())) == ([1] * len(profiles), 3)


def test_one_that_fails_does_not_keep_the_others_waiting() -> None:
    for _ in range(3):
        listed()
    broken = connection.execute_wrapper(breaking(MentorProfile, 2, DatabaseError))
    with broken, pytest.raises(CommandError, match="Could not look at 1"):
        watch(SAID + ASKS[0])
    assert watch(SAID + ASKS[0]) == (1, 0)


def test_the_profile_and_home_ask_where_one_press_answers() -> None:
    profile = listed()
    watch(SAID + ASKS[0])
    assert "Is it still right?" in words(look(profile.member, "profile_edit"))
    assert "Are your places still right?" in words(browser(profile.member).get("/"))


# Proposals without an answer ------------------------------------------------

LATER = datetime(2026, 9, 20, 12, tzinfo=UTC)


def falls_silent(profile: MentorProfile, times: int, at: datetime = LATER) -> None:
    """Proposals that nobody answers, until they close."""
    for number in range(times):
        moment = at + timedelta(days=20 * number)
        proposed(mentor=profile.member, proposed_at=moment).expire(moment + timedelta(days=14))
    profile.refresh_from_db()


def test_three_in_a_row_without_an_answer_pause_the_listing(run_tasks: RunTasks) -> None:
    profile = listed()
    falls_silent(profile, 2)
    assert profile.is_listed
    falls_silent(profile, 1, LATER + timedelta(days=60))
    assert not profile.is_listed
    subjects = [letter.subject for letter in run_tasks() if profile.member.email in letter.to]
    assert subjects[-1] == "Your listing as a mentor is paused"


@pytest.mark.parametrize(
    "answer",
    [
        lambda pairing, at: pairing.accept(pairing.mentor, at),
        lambda pairing, at: pairing.decline(pairing.mentor, at),
        lambda pairing, at: pairing.talk_first(pairing.mentor, at),
    ],
)
def test_any_answer_begins_the_count_anew(answer: Callable[..., bool]) -> None:
    profile = listed(capacity=3)
    falls_silent(profile, 2)
    at = LATER + timedelta(days=40)
    answer(proposed(mentor=profile.member, proposed_at=at), at + timedelta(days=1))
    falls_silent(profile, 2, at + timedelta(days=2))
    assert profile.is_listed
    falls_silent(profile, 1, at + timedelta(days=60))
    assert not profile.is_listed


def test_the_mentees_silence_is_not_the_mentors() -> None:
    profile = listed(capacity=3)
    for number in range(4):
        at = LATER + timedelta(days=20 * number)
        pairing = proposed(mentor=profile.member, proposed_at=at)
        pairing.accept(profile.member, at)
        pairing.expire(at + timedelta(days=14))
    profile.refresh_from_db()
    assert profile.is_listed


def test_who_lists_themselves_again_begins_anew() -> None:
    profile = listed()
    falls_silent(profile, 3)
    again = LATER + timedelta(days=80)
    with time_machine.travel(again, tick=False):
        profile.join_directory(profile.member)
    falls_silent(profile, 2, again + timedelta(days=1))
    assert profile.is_listed
