"""The numbers in the office: seen, changed within what makes sense, and set back."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mentoring.models import ChosenNumber
from mentoring.numbers import CHOICES
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
PAGE = "/staff/settings/"
DAYS = f"{PAGE}expire-after-days/"


def choose(office: Client, value: str, page: str = DAYS, after: str = "0") -> Any:
    return office.post(page, {"value": value, "after": after}, follow=True)


def test_every_number_is_there_with_what_it_does(office: Client) -> None:
    page = words(office.get(PAGE))
    for choice in CHOICES.values():
        assert f"{choice.label} {choice.about}" in page
    assert "A proposal closes after" in page
    assert "14 days" in page
    assert "comes as" not in page


@pytest.mark.parametrize("chosen", [0, 1, 3])
def test_the_list_takes_as_many_statements_for_many(
    office: Client, chosen: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(chosen):
        choose(office, str(20 + number), after=str(number))
    with django_assert_num_queries(4):
        office.get(PAGE)


def test_a_number_is_chosen_and_its_history_kept(office: Client, dev: Any) -> None:
    page = words(choose(office, " 21 "))
    assert "Chosen. It counts everywhere within half a minute." in page
    assert "21 days comes as 14" in page
    page = words(office.get(DAYS))
    assert "It comes with Alongside as 14." in page
    assert "21, on 2" in page
    assert f"by {dev.name}" in page
    assert "It is this already." in words(choose(office, "21", after="1"))


def test_several_numbers_are_typed_with_commas(office: Client) -> None:
    choose(office, "2 ,9", f"{PAGE}remind-after-days/")
    assert ChosenNumber.objects.get().value == [2, 9]


@pytest.mark.parametrize("typed", ["", "many", "2", "91", "-5", "14.5", "3, 20", "٣٠", "9" * 50])
def test_what_makes_no_sense_is_asked_for_again_and_kept(office: Client, typed: str) -> None:
    answer = choose(office, typed)
    assert answer.status_code == 422
    assert ChosenNumber.objects.count() == 0
    assert answer.context["form"]["value"].value() == typed


def test_numbers_that_do_not_go_together_are_told_apart(office: Client) -> None:
    assert "The last reminder must come before" in words(choose(office, "10"))


def test_a_newer_choice_of_somebody_else_is_shown_first(office: Client) -> None:
    choose(office, "21")
    answer = choose(office, "30")
    assert answer.status_code == 409
    assert "Somebody has changed this since you opened it" in words(answer)
    assert choose(office, "30", after="1").status_code == 200
    assert ChosenNumber.objects.chosen() == {"EXPIRE_AFTER_DAYS": 30}


def test_it_is_set_back(office: Client) -> None:
    assert "Go back to" not in words(office.get(DAYS))
    choose(office, "21")
    assert "Go back to 14" in words(office.get(DAYS))
    restore = f"{DAYS}restore/"
    assert "Back to the number" in words(office.post(restore, follow=True))
    assert "It is this already" in words(office.post(restore, follow=True))
    assert "14, on 2" in words(office.get(DAYS))


def test_it_is_not_set_back_to_what_no_longer_fits(office: Client) -> None:
    choose(office, "30")
    choose(office, "5, 25", f"{PAGE}remind-after-days/")
    answer = office.post(f"{DAYS}restore/", follow=True)
    assert "The last reminder must come before" in words(answer)
    assert ChosenNumber.objects.chosen()["EXPIRE_AFTER_DAYS"] == 30


@pytest.mark.parametrize("slug", ["most-capacity", "nothing"])
def test_what_the_office_does_not_choose_is_not_there(office: Client, slug: str) -> None:
    assert office.get(f"{PAGE}{slug}/").status_code == 404
    assert office.post(f"{PAGE}{slug}/restore/").status_code == 404


def test_a_number_with_names_is_chosen_by_name(office: Client) -> None:
    page = f"{PAGE}applications-are-answered/"
    assert 'type="radio"' in office.get(page).content.decode()
    assert "Chosen." in words(choose(office, "1", page))
    assert "Yes comes as No" in words(office.get(PAGE))
    wrong = choose(office, "2", page, after="1")
    assert (wrong.status_code, "Choose one of these." in words(wrong)) == (422, True)
