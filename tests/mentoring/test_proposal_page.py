"""Writing to a mentor: what is asked, and what is said of what is typed wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from history.models import Event
from mentoring.models import LineManagement, MentorProfile, Pairing, ProposalDraft
from registration.models import Route
from tests.factories import (
    EnrolmentFactory,
    LineManagementFactory,
    RegistrantFactory,
)
from tests.mentoring.browsing import ANSWERS, propose_url, state_of, words
from tests.mentoring.desk import SHORT, Desk, draft_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


# The page ------------------------------------------------------------------


def test_the_page_asks_four_questions_and_says_how_much_is_enough(desk: Desk) -> None:
    text = words(desk.look())
    assert text.startswith("Find a mentor Propose to Ben Carter Proposing is not accepting")
    for question in ("Who I am and where I work", "Why you in particular", "What I hope for"):
        assert question in text
    assert "at least 40 characters" in text
    assert "For your Fellowship" in text


def test_it_begins_with_where_one_works(desk: Desk) -> None:
    assert "Librarian" not in words(desk.look())
    RegistrantFactory(member=desk.amina)
    assert "Librarian, Harbourside Library" in words(desk.look())


def test_nothing_is_ticked_or_chosen_for_the_mentee(desk: Desk) -> None:
    page = desk.look().content.decode()
    assert "checked" not in page.partition("<main")[2]


def test_the_same_organisation_is_advised_about_and_not_refused(desk: Desk) -> None:
    RegistrantFactory(member=desk.amina, organisation="Harbourside Library ")
    assert "You name the same organisation" not in words(desk.look())
    RegistrantFactory(member=desk.ben, organisation="HARBOURSIDE library")
    assert "You name the same organisation" in words(desk.look())
    assert desk.send().status_code == 302


def test_what_would_refuse_it_is_said_before_anybody_writes(desk: Desk) -> None:
    MentorProfile.objects.update(capacity=0)
    assert "This mentor has no place left now." in words(desk.look())


def test_the_page_asks_few_questions_of_the_database(
    desk: Desk, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(13):
        desk.look()


# Sending -------------------------------------------------------------------


def test_a_proposal_is_sent_and_is_no_yes(desk: Desk) -> None:
    answer = desk.send()
    pairing = Pairing.objects.get()
    assert answer.url == pairing.get_absolute_url()
    assert (pairing.enrolment, pairing.mentor, state_of(pairing)) == (
        desk.enrolment,
        desk.ben,
        "proposed",
    )
    assert pairing.why_you == ANSWERS["why_you"]


def test_the_tick_is_a_yes(desk: Desk) -> None:
    desk.send(accepts="on")
    assert state_of(Pairing.objects.get()) == "mentee_yes"


def test_with_two_routes_one_chooses(desk: Desk) -> None:
    other = EnrolmentFactory(member=desk.amina, route=Route.objects.get(slug="chartership"))
    answer = desk.send()
    assert answer.status_code == 422
    assert "Choose the route that this proposal is for." in words(answer)
    assert desk.send(enrolment=other.pk).status_code == 302
    assert Pairing.objects.get().enrolment == other


def test_a_double_press_makes_one_proposal_and_leads_there(desk: Desk) -> None:
    first, second = desk.send(), desk.send()
    assert first.url == second.url
    assert Event.objects.filter(verb="pairing.proposed").count() == 1
    assert not ProposalDraft.objects.exists()
    page = desk.browser.get(propose_url(desk.ben), follow=True)
    assert "You have proposed to this mentor already." in words(page)


# What is typed wrong -------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"who_i_am": ""}, "who_i_am", "Say in a line or two who you are and where you work."),
        ({"why_you": "  "}, "why_you", "Say why you ask this mentor in particular."),
        ({"why_you": SHORT}, "why_you", "Write at least 40 characters about why you ask"),
        ({"hope_for": ""}, "hope_for", "Say what you hope for"),
        ({"how_meet": "a" * 2001}, "how_meet", "Write at most 2000 characters here; these are 20"),
        ({"hope_for": "a\x00b"}, "hope_for", "Use letters, numbers and signs that can be seen."),
        ({"line_management": ""}, "line_management", "Say whether one of you line manages"),
        ({"line_management": "perhaps"}, "line_management", "Select a valid choice."),
        ({"enrolment": "0"}, "enrolment", "Choose one of the routes that you are enrolled on."),
        ({"enrolment": "9" * 30}, "enrolment", "Choose one of the routes"),
        ({"enrolment": "\x00"}, "enrolment", "Null characters are not allowed."),
    ],
)
def test_what_is_typed_wrong_is_said_by_the_field(
    desk: Desk, changes: dict[str, str], field: str, sentence: str
) -> None:
    answer = desk.send(**changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert sentence in words(answer)
    assert not Pairing.objects.exists()


def test_the_enrolment_of_another_is_not_a_choice(desk: Desk) -> None:
    assert desk.send(enrolment=EnrolmentFactory().pk).status_code == 422
    closed = EnrolmentFactory(member=desk.amina)
    closed.leave(desk.amina)
    assert desk.send(enrolment=closed.pk).status_code == 422
    assert not Pairing.objects.exists()


def test_what_is_typed_is_on_the_page_and_in_the_draft(desk: Desk) -> None:
    answer = desk.send(why_you=SHORT, line_management="")
    assert ANSWERS["hope_for"] in words(answer)
    assert draft_of(desk) == {**{n: ANSWERS[n] for n in ProposalDraft.TEXTS}, "why_you": SHORT}


def test_a_text_that_cannot_be_kept_does_not_wipe_the_draft(desk: Desk) -> None:
    desk.keep(why_you=SHORT)
    answer = desk.keep(why_you="a" * 2001, hope_for="Courage")
    assert answer.status_code == 422
    assert "a" * 2001 in words(answer)
    assert (draft_of(desk)["why_you"], draft_of(desk)["hope_for"]) == (SHORT, "Courage")


def test_forged_fields_change_nothing(desk: Desk) -> None:
    forged = {"status": "active", "slot": 1, "mentor": 1, "mentee": 1, "mentor_accepted_at": "now"}
    desk.send(**forged)
    pairing = Pairing.objects.get()
    assert (state_of(pairing), pairing.mentor, pairing.mentee) == (
        "proposed",
        desk.ben,
        desk.amina,
    )


# Line management -----------------------------------------------------------


def test_declared_line_management_is_kept_and_refuses_by_the_question(desk: Desk) -> None:
    answer = desk.send(line_management="yes")
    assert answer.status_code == 422
    assert "this pairing cannot be" in answer.context["form"].errors["line_management"][0]
    assert LineManagement.objects.between(desk.amina, desk.ben).get().member == desk.amina
    assert draft_of(desk)["why_you"] == ANSWERS["why_you"]


def test_what_the_mentor_has_declared_refuses_too(desk: Desk) -> None:
    LineManagementFactory(member=desk.ben, other=desk.amina)
    answer = desk.send()
    assert answer.status_code == 409
    assert "a line manager cannot be the mentor" in words(answer)
