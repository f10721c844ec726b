"""What a proposal is refused for, in words, and the draft that is kept of it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.models import Member
from mentoring.models import MentorProfile, Pairing, ProposalDraft
from mentoring.views.proposals import Approach, send
from tests.factories import (
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
    ProposalDraftFactory,
    active,
    proposed,
    suggested,
)
from tests.mentoring.browsing import ANSWERS, browser, propose_url, words
from tests.mentoring.desk import SHORT, Desk, draft_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


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


# What is open between the two meanwhile --------------------------------------


@pytest.mark.parametrize("act", [Desk.send, Desk.keep])
def test_what_was_typed_while_the_office_suggested_the_mentor_is_kept(
    desk: Desk, act: Callable[..., HttpResponse]
) -> None:
    pairing = suggested(enrolment=desk.enrolment, mentor=desk.ben)
    answer = act(desk, **ANSWERS)
    assert answer.url == propose_url(desk.ben)
    page = desk.look()
    assert words(page).startswith("What you wrote is kept as a draft. It is not sent.")
    assert "The office has suggested this mentor to you already." in words(page)
    assert f'href="{pairing.get_absolute_url()}"' in page.content.decode()
    assert all(ANSWERS[name] in words(page) for name in ProposalDraft.TEXTS)
    assert "Send the proposal" not in words(page)
    assert draft_of(desk) == {name: ANSWERS[name] for name in ProposalDraft.TEXTS}


def test_other_words_than_those_sent_are_kept(desk: Desk) -> None:
    desk.send()
    page = desk.browser.post(propose_url(desk.ben), {**ANSWERS, "how_meet": "By post"}, follow=True)
    assert "You have proposed to this mentor already." in words(page)
    assert draft_of(desk)["how_meet"] == "By post"


def test_a_text_that_is_too_long_to_be_kept_is_shown_again(desk: Desk) -> None:
    suggested(enrolment=desk.enrolment, mentor=desk.ben)
    answer = desk.send(why_you="a" * 2001)
    assert (answer.status_code, "a" * 2001 in words(answer)) == (422, True)
    assert "The office has suggested this mentor to you already." in words(answer)


def test_without_a_draft_one_is_led_to_what_is_open(desk: Desk) -> None:
    pairing = suggested(enrolment=desk.enrolment, mentor=desk.ben)
    desk.keep(why_you=SHORT)
    for answer in (desk.keep(why_you=""), desk.look()):
        assert answer.url == pairing.get_absolute_url()


def test_what_the_office_suggests_at_the_very_moment_loses_nothing(
    desk: Desk, rf: RequestFactory
) -> None:
    approach = Approach.of(desk.amina, desk.profile.pk)
    suggested(enrolment=desk.enrolment, mentor=desk.ben)
    request = rf.post(propose_url(desk.ben), ANSWERS)
    request.user, request._messages = desk.amina, CookieStorage(request)
    assert send(request, approach).url == propose_url(desk.ben)
    assert draft_of(desk)["why_you"] == ANSWERS["why_you"]


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
