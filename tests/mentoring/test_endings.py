"""A completion by both or by silence, an end with a private reason, a pause, a mentor who stops."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mentoring.models import MentorProfile, Message, Pairing
from mentoring.stopping import stop_mentoring
from tests.factories import (
    AdministratorFactory,
    MentorProfileFactory,
    accepted_by_mentor,
    active,
    completing,
    mentor,
    paused,
    proposed,
)
from tests.mentoring.browsing import act, browser, look, state_of, verbs_of, words

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
TWO_WEEKS = timedelta(days=14)
SECOND = timedelta(seconds=1)


def completing_at(at: datetime) -> Pairing:
    with time_machine.travel(at, tick=False):
        return completing()


# Completing ----------------------------------------------------------------


def test_nobody_completes_alone() -> None:
    pairing = completing()
    assert not pairing.complete(pairing.mentee)
    assert state_of(pairing) == "completing"
    assert pairing.complete(pairing.mentor)
    assert state_of(pairing) == "completed"


@pytest.mark.parametrize(
    "at",
    [
        NOON,
        datetime(2026, 10, 20, 0, 30, tzinfo=UTC),
        datetime(2027, 3, 20, 12, tzinfo=UTC),
        datetime(2028, 2, 20, 12, tzinfo=UTC),
        datetime(2026, 12, 24, 23, 59, tzinfo=UTC),
    ],
)
def test_two_weeks_of_silence_confirm_it_and_not_a_second_less(at: datetime) -> None:
    pairing = completing_at(at)
    assert not pairing.complete_by_silence(at + TWO_WEEKS - SECOND)
    assert pairing.complete_by_silence(at + TWO_WEEKS)
    assert not pairing.complete_by_silence(at + TWO_WEEKS)
    assert verbs_of(pairing)[-1] == "pairing.completed"


def test_a_word_of_the_awaited_side_starts_the_count_again() -> None:
    pairing = completing_at(NOON)
    Message.objects.write(pairing, "One more.", by=pairing.mentor, now=NOON + timedelta(days=13))
    assert not pairing.complete_by_silence(NOON + TWO_WEEKS)
    assert pairing.complete_by_silence(NOON + timedelta(days=27))


def test_a_word_of_the_side_that_asked_does_not() -> None:
    pairing = completing_at(NOON)
    Message.objects.write(pairing, "Well?", by=pairing.mentee, now=NOON + timedelta(days=13))
    assert pairing.complete_by_silence(NOON + TWO_WEEKS)


def test_while_the_awaited_is_away_silence_is_not_counted() -> None:
    pairing = completing_at(NOON)
    MentorProfile.objects.filter(member=pairing.mentor).update(away_until="2026-11-20")
    assert not pairing.complete_by_silence(NOON + TWO_WEEKS)
    assert pairing.complete_by_silence(datetime(2026, 12, 4, tzinfo=UTC))


def test_after_not_yet_it_can_be_said_anew() -> None:
    pairing = completing()
    assert pairing.put_off(pairing.mentor)
    assert pairing.complete(pairing.mentor)
    assert pairing.complete(pairing.mentee)
    assert state_of(pairing) == "completed"


def test_the_page_asks_the_other_and_says_when_silence_confirms() -> None:
    pairing = completing_at(NOON)
    with time_machine.travel(NOON + timedelta(days=1)):
        asked = words(look(pairing.mentor, "pairing_detail", pairing.pk))
        asks = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert "it is complete on 16 November" in asked
    assert "Yes, it is complete Not yet" in asked
    assert "Take it back" in asks
    assert "Yes, it is complete" not in asks


def test_my_mentoring_shows_it_where_it_waits() -> None:
    pairing = completing()
    page = words(browser(pairing.mentor).get(reverse("mentoring:overview")))
    assert "Waiting for you" in page.partition("Past")[0]
    page = words(browser(pairing.mentee).get(reverse("mentoring:overview")))
    assert page.index("Active") < page.index("You have said that the mentoring is complete")


# Ending --------------------------------------------------------------------


def test_the_reason_for_an_end_is_for_the_counts_alone() -> None:
    pairing = active()
    act(pairing.mentee, "pairing_end", pairing, reason="conflict")
    assert Pairing.objects.get().ended_for == "conflict"
    page = look(pairing.mentor, "pairing_detail", pairing.pk).content.decode()
    assert "conflict" not in page
    office = browser(AdministratorFactory()).get(reverse("staff:overview"))
    assert "conflict of interest fewer than 5" in words(office)


def test_a_reason_nobody_offered_is_refused_by_the_field() -> None:
    pairing = active()
    answer = act(pairing.mentee, "pairing_end", pairing, reason="boredom")
    assert (answer.status_code, state_of(pairing)) == (422, "active")


# Pausing -------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "2020-01-01", "tomorrow", "9999-12-31", "\x00"])
def test_a_pause_needs_a_day_to_come_within_a_year(typed: str) -> None:
    pairing = active()
    answer = act(pairing.mentor, "pairing_pause", pairing, until=typed)
    assert (answer.status_code, state_of(pairing)) == (422, "active")
    assert answer.context["form"].errors["until"]


def test_a_pause_is_over_by_itself() -> None:
    pairing = paused()
    assert pairing.is_paused()
    assert pairing in Pairing.objects.paused(timezone.localdate())
    day = pairing.paused_until
    assert day
    assert not pairing.is_paused(on=day)
    assert pairing not in Pairing.objects.paused(day)


def test_a_pause_keeps_the_place_and_is_told_to_both() -> None:
    pairing = paused(mentor=mentor(capacity=1))
    assert pairing.mentor.mentor_profile.places_free == 0
    for member in (pairing.mentor, pairing.mentee):
        text = words(look(member, "pairing_detail", pairing.pk))
        assert "paused this pairing until" in text


# A mentor who stops --------------------------------------------------------


@pytest.fixture
def busy() -> dict[str, Any]:
    """A mentor with an active pairing, a proposal of each kind, and a mentor of their own."""
    profile = MentorProfileFactory(capacity=3)
    mine = {"mentor": profile.member}
    return {
        "profile": profile,
        "active": active(**mine),
        "yes": accepted_by_mentor(**mine),
        "fresh": proposed(**mine),
        "as_mentee": active(enrolment__member=profile.member),
        "anothers": active(),
    }


def test_one_act_ends_everything_as_mentor_and_nothing_else(busy: dict[str, Any]) -> None:
    stopped = stop_mentoring(busy["profile"].member, reason="plans")
    assert (stopped.ended, stopped.closed) == (1, 2)
    states = {name: state_of(one) for name, one in busy.items() if name != "profile"}
    assert states == {
        "active": "ended",
        "yes": "withdrawn",
        "fresh": "declined",
        "as_mentee": "active",
        "anothers": "active",
    }
    profile = MentorProfile.objects.get(pk=busy["profile"].pk)
    assert (profile.is_listed, profile.places_free) == (False, 3)


def test_it_is_asked_first_with_everybody_by_name(busy: dict[str, Any]) -> None:
    page = words(look(busy["profile"].member, "mentor_stop"))
    for name in ("active", "yes", "fresh"):
        assert busy[name].mentee.name in page
    assert busy["as_mentee"].mentor.name not in page
    assert state_of(busy["active"]) == "active"


def test_each_mentee_is_helped_to_others(busy: dict[str, Any]) -> None:
    MentorProfileFactory()
    client = browser(busy["profile"].member)
    said = words(client.post(reverse("mentoring:mentor_stop"), follow=True))
    assert "3 people have been told" in said
    for name in ("active", "fresh"):
        text = words(look(busy[name].mentee, "pairing_detail", busy[name].pk))
        assert "Others you could ask" in text
