"""Where a list has pages, whoever presses a button of a row stays on the page that they were on."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from tests.factories import PairingFactory, TellingFactory
from tests.staff.test_desk import DESK, looking, not_listed

pytestmark = pytest.mark.django_db
TELLING, SUGGESTIONS = "/staff/telling/", "/staff/suggestions/"
SECOND = f"{DESK}not-listed/?page=2"
ELSEWHERE = ["https://example.com/", "//example.com/", "/\\example.com", "staff/"]


def form_on(page: HttpResponse, act: str) -> tuple[str, dict[str, str]]:
    """Where the first form that does this is sent to, and what it sends."""
    sent_to = rf'<form[^>]*action="([^"]*/{act}/)".*?</form>'
    found = re.search(sent_to, page.content.decode(), re.DOTALL)
    assert found
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[0])
    return found[1], {name: html.unescape(value) for name, value in hidden}


def press(client: Client, at: str, act: str) -> HttpResponse:
    return client.post(*form_on(client.get(at), act))


def fill_the_desk(rows: int = 11) -> None:
    for day in range(rows):
        not_listed(days=15 + day)


@pytest.mark.parametrize("act", ["take", "settle", "remind"])
def test_one_stays_on_the_page_of_the_desk(office: Client, act: str) -> None:
    fill_the_desk()
    assert press(office, SECOND, act).headers["Location"] == SECOND


def test_one_stays_on_the_page_when_a_row_is_put_back(office: Client) -> None:
    fill_the_desk()
    press(office, SECOND, "take")
    assert press(office, SECOND, "put-back").headers["Location"] == SECOND


def test_one_stays_on_the_page_when_somebody_was_faster(office: Client) -> None:
    fill_the_desk(12)
    form = form_on(office.get(SECOND), "settle")
    office.post(*form)
    assert office.post(*form).headers["Location"] == SECOND


def test_a_page_without_rows_any_more_is_the_last_that_has_some(office: Client) -> None:
    fill_the_desk()
    page = office.get(press(office, SECOND, "settle").headers["Location"]).context["page"]
    assert (page.number, len(page)) == (1, 10)


def put_off_link(page: HttpResponse) -> str:
    return html.unescape(re.findall(r'href="([^"]*/put-off/[^"]*)"', page.content.decode())[0])


def test_one_comes_back_to_the_page_from_putting_off(office: Client) -> None:
    fill_the_desk()
    link = put_off_link(office.get(SECOND))
    assert office.get(link).content.decode().count(f'href="{SECOND}"') == 2
    until = {"until": timezone.localdate() + timedelta(days=2)}
    assert office.post(link, until).headers["Location"] == SECOND
    assert office.get(link).headers["Location"] == SECOND


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_address_leads_away_from_the_desk(office: Client, elsewhere: str) -> None:
    at = f"{DESK}waiting/{looking().pk}/"
    assert office.post(f"{at}take/", {"next": elsewhere}).headers["Location"] == f"{DESK}waiting/"
    page = office.get(f"{at}put-off/", {"next": elsewhere})
    assert page.context["back_url"] == f"{DESK}waiting/"


def test_one_sends_again_what_was_given_up_and_sees_the_rest(office: Client, settings: Any) -> None:
    settings.TELLING_URL = "http://127.0.0.1:9/"
    TellingFactory.create_batch(2, gave_up_at=timezone.now(), attempts=15, last_status=500)
    here = f"{TELLING}?show=given_up&page=1"
    assert press(office, here, "again").headers["Location"] == here


def test_one_stays_although_it_cannot_be_sent(office: Client, settings: Any) -> None:
    settings.TELLING_URL = "http://127.0.0.1:9/"
    TellingFactory(gave_up_at=timezone.now(), attempts=15, last_status=500)
    here = f"{TELLING}?show=given_up"
    form = form_on(office.get(here), "again")
    settings.TELLING_URL = ""
    assert office.post(*form).headers["Location"] == here


@pytest.mark.parametrize("presses", [1, 2])
def test_one_stays_where_a_suggestion_is_taken_back(
    office: Client, dev: Member, presses: int
) -> None:
    PairingFactory(proposed_by=dev)
    here = f"{SUGGESTIONS}?page=1"
    form = form_on(office.get(here), "withdraw")
    answers = [office.post(*form) for _ in range(presses)]
    assert [answer.headers["Location"] for answer in answers] == [here] * presses
