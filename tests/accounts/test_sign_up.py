"""Joining: the account, the code that proves the address, and what a form refuses."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import Member
from tests.accounts.doors import (
    LOG_IN,
    LOG_OUT,
    NEW_PASSWORD,
    RESET,
    SIGN_UP,
    VERIFY,
    WRONG_CODE,
    code_in,
    is_signed_in,
    log_in,
    sign_up,
)
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def test_sign_up_code_signed_in(client, run_tasks):
    answer = sign_up(client, "Ben@Example.org", name=" Orla  O'Brien ")
    assert (answer.status_code, answer["Location"]) == (302, VERIFY)
    assert not is_signed_in(client)
    [letter] = run_tasks()
    assert letter.to == ["ben@example.org"]
    answer = client.post(VERIFY, {"code": code_in(letter)})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_signed_in(client)
    member = Member.objects.get()
    assert (member.name, member.email) == ("Orla O'Brien", "ben@example.org")
    assert EmailAddress.objects.get().verified


def test_an_unproved_address_cannot_sign_in_and_gets_a_new_code(client, run_tasks):
    with time_machine.travel(NOW, tick=False) as clock:
        sign_up(client)
        clock.shift(timedelta(minutes=1))
        other = Client()
        answer = log_in(other, "ben@example.org")
        assert answer["Location"] == VERIFY
        assert not is_signed_in(other)
        other.post(VERIFY, {"code": code_in(run_tasks()[1])})
        assert is_signed_in(other)


def test_a_code_is_good_only_in_the_browser_that_asked_for_it(client, run_tasks):
    sign_up(client)
    [letter] = run_tasks()
    assert Client().post(VERIFY, {"code": code_in(letter)})["Location"] == LOG_IN
    assert not EmailAddress.objects.get().verified


def test_the_third_wrong_code_ends_it(client, run_tasks):
    sign_up(client)
    [letter] = run_tasks()
    answers = [client.post(VERIFY, {"code": WRONG_CODE}).status_code for _try in range(3)]
    assert answers == [200, 200, 302]
    client.post(VERIFY, {"code": code_in(letter)})
    assert not is_signed_in(client)
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize(("seconds", "comes_in"), [(599, True), (601, False)])
def test_a_code_lasts_ten_minutes(client, run_tasks, seconds, comes_in):
    with time_machine.travel(NOW, tick=False) as clock:
        sign_up(client)
        [letter] = run_tasks()
        clock.shift(timedelta(seconds=seconds))
        client.post(VERIFY, {"code": code_in(letter)})
        assert is_signed_in(client) == comes_in


def test_a_new_code_replaces_the_old_one(client, run_tasks):
    with time_machine.travel(NOW, tick=False) as clock:
        sign_up(client)
        clock.shift(timedelta(minutes=1))
        client.post(VERIFY, {"action": "resend"})
        first, second = run_tasks()
        client.post(VERIFY, {"code": code_in(first)})
        assert not is_signed_in(client)
        client.post(VERIFY, {"code": code_in(second)})
        assert is_signed_in(client)


def test_the_code_of_a_sign_up_dies_when_the_password_is_set_elsewhere(client, run_tasks):
    sign_up(client)
    [letter] = run_tasks()
    member = Member.objects.get()
    member.set_password(NEW_PASSWORD)
    member.save()
    assert client.post(VERIFY, {"code": code_in(letter)}).status_code == 200
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "This field is required."),
        ("name", "Ben\x00", "Use letters, numbers and signs that can be seen."),
        ("name", "x" * 151, "at most 150 characters"),
        ("email", "", "This field is required."),
        ("email", "ben", "Enter a valid email address."),
        ("email", "ben\x00@example.org", "Enter a valid email address."),
        ("email", "b" * 250 + "@example.org", "at most 254 characters"),
        ("email", "ben@example.org\nBcc: carol@example.org", "Enter a valid email address."),
        ("password1", "", "This field is required."),
        ("password1", "short", "at least 12 characters"),
        ("password1", "x" * 129, "at most 128 characters"),
        ("password1", "Library-Library-2026", "close to a word"),
        ("password1", "ben carter ben", "too similar to the name"),
        ("password1", "ben@example.org", "too similar to the"),
        ("password1", "a long enough\x00sentence", "Null characters"),
        ("membership_number", "A-1", "Use 3 to 20 letters and numbers, without other signs."),
    ],
)
def test_what_is_wrong_with_a_sign_up_is_said_by_its_field(client, field, typed, says):
    answer = sign_up(client, **{field: typed})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert says in answer.context["form"].errors[field][0]
    assert not Member.objects.exists()
    assert not mail.outbox


def test_there_is_no_hint_and_no_secret_question(client):
    asked = {page: set(client.get(page).context["form"].fields) for page in (SIGN_UP, RESET)}
    told = {"name", "email", "password1", "membership_number", "reference"}
    assert asked == {SIGN_UP: told, RESET: {"email"}}


def test_a_forged_field_of_a_sign_up_changes_nothing(client):
    sign_up(client, is_staff="on", is_superuser="on", language="cy", joined_at="2000-01-01")
    member = Member.objects.get()
    assert (member.is_staff, member.is_superuser, member.language) == (False, False, "en")


def test_who_fills_in_the_box_nobody_sees_gets_no_account(client, run_tasks):
    answer = sign_up(client, reference="buy now")
    assert (answer.status_code, answer["Location"]) == (302, VERIFY)
    assert not Member.objects.exists()
    assert not run_tasks()


def test_the_box_nobody_sees_is_hidden_from_screen_and_reader(client):
    page = client.get(SIGN_UP).content.decode()
    [box] = [part for part in page.split("<") if 'name="reference"' in part]
    assert " hidden" in box
    assert 'tabindex="-1"' in box
    assert "style=" not in box


def test_two_sign_ups_at_once_make_one_account(client, run_tasks, monkeypatch):
    """The second looked before the first was written."""
    sign_up(Client())
    cache.clear()
    monkeypatch.setattr(
        "allauth.account.forms.flows.manage_email.email_already_exists",
        lambda email, **_more: (email, False),
    )
    assert sign_up(client)["Location"] == VERIFY
    assert Member.objects.count() == 1
    assert "already" in run_tasks()[1].body


def test_a_membership_number_is_taken_once_the_address_is_proved(client, run_tasks):
    sign_up(client, membership_number="ab 123")
    assert Member.objects.get().membership_number is None
    client.post(VERIFY, {"code": code_in(run_tasks()[0])})
    assert Member.objects.get().membership_number == "AB123"


def test_anothers_membership_number_does_not_stop_a_sign_up(client, run_tasks):
    MemberFactory(membership_number="AB123")
    sign_up(client, membership_number="AB123")
    answer = client.post(VERIFY, {"code": code_in(run_tasks()[0])}, follow=True)
    assert "another account has it" in answer.content.decode()
    assert Member.objects.get(email="ben@example.org").membership_number is None


def test_a_number_left_by_one_visitor_does_not_go_to_the_next(client):
    sign_up(client, membership_number="AB123")
    client.post(VERIFY, {"code": WRONG_CODE})
    carol = MemberFactory(email="carol@example.org")
    client.post(LOG_OUT)
    log_in(client, "carol@example.org")
    carol.refresh_from_db()
    assert carol.membership_number is None
