"""A no, kindly: reasons that nobody but the office counts, and whom to ask next."""

import pytest

from mentoring.models import Pairing, ProposalDraft
from tests.factories import (
    AdministratorFactory,
    MentorProfileFactory,
    ProposalDraftFactory,
    accepted_by_mentor,
    active,
    closed,
    mentor,
    proposed,
)
from tests.mentoring.browsing import act, browser, look, words

pytestmark = pytest.mark.django_db
NOTE = "Ask me again in spring"


def test_a_reason_and_a_note_are_kept_and_neither_is_needed() -> None:
    plain, told = proposed(), proposed()
    act(plain.mentor, "pairing_decline", plain)
    act(told.mentor, "pairing_decline", told, reason="timing", note=NOTE)
    said = Pairing.objects.order_by("pk").values_list("status", "declined_for", "decline_note")
    assert list(said) == [("declined", "", ""), ("declined", "timing", NOTE)]


def test_the_mentee_reads_the_note_and_never_the_reason() -> None:
    pairing = proposed()
    pairing.decline(pairing.mentor, reason="conflict", note=NOTE)
    page = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert NOTE in page
    assert "conflict" not in page


def test_a_note_that_is_too_long_is_kept_as_typed_and_nothing_is_closed() -> None:
    pairing = proposed()
    page = act(pairing.mentor, "pairing_decline", pairing, note="long " * 200)
    assert (page.status_code, Pairing.objects.get().status) == (422, "proposed")
    assert "long long long" in page.content.decode()


def test_a_reason_of_ones_own_is_asked_for_again() -> None:
    pairing = proposed()
    assert act(pairing.mentor, "pairing_decline", pairing, reason="boredom").status_code == 422


def test_the_form_is_offered_to_the_mentor_alone() -> None:
    asked, waiting = proposed(), accepted_by_mentor()
    assert "Why?" in words(look(asked.mentor, "pairing_leave", asked.pk))
    assert "Why?" not in words(look(waiting.mentee, "pairing_leave", waiting.pk))


def test_a_mentee_who_says_no_gives_no_reason_of_a_mentor() -> None:
    pairing = accepted_by_mentor()
    act(pairing.mentee, "pairing_decline", pairing, reason="fit", note=NOTE)
    said = Pairing.objects.values_list("status", "declined_for", "decline_note").get()
    assert said == ("declined", "", "")


@pytest.mark.parametrize("status", ["declined", "expired", "ended"])
def test_three_others_are_suggested_each_with_a_reason(status: str) -> None:
    pairing = closed(status)
    for _ in range(5):
        MentorProfileFactory()
    page = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert page.count("Ask with the same words") == 4  # three buttons, and what they do
    assert page.count("mentors Term") == 3
    assert pairing.mentor.name not in page.partition("Others you could ask")[2].partition("Your")[0]


def test_nobody_is_suggested_to_whom_one_has_proposed() -> None:
    pairing = closed("declined")
    proposed(enrolment=pairing.enrolment, mentor=mentor())
    page = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert "Others you could ask" not in page


@pytest.mark.parametrize("status", ["withdrawn", "completed"])
def test_after_anything_else_nobody_is_suggested(status: str) -> None:
    MentorProfileFactory()
    pairing = closed(status)
    page = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert "Others you could ask" not in page


def test_the_mentor_is_suggested_nobody() -> None:
    MentorProfileFactory()
    pairing = closed("declined")
    page = words(look(pairing.mentor, "pairing_detail", pairing.pk))
    assert "Others you could ask" not in page


def test_the_same_words_are_a_draft_to_another_until_they_are_sent() -> None:
    pairing, other = closed("declined"), MentorProfileFactory()
    answer = act(pairing.mentee, "pairing_offer", pairing, mentor=other.pk)
    assert answer["Location"] == f"/mentors/{other.pk}/propose/"
    draft = ProposalDraft.objects.get()
    assert (draft.mentor, draft.why_you) == (other.member, pairing.why_you)
    assert pairing.why_you in words(browser(pairing.mentee).get(answer["Location"]))


def test_a_draft_that_stands_already_is_left_as_it_is() -> None:
    pairing, other = closed("declined"), MentorProfileFactory()
    ProposalDraftFactory(mentee=pairing.mentee, mentor=other.member, why_you="My own words")
    act(pairing.mentee, "pairing_offer", pairing, mentor=other.pk)
    assert ProposalDraft.objects.get().why_you == "My own words"


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 40])
def test_an_odd_mentor_is_not_found(key: str) -> None:
    pairing = closed("declined")
    assert act(pairing.mentee, "pairing_offer", pairing, mentor=key).status_code == 404


def test_words_are_not_copied_from_what_is_open_or_by_anybody_else() -> None:
    other = MentorProfileFactory()
    started, over = active(), closed("declined")
    tries = [(started.mentee, started), (over.mentor, over), (AdministratorFactory(), over)]
    answers = [act(by, "pairing_offer", pairing, mentor=other.pk) for by, pairing in tries]
    assert [answer.status_code for answer in answers] == [409, 409, 404]
    assert ProposalDraft.objects.count() == 0
