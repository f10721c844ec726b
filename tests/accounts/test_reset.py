"""A forgotten password, and a new one for the old."""

from unittest.mock import patch

import pytest
from django.test import Client

from accounts.models import Member
from history.models import Event
from tests.accounts.doors import (
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
from tests.factories import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db


def test_a_forgotten_password_is_replaced_with_a_code(client, run_tasks):
    MemberFactory(email="ben@example.org")
    elsewhere = Client()
    log_in(elsewhere, "ben@example.org")
    assert ask_for_reset(client, "BEN@example.org")["Location"] == RESET_CODE
    [letter] = run_tasks()
    assert letter.to == ["ben@example.org"]
    assert client.post(RESET_CODE, {"code": code_in(letter)})["Location"] == RESET_LAST
    assert client.post(RESET_LAST, {"password1": NEW_PASSWORD}).status_code == 302
    assert not is_signed_in(client)
    assert not is_signed_in(elsewhere)
    log_in(client, "ben@example.org", NEW_PASSWORD)
    assert is_signed_in(client)
    assert [sent.to for sent in run_tasks()] == [["ben@example.org"]] * 2
    assert Event.objects.get().particulars == {"fields": ["password"]}


def test_a_reset_code_is_used_once(client, run_tasks):
    MemberFactory(email="ben@example.org")
    ask_for_reset(client, "ben@example.org")
    code = code_in(run_tasks()[0])
    client.post(RESET_CODE, {"code": code})
    client.post(RESET_LAST, {"password1": NEW_PASSWORD})
    assert client.post(RESET_CODE, {"code": code})["Location"] == RESET
    assert client.post(RESET_LAST, {"password1": PASSWORD})["Location"] == RESET


def test_the_third_wrong_reset_code_ends_it(client, run_tasks):
    MemberFactory(email="ben@example.org")
    ask_for_reset(client, "ben@example.org")
    answers = [client.post(RESET_CODE, {"code": WRONG_CODE}).status_code for _try in range(3)]
    assert answers == [200, 200, 302]
    assert client.post(RESET_CODE, {"code": code_in(run_tasks()[0])})["Location"] == RESET


@pytest.mark.parametrize("step", ["before the code", "before the password"])
@pytest.mark.parametrize("change", [{"email": "ben2@example.org"}, {"password": "!"}])
def test_a_reset_dies_when_the_account_changes_meanwhile(client, run_tasks, step, change):
    ben = MemberFactory(email="ben@example.org")
    ask_for_reset(client, "ben@example.org")
    code = code_in(run_tasks()[0])
    if step == "before the password":
        client.post(RESET_CODE, {"code": code})
    Member.objects.filter(pk=ben.pk).update(**change)
    client.post(RESET_CODE, {"code": code})
    client.post(RESET_LAST, {"password1": NEW_PASSWORD})
    ben.refresh_from_db()
    assert not ben.check_password(NEW_PASSWORD)


def test_the_owner_of_an_address_takes_it_back_from_who_signed_up_with_it(client, run_tasks):
    """Somebody else's sign-up cannot keep the owner out, nor come in afterwards."""
    stranger = Client()
    sign_up(stranger, "ben@example.org", name="Mallory")
    ask_for_reset(client, "ben@example.org")
    first, second = run_tasks()
    client.post(RESET_CODE, {"code": code_in(second)})
    client.post(RESET_LAST, {"password1": NEW_PASSWORD})
    log_in(client, "ben@example.org", NEW_PASSWORD)
    assert is_signed_in(client)
    stranger.post(VERIFY, {"code": code_in(first)})
    log_in(stranger, "ben@example.org", PASSWORD)
    assert not is_signed_in(stranger)


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(client, run_tasks):
    ben = MemberFactory(email="ben@example.org")
    elsewhere = Client()
    log_in(elsewhere, "ben@example.org")
    log_in(client, "ben@example.org")
    wrong = {"oldpassword": "not the old one", "password1": NEW_PASSWORD}
    assert client.post(PASSWORD_CHANGE, wrong).status_code == 200
    client.post(PASSWORD_CHANGE, {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})
    assert not is_signed_in(client)
    assert not is_signed_in(elsewhere)
    ben.refresh_from_db()
    assert ben.check_password(NEW_PASSWORD)
    assert [letter.to for letter in run_tasks()] == [["ben@example.org"]]


def test_an_act_that_fails_leaves_the_old_password(client):
    ben = MemberFactory(email="ben@example.org")
    client.raise_request_exception = False
    log_in(client, "ben@example.org")
    with patch.object(Event.objects, "record", side_effect=RuntimeError):
        client.post(PASSWORD_CHANGE, {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})
    ben.refresh_from_db()
    assert ben.check_password(PASSWORD)
