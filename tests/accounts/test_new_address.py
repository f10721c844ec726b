"""A new address is proved before it counts."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from tests.accounts.doors import (
    ADDRESS,
    REAUTHENTICATE,
    VERIFY,
    WRONG_CODE,
    code_in,
    log_in,
)
from tests.factories import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def waiting(client):
    """Ben's browser, which asked for a code to a new address and went elsewhere."""
    MemberFactory(email="carol@example.org")
    MemberFactory(email="ben@example.org")
    log_in(client, "ben@example.org")
    client.get(ask_for_new_address(client, "ben2@example.org")["Location"])
    return client


def offers_the_box(client, address="ben2@example.org"):
    """Whether the page says where a code went, and leads to where it is typed."""
    page = client.get(ADDRESS).content.decode()
    assert (address in page) is (f'href="{VERIFY}"' in page)
    return address in page


def test_while_a_code_waits_the_page_leads_back_to_its_box(waiting):
    assert offers_the_box(waiting)
    assert waiting.get(VERIFY).context["email"] == "ben2@example.org"


def test_anothers_address_waits_in_the_same_way(waiting):
    asked = waiting.post(ADDRESS, {"email": "carol@example.org", "action_add": ""})
    waiting.get(asked["Location"])
    assert offers_the_box(waiting, "carol@example.org")


def test_a_code_that_is_too_old_is_not_waited_for(waiting):
    with time_machine.travel(timezone.now() + timedelta(seconds=601)):
        assert not offers_the_box(waiting)


def test_a_code_that_was_typed_is_not_waited_for(waiting, run_tasks):
    waiting.post(VERIFY, {"code": code_in(run_tasks()[0])})
    page = waiting.get(ADDRESS).content.decode()
    assert "ben2@example.org" in page
    assert f'href="{VERIFY}"' not in page


def test_a_code_that_was_guessed_at_is_not_waited_for(waiting):
    for _guess in range(3):
        assert offers_the_box(waiting)
        waiting.post(VERIFY, {"code": WRONG_CODE})
    assert not offers_the_box(waiting)


def test_a_code_waits_in_the_browser_that_asked(waiting):
    other = Client()
    log_in(other, "ben@example.org")
    assert not offers_the_box(other)


def test_a_code_that_died_with_a_change_of_the_account_is_not_waited_for(waiting):
    """Its page would refuse it."""
    Member.objects.filter(email="ben@example.org").update(email="ben3@example.org")
    assert not offers_the_box(waiting)
