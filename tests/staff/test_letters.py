"""The words of letters in the office: looked at first, kept, refused, brought back."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lib.wording import letters, sentences_of
from mentoring.models import Wording
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
PAGE = "/staff/letters/"
LETTER = f"{PAGE}en/pairing_proposed/"
SUBJECT = "A member asks you to be their mentor"


def write(office: Client, subject: str, after: int = 0, **more: str) -> Any:
    return office.post(LETTER, {"words_0": subject, "after": after, **more}, follow=True)


def test_every_letter_is_there_by_its_subject(office: Client) -> None:
    page = words(office.get(PAGE))
    for letter in letters():
        assert sentences_of(letter, "subject.txt")[0].text.replace("'", "’") in page
        assert f"({letter})" in page


@pytest.mark.parametrize("wordings", [0, 1, 3])
def test_the_list_takes_as_many_statements_for_many(
    office: Client, wordings: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(wordings):
        write(office, f"Number {number}", number)
    with django_assert_num_queries(4):
        office.get(PAGE)


def test_a_letter_is_put_otherwise(office: Client, dev: Any) -> None:
    page = words(write(office, "Somebody asks for you"))
    assert "It says this from now on." in page
    assert f"by {dev.name}" in words(office.get(PAGE))
    assert "Somebody asks for you" in words(office.get(PAGE))
    assert "says this already" in words(write(office, "Somebody asks for you", 1))


def test_it_is_looked_at_first_in_made_up_cases(office: Client) -> None:
    page = words(write(office, "Somebody <b>asks</b>", preview="yes"))
    assert "Not kept yet" in page
    assert "Somebody <b>asks</b>" in page
    assert "They have accepted already" in page
    assert "If you accept, they are asked to accept too." in page
    assert "after 14 days" in page
    assert Wording.objects.count() == 0


@pytest.mark.parametrize("typed", ["{name}", "See https://example.org", "a" * 601])
def test_what_cannot_be_said_is_asked_for_again_and_kept(office: Client, typed: str) -> None:
    answer = write(office, typed)
    assert answer.status_code == 422
    assert answer.context["form"]["words_0"].value() == typed
    assert Wording.objects.count() == 0


def test_a_newer_wording_of_somebody_else_is_shown_first(office: Client) -> None:
    write(office, "One")
    answer = write(office, "Two")
    assert answer.status_code == 409
    assert "Somebody has changed this letter since" in words(answer)
    assert answer.context["form"]["words_0"].value() == "Two"
    assert write(office, "Two", 1).status_code == 200


def test_an_earlier_wording_is_read_and_brought_back(office: Client) -> None:
    write(office, "One")
    write(office, "Two", 1)
    assert "One" in words(office.get(f"{LETTER}1/"))
    assert "says this from now on" in words(office.post(f"{LETTER}1/restore/", follow=True))
    assert Wording.objects.words("pairing_proposed", "en") == {SUBJECT: "One"}
    assert "says this already" in words(office.post(f"{LETTER}1/restore/", follow=True))
    office.post(f"{LETTER}0/restore/")
    assert Wording.objects.words("pairing_proposed", "en") == {}
    assert SUBJECT in words(office.get(f"{LETTER}0/"))


@pytest.mark.parametrize("path", ["en/nothing/", "cy/pairing_proposed/", "en/base/", "en/x/0/"])
def test_what_is_no_letter_is_not_there(office: Client, path: str) -> None:
    assert office.get(f"{PAGE}{path}").status_code == 404


def test_a_wording_that_is_none_is_not_there(office: Client) -> None:
    assert office.get(f"{LETTER}7/").status_code == 404
    assert office.post(f"{LETTER}7/restore/").status_code == 404


def test_a_chapter_of_the_help_is_put_otherwise_too(office: Client) -> None:
    page = f"{PAGE}en/help-asking/"
    typed = {"words_0": "Asking <somebody>", "after": 0}
    seen = office.post(page, {**typed, "preview": "yes"}).content.decode()
    assert '<h2 id="asking">Asking &lt;somebody&gt;</h2>' in seen
    assert "says this from now on" in words(office.post(page, typed, follow=True))
    assert "Asking <somebody>" in words(office.get(PAGE))
