"""Where an installation asks for it: a code by letter, and a browser that is remembered."""

import pytest
from django.test import Client

from tests.accounts.devices import SECOND, TWO_STEPS, code_of, confirm, set_up_app
from tests.accounts.doors import WRONG_CODE, code_in, is_signed_in, log_in
from tests.factories import AdministratorFactory, MemberFactory

pytestmark = pytest.mark.django_db
CODE = "/accounts/login/code/confirm/"
REMEMBER = f"{TWO_STEPS}trust/"


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}


@pytest.fixture
def ben(db):
    return MemberFactory(email="ben@example.org")


def come_in(client, run_tasks, remember):
    assert log_in(client, "ben@example.org")["Location"] == CODE
    assert not is_signed_in(client)
    letter = run_tasks()[-1]
    assert client.post(CODE, {"code": code_in(letter)})["Location"] == REMEMBER
    assert not is_signed_in(client)
    client.post(REMEMBER, {"action": "trust" if remember else "skip"})
    assert is_signed_in(client)


@pytest.mark.parametrize("remember", [True, False])
def test_a_remembered_browser_is_asked_for_the_password_alone(ben, client, run_tasks, remember):
    come_in(client, run_tasks, remember)
    client.post("/accounts/logout/")
    log_in(client, ben.email)
    assert is_signed_in(client) is remember
    assert log_in(Client(), ben.email)["Location"] == CODE


def test_three_wrong_codes_are_the_end_of_it(ben, client):
    log_in(client, ben.email)
    answers = [client.post(CODE, {"code": WRONG_CODE}).status_code for _try in range(3)]
    assert answers == [200, 200, 302]
    assert client.get(CODE)["Location"] == "/accounts/login/"


def test_a_remembered_browser_is_asked_for_a_second_step_all_the_same(ben, client, run_tasks):
    come_in(client, run_tasks, remember=True)
    confirm(client, f"{TWO_STEPS}totp/activate/")
    set_up_app_here(client)
    client.post("/accounts/logout/")
    assert log_in(client, ben.email)["Location"] == SECOND


def set_up_app_here(client):
    """In a browser where the password was given a moment ago."""
    secret = client.get(f"{TWO_STEPS}totp/activate/").context["form"].secret
    client.post(f"{TWO_STEPS}totp/activate/", {"code": code_of(secret)})


def test_who_has_a_second_step_gets_no_code_and_is_offered_no_remembering(client, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
    ben = MemberFactory()
    log_in(client, ben.email)
    secret = set_up_app(client)
    settings.ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}
    browser = Client()
    assert log_in(browser, ben.email)["Location"] == SECOND
    assert browser.get(REMEMBER)["Location"] == "/accounts/login/"
    assert code_of(secret)


def test_the_office_never_gets_a_code_by_letter(client, run_tasks):
    log_in(client, AdministratorFactory().email)
    assert run_tasks() == []
    assert client.get("/staff/")["Location"] == TWO_STEPS
