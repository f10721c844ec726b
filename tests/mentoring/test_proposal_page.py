"""Writing to a mentor: what is asked, what is kept, what is refused in words."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import Member
from history.models import Event
from mentoring.models import LineManagement, MentorProfile, Pairing, ProposalDraft
from registration.models import Enrolment, Route
from tests.factories import (
    EnrolmentFactory,
    LineManagementFactory,
    MemberFactory,
    MentorProfileFactory,
    ProposalDraftFactory,
    RegistrantFactory,
    active,
    proposed,
)
from tests.mentoring.browsing import ANSWERS, browser, propose_url, state_of, words

pytestmark = pytest.mark.django_db
SHORT = "Because you know it."


class Desk:
    """Amina at her desk, enrolled on Fellowship, about to write to Ben."""

    def __init__(self) -> None:
        self.amina = MemberFactory(name="Amina Rahman")
        fellowship = Route.objects.get(slug="fellowship")
        self.enrolment: Enrolment = EnrolmentFactory(member=self.amina, route=fellowship)
        self.ben = MemberFactory(name="Ben Carter", called="Ben")
        self.profile = MentorProfileFactory(member=self.ben)
        self.browser: Client = browser(self.amina)

    def look(self) -> HttpResponse:
        return self.browser.get(propose_url(self.ben))

    def send(self, **changes: Any) -> HttpResponse:
        return self.browser.post(propose_url(self.ben), {**ANSWERS, **changes})

    def keep(self, **texts: Any) -> HttpResponse:
        return self.browser.post(propose_url(self.ben), {"keep": "yes", **texts})


@pytest.fixture
def desk() -> Desk:
    return Desk()


def draft_of(desk: Desk) -> dict[str, str]:
    draft = ProposalDraft.objects.get(mentee=desk.amina, mentor=desk.ben)
    return {name: getattr(draft, name) for name in ProposalDraft.TEXTS}


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


# Refusals ------------------------------------------------------------------


def is_full(desk: Desk) -> None:
    MentorProfile.objects.update(capacity=0)


def is_away(desk: Desk) -> None:
    MentorProfile.objects.update(away_until=date(2999, 1, 4))


def is_unlisted(desk: Desk) -> None:
    MentorProfile.objects.update(listed_at=None)


def has_closed_the_account(desk: Desk) -> None:
    Member.objects.filter(pk=desk.ben.pk).update(is_active=False)


def three_are_open(desk: Desk) -> None:
    for _ in range(3):
        proposed(enrolment=desk.enrolment)


def has_a_mentor(desk: Desk) -> None:
    active(enrolment=desk.enrolment)


def is_not_enrolled(desk: Desk) -> None:
    desk.enrolment.leave(desk.amina)


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (is_full, "This mentor has no place left now."),
        (is_away, "This mentor is away now."),
        (is_unlisted, "This mentor is not in the directory now."),
        (has_closed_the_account, "This mentor is not in the directory now."),
        (three_are_open, "You have 3 proposals open for this route."),
        (has_a_mentor, "You already have a mentor for this route."),
        (is_not_enrolled, "Enrol on a route first: a proposal is for a route."),
    ],
)
def test_a_refusal_is_a_sentence_and_keeps_what_was_typed(
    desk: Desk, happens: Callable[[Desk], None], sentence: str
) -> None:
    happens(desk)
    answer = desk.send()
    assert answer.status_code == 409
    assert words(answer).startswith(sentence)
    assert ANSWERS["why_you"] in words(answer)
    assert draft_of(desk) == {name: ANSWERS[name] for name in ProposalDraft.TEXTS}
    assert not Pairing.objects.filter(mentor=desk.ben).exists()


@pytest.mark.parametrize("happens", [is_unlisted, has_closed_the_account])
def test_a_mentor_who_is_not_found_has_no_page_and_no_name(
    desk: Desk, happens: Callable[[Desk], None]
) -> None:
    happens(desk)
    assert desk.look().status_code == 404
    assert "Ben" not in words(desk.send())
    kept = desk.look()
    assert (kept.status_code, ANSWERS["why_you"] in words(kept)) == (200, True)
    assert "Ben" not in kept.content.decode()


@pytest.mark.parametrize("pk", [0, 999, 2**63, 2**70])
def test_a_profile_that_is_not_there(desk: Desk, pk: int) -> None:
    for answer in (desk.browser.get, desk.browser.post):
        assert answer(f"/mentors/{pk}/propose/", ANSWERS).status_code == 404


def test_nobody_proposes_to_themselves() -> None:
    ben = MentorProfileFactory().member
    EnrolmentFactory(member=ben)
    for answer in (
        browser(ben).get(propose_url(ben)),
        browser(ben).post(propose_url(ben), ANSWERS),
    ):
        assert answer.status_code == 409
        assert words(answer).startswith("You cannot propose to yourself.")
    assert not ProposalDraft.objects.exists()


# Drafts --------------------------------------------------------------------


def test_a_draft_is_kept_as_far_as_it_is(desk: Desk) -> None:
    assert desk.keep(why_you=SHORT).url == propose_url(desk.ben)
    page = words(desk.look())
    assert page.startswith("Your draft is kept.")
    assert SHORT in page
    assert not Pairing.objects.exists()


def test_a_draft_that_is_emptied_is_gone(desk: Desk) -> None:
    for texts in ({"why_you": "   "}, {"why_you": SHORT}, {}):
        page = desk.browser.post(propose_url(desk.ben), {"keep": "yes", **texts}, follow=True)
        assert ("Your draft is kept." in words(page)) == ProposalDraft.objects.exists()
    assert "Nothing was written, so no draft is kept." in words(page)
    assert not ProposalDraft.objects.exists()


def test_a_draft_is_one_that_changes(desk: Desk) -> None:
    desk.keep(why_you=SHORT, hope_for="Courage")
    desk.keep(why_you="", hope_for="Courage and time")
    assert draft_of(desk) == {
        "who_i_am": "",
        "why_you": "",
        "hope_for": "Courage and time",
        "how_meet": "",
    }


def test_a_draft_goes_once_it_is_sent(desk: Desk) -> None:
    desk.keep(why_you=SHORT)
    desk.send()
    assert not ProposalDraft.objects.exists()


def test_nobody_sees_the_draft_of_another(desk: Desk) -> None:
    ProposalDraftFactory(mentee=MemberFactory(), mentor=desk.ben, why_you="CANARY")
    assert "CANARY" not in desk.look().content.decode()
    assert "CANARY" not in browser(desk.ben).get("/mentoring/").content.decode()
