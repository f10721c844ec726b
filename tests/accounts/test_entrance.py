"""What is typed too late or wrong too often on the way in: why it was refused, and the way on."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.entrance import STEP_TOO_LATE, TOO_LATE, TOO_OFTEN
from accounts.forms.second_steps import NO_PASSKEY
from tests.accounts.devices import PASSKEY_IN, SECOND, code_of, set_up_app
from tests.accounts.doors import (
    ADDRESS,
    LOG_IN,
    NEW_PASSWORD,
    PASSWORD_CHANGE,
    RESET,
    RESET_CODE,
    RESET_LAST,
    VERIFY,
    WRONG_CODE,
    ask_for_reset,
    code_in,
    is_signed_in,
    log_in,
    sign_up,
)
from tests.accounts.test_new_address import ask_for_new_address
from tests.factories import PASSWORD, MemberFactory
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
LOG_IN_CODE = "/accounts/login/code/confirm/"


@pytest.fixture
def ben(db):
    return MemberFactory(email="ben@example.org")


@pytest.fixture
def for_password(ben, client):
    ask_for_reset(client, ben.email)
    return client, RESET_CODE, RESET


@pytest.fixture
def for_joining(client):
    sign_up(client)
    return client, VERIFY, LOG_IN


@pytest.fixture
def for_address(ben, client):
    log_in(client, ben.email)
    ask_for_new_address(client, "ben2@example.org")
    return client, VERIFY, ADDRESS


@pytest.fixture
def for_log_in(ben, client, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}
    log_in(client, ben.email)
    return client, LOG_IN_CODE, LOG_IN


@pytest.fixture(params=["for_password", "for_joining", "for_address", "for_log_in"])
def asked(request):
    """Somebody whom a page asks for a code; that page, and where they would ask for another."""
    return request.getfixturevalue(request.param)


def after(minutes):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes))


def says(client, answer, sentence, page):
    assert answer["Location"] == page
    return str(sentence) in words(client.get(page))


def test_a_code_that_is_typed_too_late_says_so_where_one_asks_for_another(asked, run_tasks):
    client, page, leads = asked
    code = code_in(run_tasks()[-1])
    with after(minutes=11):
        assert says(client, client.post(page, {"code": code}), TOO_LATE, leads)


def test_after_three_wrong_codes_one_may_ask_for_another_at_once(asked):
    client, page, leads = asked
    for _try in range(2):
        answer = client.post(page, {"code": WRONG_CODE})
        assert answer.context["verify_form"].errors["code"]
    assert says(client, client.post(page, {"code": WRONG_CODE}), TOO_OFTEN, leads)


def test_a_second_step_that_comes_too_late_says_so(ben, client):
    log_in(client, ben.email)
    secret = set_up_app(client)
    late = Client()
    log_in(late, ben.email)
    with after(minutes=16):
        answer = late.post(SECOND, {"code": code_of(secret)})
        assert says(late, answer, STEP_TOO_LATE, LOG_IN)


def test_who_has_come_in_meanwhile_is_told_nothing_of_it(ben, client):
    """By another press of the same button."""
    log_in(client, ben.email)
    secret = set_up_app(client)
    again = Client()
    log_in(again, ben.email)
    code = code_of(secret)
    again.post(SECOND, {"code": code})
    assert is_signed_in(again)
    assert not says(again, again.post(SECOND, {"code": code}), STEP_TOO_LATE, "/")


def test_a_refused_passkey_leads_on_as_before(client):
    answer = client.post(PASSKEY_IN, {"credential": "{}", "next": "/me/typed/"})
    assert says(client, answer, NO_PASSKEY, f"{LOG_IN}?next=%2Fme%2Ftyped%2F")


def test_a_changed_password_is_not_asked_for_again(ben, client):
    log_in(client, ben.email)
    fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}
    assert client.post(PASSWORD_CHANGE, fields)["Location"] == LOG_IN


def test_who_is_signed_in_and_wants_no_new_password_stays_signed_in(ben, client):
    log_in(client, ben.email)
    ask_for_reset(client, ben.email)
    page = client.get(RESET_CODE).content.decode()
    assert f'href="{PASSWORD_CHANGE}"' in page
    assert 'id="leave"' not in page
    assert client.get(RESET_LAST)["Location"] == RESET_CODE
