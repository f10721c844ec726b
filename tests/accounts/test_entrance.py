"""Coming in and going out: sign-up, log-in, codes, a forgotten password, a new address."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import Member
from history.models import Event
from tests.accounts.doors import (
    ADDRESS,
    LOG_IN,
    LOG_OUT,
    NEW_PASSWORD,
    PASSWORD_CHANGE,
    REAUTHENTICATE,
    RESET,
    RESET_CODE,
    RESET_LAST,
    SIGN_UP,
    VERIFY,
    WRONG_CODE,
    ask_for_reset,
    code_in,
    is_signed_in,
    log_in,
    sign_up,
)
from tests.factories import PASSWORD, AdministratorFactory, MemberFactory

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


@pytest.mark.parametrize("typed", ["ben@example.org", " BEN@Example.ORG ", "\uff22en@example.org"])
def test_any_spelling_of_the_address_signs_in(client, typed):
    MemberFactory(email="ben@example.org")
    log_in(client, typed)
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "password", ["twelve chars", "中村さんの図書館は駅の近く", "  spaces at both ends  "]
)
def test_a_password_is_compared_as_it_was_typed(client, password):
    MemberFactory(email="ben@example.org", password=password)
    assert log_in(client, "ben@example.org", password.strip() + "x").status_code == 200
    log_in(client, "ben@example.org", password)
    assert is_signed_in(client)


def test_logging_in_goes_where_one_was_going(client):
    MemberFactory(email="ben@example.org")
    assert log_in(client, "ben@example.org")["Location"] == "/"
    client.post(LOG_OUT)
    answer = client.post(
        f"{LOG_IN}?next=/me/%3Fa%3Db", {"login": "ben@example.org", "password": PASSWORD}
    )
    assert answer["Location"] == "/me/?a=b"


ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    " //evil.example",
    "https://evil.example/",
    "https:/evil.example",
    "http:evil.example",
    "evil.example",
    "javascript:alert(1)",
    "http://testserver@evil.example/",
    "http://testserver:81/",
    "http://localhost/",
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_logging_in_never_leads_away(client, elsewhere):
    MemberFactory(email="ben@example.org")
    data = {"login": "ben@example.org", "password": PASSWORD, "next": elsewhere}
    assert client.post(LOG_IN, data)["Location"] == "/"
    assert client.post(LOG_OUT, {"next": elsewhere})["Location"] == "/"


def test_logging_out_is_by_post_alone(client):
    client.force_login(MemberFactory())
    assert client.get(LOG_OUT).status_code == 200
    assert is_signed_in(client)
    assert client.post(LOG_OUT)["Location"] == "/"
    assert not is_signed_in(client)


def test_a_closed_account_cannot_sign_in_and_is_told_only_with_the_password(client):
    MemberFactory(email="ben@example.org", is_active=False)
    assert log_in(client, "ben@example.org", "a wrong password").status_code == 200
    assert log_in(client, "ben@example.org")["Location"] == "/accounts/inactive/"
    assert not is_signed_in(client)


def test_closing_an_account_ends_its_sessions_at_once(client):
    ben = MemberFactory()
    client.force_login(ben)
    assert is_signed_in(client)
    ben.close(by=AdministratorFactory())
    assert not is_signed_in(client)


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
    assert client.post(RESET_CODE, {"code": code})["Location"] == LOG_IN
    assert client.post(RESET_LAST, {"password1": PASSWORD})["Location"] == RESET


def test_the_third_wrong_reset_code_ends_it(client, run_tasks):
    MemberFactory(email="ben@example.org")
    ask_for_reset(client, "ben@example.org")
    answers = [client.post(RESET_CODE, {"code": WRONG_CODE}).status_code for _try in range(3)]
    assert answers == [200, 200, 302]
    assert client.post(RESET_CODE, {"code": code_in(run_tasks()[0])})["Location"] == LOG_IN


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


def ask_for_new_address(client, address):
    """Ask, prove who one is, and be asked for the code."""
    answer = client.post(ADDRESS, {"email": address, "action_add": ""})
    assert answer["Location"].startswith(REAUTHENTICATE), "the password is asked first"
    return client.post(answer["Location"], {"password": PASSWORD})


def test_a_new_address_is_proved_by_code_and_the_old_one_is_told(client, run_tasks):
    ben = MemberFactory(email="ben@example.org")
    log_in(client, "ben@example.org")
    assert ask_for_new_address(client, "Ben2@Example.org")["Location"] == VERIFY
    [letter] = run_tasks()
    assert letter.to == ["ben2@example.org"]
    ben.refresh_from_db()
    assert ben.email == "ben@example.org"
    client.post(VERIFY, {"code": code_in(letter)})
    ben.refresh_from_db()
    assert ben.email == "ben2@example.org"
    assert [*EmailAddress.objects.values_list("email", "verified", "primary")] == [
        ("ben2@example.org", True, True)
    ]
    told = run_tasks()[1]
    assert told.to == ["ben@example.org"]
    assert "changed" in told.body
    assert Event.objects.get().particulars == {"fields": ["email"]}


def test_anothers_address_cannot_be_taken_and_the_page_does_not_tell(client, run_tasks):
    MemberFactory(email="carol@example.org")
    ben = MemberFactory(email="ben@example.org")
    log_in(client, "ben@example.org")
    assert ask_for_new_address(client, "carol@example.org")["Location"] == VERIFY
    client.post(VERIFY, {"code": code_in(run_tasks()[0])})
    ben.refresh_from_db()
    assert ben.email == "ben@example.org"
    assert EmailAddress.objects.filter(verified=True).count() == 2


def test_an_address_that_another_took_a_moment_ago_changes_nothing(client, run_tasks, monkeypatch):
    """Both proved it; the second is refused by the database, and all of it rolls back."""
    ben = MemberFactory(email="ben@example.org")
    log_in(client, "ben@example.org")
    ask_for_new_address(client, "new@example.org")
    MemberFactory(email="new@example.org", verified=False)
    monkeypatch.setattr(
        "allauth.account.forms.email_already_exists", lambda email, **_more: (email, False)
    )
    assert client.post(VERIFY, {"code": code_in(run_tasks()[0])})["Location"] == ADDRESS
    ben.refresh_from_db()
    assert ben.email == "ben@example.org"
    assert EmailAddress.objects.get(user=ben).email == "ben@example.org"
    assert not Event.objects.exists()


def test_an_act_that_fails_leaves_the_old_password(client):
    ben = MemberFactory(email="ben@example.org")
    client.raise_request_exception = False
    log_in(client, "ben@example.org")
    with patch.object(Event.objects, "record", side_effect=RuntimeError):
        client.post(PASSWORD_CHANGE, {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})
    ben.refresh_from_db()
    assert ben.check_password(PASSWORD)
