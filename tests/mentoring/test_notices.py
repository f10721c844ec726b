"""Who is told of what, and what a letter must never say."""

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from history.sentences import SENTENCES
from mentoring import notices
from mentoring.models import Pairing
from mentoring.notices import LETTERS, TELLS_NOBODY
from tests.conftest import RunTasks
from tests.factories import MentorProfileFactory
from tests.mentoring.stories import (
    CANARY,
    Story,
    a_concern_is_reported,
    cancels_a_meeting,
    change_is_agreed_to,
    change_is_suggested,
    changes_a_meeting,
    completes,
    ends_with_a_meeting_planned,
    falls_silent,
    goes_quiet,
    has_the_listing_paused,
    hears_of_a_place,
    hears_of_new_mentors,
    is_asked_about_places,
    is_asked_how_it_goes,
    is_invited_to_a_training_day,
    is_put_off,
    is_reminded,
    makes_a_calendar_address,
    mentee_accepts,
    mentee_declines,
    mentee_falls_silent,
    mentee_is_reminded,
    mentee_withdraws,
    mentor_accepts,
    mentor_declines,
    mentor_ends,
    mentor_stops,
    mentor_withdraws,
    needs_help,
    notes_a_meeting,
    office_suggests,
    office_takes_it_back,
    pauses_and_goes_on,
    plans_a_meeting,
    propose,
    propose_and_accept,
    says_it_is_complete,
    second_yes_by_the_mentee,
    second_yes_by_the_mentor,
    sends_thanks,
    shares_a_reflection,
    silence_completes,
    standard_text_is_changed,
    starts_elsewhere,
    suggestion_comes_about,
    suggestion_falls_silent,
    suggestion_is_declined,
    suggestion_is_reminded_of,
    talks_and_goes_quiet,
    training_day_is_moved,
    training_day_is_recorded,
    training_is_corrected,
    training_is_recorded,
    training_is_withdrawn,
)

pytestmark = pytest.mark.django_db
Told = list[tuple[str, str]]


@pytest.fixture
def story() -> Story:
    return Story()


ASKED = ("ben", "A member asks you to be their mentor")
WAITS_FOR_AMINA = ("amina", "A pairing waits for your yes")
STARTED = ("amina", "Your pairing is active")
PLANNED = ("ben", "A meeting is planned")
SUGGESTED = ("ben", "A change of your agreement is suggested")
ENDED = ("ben", "A pairing has ended")
IS_IT = ("ben", "Is your mentoring complete?")
TRAINED = ("amina", "Your mentor training is recorded")
PLACE = ("amina", "You have a place on a training day")
HOW = [(who, "How is your mentoring going?") for who in ("amina", "ben")]
MIGHT_FIT = [(who, "The office suggests a pairing to you") for who in ("amina", "ben")]
TAKEN_BACK = [(who, "A suggestion of the office has closed") for who in ("amina", "ben")]
REMINDED = [(who, "A proposal still waits for your answer") for who in ("amina", "ben")]
QUIET = [(who, "A word about your mentoring") for who in ("amina", "ben")]
SILENCE = [(who, "A proposal has closed after no answer") for who in ("amina", "ben")]

# What happens, and every letter that is sent because of it.
TOLD: list[tuple[Callable[[Story], None], Told]] = [
    (propose, [ASKED]),
    (propose_and_accept, [ASKED]),
    (mentor_accepts, [ASKED, WAITS_FOR_AMINA]),
    (mentee_accepts, [ASKED, ("ben", "A pairing waits for your yes")]),
    (second_yes_by_the_mentor, [ASKED, STARTED]),
    (second_yes_by_the_mentee, [ASKED, WAITS_FOR_AMINA, ("ben", "Your pairing is active")]),
    (mentor_declines, [ASKED, ("amina", "An answer to a proposal")]),
    (mentee_declines, [ASKED, ("ben", "An answer to a proposal")]),
    (mentee_withdraws, [ASKED, ("ben", "A proposal has been withdrawn")]),
    (mentor_withdraws, [ASKED, WAITS_FOR_AMINA, ("amina", "A proposal has been withdrawn")]),
    (
        starts_elsewhere,
        [("carol", ASKED[1]), ASKED, ("carol", "A proposal to you has closed"), STARTED],
    ),
    (office_suggests, MIGHT_FIT),
    (office_takes_it_back, TAKEN_BACK),
    (suggestion_is_reminded_of, [*MIGHT_FIT, *REMINDED]),
    (suggestion_falls_silent, SILENCE),
    (suggestion_comes_about, [("ben", "A pairing waits for your yes"), STARTED]),
    (suggestion_is_declined, [("amina", "An answer to a proposal")]),
    (falls_silent, [ASKED, *SILENCE]),
    (mentee_falls_silent, [ASKED, WAITS_FOR_AMINA, *SILENCE]),
    (is_reminded, [ASKED, ("ben", "A proposal still waits for your answer")]),
    (
        mentee_is_reminded,
        [ASKED, WAITS_FOR_AMINA, ("amina", "A proposal still waits for your answer")],
    ),
    (is_asked_how_it_goes, [ASKED, STARTED, *HOW]),
    (needs_help, [ASKED, STARTED, HOW[1]]),
    (goes_quiet, [ASKED, STARTED, *QUIET]),
    (talks_and_goes_quiet, [ASKED, ("amina", "An answer to your proposal"), *QUIET]),
    (says_it_is_complete, [ASKED, STARTED, IS_IT]),
    (completes, [ASKED, STARTED, ("amina", "Your pairing is complete")]),
    (
        silence_completes,
        [ASKED, STARTED] + [(name, "Your pairing is complete") for name in ("amina", "ben")],
    ),
    (is_put_off, [ASKED, STARTED, ("amina", "Your mentoring goes on")]),
    (
        pauses_and_goes_on,
        [
            ASKED,
            STARTED,
            ("amina", "Your pairing is paused"),
            ("ben", "Your pairing goes on"),
        ],
    ),
    (is_asked_about_places, [("ben", "Are your places as a mentor still right?")]),
    (has_the_listing_paused, [("ben", "Your listing as a mentor is paused")]),
    (mentor_stops, [ASKED, STARTED, ("amina", "Your mentor cannot go on")]),
    (mentor_ends, [ASKED, STARTED, ("amina", "A pairing has ended")]),
    (plans_a_meeting, [ASKED, STARTED, PLANNED]),
    (notes_a_meeting, [ASKED, STARTED, PLANNED, ("ben", "A meeting has been noted")]),
    (changes_a_meeting, [ASKED, STARTED, PLANNED, ("amina", "A meeting has changed")]),
    (cancels_a_meeting, [ASKED, STARTED, ("amina", "A meeting is cancelled")]),
    (makes_a_calendar_address, [("amina", "An address for your calendar was made")]),
    (ends_with_a_meeting_planned, [ASKED, STARTED, ("amina", "A pairing has ended")]),
    (change_is_suggested, [ASKED, STARTED, SUGGESTED]),
    (
        change_is_agreed_to,
        [ASKED, STARTED, SUGGESTED, ("amina", "Your change of the agreement counts now")],
    ),
    (standard_text_is_changed, []),
    (
        shares_a_reflection,
        [ASKED, STARTED, ENDED, ("ben", "A reflection has been shared with you")],
    ),
    (sends_thanks, [ASKED, STARTED, ENDED, ("amina", "Thanks wait for you")]),
    (training_is_recorded, [TRAINED]),
    (
        a_concern_is_reported,
        [
            ASKED,
            STARTED,
            ("safe", "A concern waits to be read"),
            ("amina", "Your report has been received"),
        ],
    ),
    (training_is_corrected, [TRAINED, ("amina", "Your training record has been corrected")]),
    (is_invited_to_a_training_day, [PLACE]),
    (training_day_is_moved, [PLACE, ("amina", "A training day has changed")]),
    (training_day_is_recorded, [PLACE, TRAINED]),
    (training_is_withdrawn, [TRAINED, ("amina", "A training record has been withdrawn")]),
    (
        hears_of_a_place,
        [
            ASKED,
            STARTED,
            ("ben", "A pairing has ended"),
            ("carol", "A mentor you asked about has a place now"),
        ],
    ),
    (hears_of_new_mentors, [("dora", "New mentors for what you were looking for")]),
]
HAPPENINGS = [happening for happening, _letters in TOLD]


def html_of(letter: Any) -> str:
    """The other part of a letter, which must say the same."""
    assert isinstance(letter, EmailMultiAlternatives)
    ((page, kind),) = letter.alternatives
    assert kind == "text/html"
    return str(page)


def plain(page: str) -> str:
    text = re.sub(r"<(style|title)>.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize(("happening", "letters"), TOLD)
def test_who_is_told_of_what(
    story: Story, run_tasks: RunTasks, happening: Callable[[Story], None], letters: Told
) -> None:
    happening(story)
    told = [(letter.to[0].partition("@")[0], letter.subject) for letter in run_tasks()]
    assert sorted(told) == sorted(letters)


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_a_letter_says_nothing_private(
    story: Story, run_tasks: RunTasks, happening: Callable[[Story], None]
) -> None:
    happening(story)
    for letter in run_tasks():
        for text in (letter.subject, letter.body, html_of(letter)):
            assert CANARY not in text
            assert "@example.org" not in text.replace("mentoring@example.org", "")


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_a_letter_says_the_same_in_both_its_parts(
    story: Story, run_tasks: RunTasks, happening: Callable[[Story], None]
) -> None:
    happening(story)
    for letter in run_tasks():
        body, _sign, _foot = str(letter.body).partition("\n--")
        *paragraphs, link = [line for line in body.split("\n") if line.strip()]
        page = html_of(letter)
        assert [
            line.rstrip(":") for line in paragraphs if line.rstrip(":") not in plain(page)
        ] == []
        assert f'href="{link}"' in page
        assert re.fullmatch(
            r"http://testserver/"
            r"(pairings/\d+(/agreement)?|meetings/\d+|mentors/(\d+|searches)|mentor-profile"
            r"|training-days/\d+|mentoring/calendar|staff/concerns/\d+|help)/(#safe)?",
            link,
        )


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_a_letter_fetches_nothing_and_travels_well(
    story: Story, run_tasks: RunTasks, happening: Callable[[Story], None]
) -> None:
    happening(story)
    for letter in run_tasks():
        message = letter.message()
        assert message["Auto-Submitted"] == "auto-generated"
        assert "{" not in letter.subject + plain(html_of(letter))
        assert not re.search(r"src=|url\(|@import|<script|<form", html_of(letter))
        assert max(len(line) for line in message.as_bytes().split(b"\n")) <= 998
        assert len(message.as_bytes()) <= 100_000


def test_the_letters_of_one_act_are_known_by_the_same_name_when_sent_again(
    story: Story, run_tasks: RunTasks
) -> None:
    falls_silent(story)
    event = Event.objects.get(verb="pairing.expired")
    first = [letter.extra_headers["Message-ID"] for letter in run_tasks()[-2:]]
    notices.deliver(event.pk)
    again = [letter.extra_headers["Message-ID"] for letter in run_tasks()[-2:]]
    assert first == again
    assert len(set(first)) == 2
    assert first[0] == f"<event.{event.pk}.to.{story.amina.pk}@testserver>"


def test_a_closed_account_gets_no_letter(story: Story, run_tasks: RunTasks) -> None:
    Member.objects.filter(pk=story.amina.pk).update(is_active=False)
    falls_silent(story)
    assert [letter.to for letter in run_tasks()][-1:] == [["ben@example.org"]]
    assert ["amina@example.org"] not in [letter.to for letter in run_tasks()]


def test_an_address_that_is_not_proved_gets_no_letter(story: Story, run_tasks: RunTasks) -> None:
    EmailAddress.objects.filter(user=story.amina).update(verified=False)
    story.train()
    assert run_tasks() == []


def test_nobody_is_reminded_of_what_they_have_answered_since(
    story: Story, run_tasks: RunTasks
) -> None:
    pairing = story.propose()
    run_tasks().clear()
    pairing.remind(timezone.now() + timedelta(days=3))
    pairing.decline(story.ben)
    assert [letter.subject for letter in run_tasks()] == ["An answer to a proposal"]


def test_an_act_on_what_is_gone_tells_nobody(story: Story, run_tasks: RunTasks) -> None:
    story.propose()
    run_tasks().clear()
    event = Event.objects.get(verb="pairing.proposed")
    Pairing.objects.all().delete()
    notices.deliver(event.pk)
    assert run_tasks() == []


def test_the_letter_of_a_start_tells_the_mentee_of_the_others(
    story: Story, run_tasks: RunTasks
) -> None:
    second_yes_by_the_mentor(story)
    assert "those mentors are told kindly" in str(run_tasks()[-1].body)


def test_training_tells_the_next_step(story: Story, run_tasks: RunTasks) -> None:
    story.train()
    assert "write your mentor profile and list yourself" in str(run_tasks()[-1].body)
    MentorProfileFactory(member=story.amina, trained=False)
    story.train(kind="refresher", completed_on=date(2025, 6, 2))
    assert "You are listed already" in str(run_tasks()[-1].body)


def test_every_verb_has_a_letter_or_tells_nobody_on_purpose() -> None:
    assert set(LETTERS) | TELLS_NOBODY == set(SENTENCES)
    assert set(LETTERS) & TELLS_NOBODY == set()
