"""A new address is proved before it counts."""

import pytest
from allauth.account.models import EmailAddress

from history.models import Event
from tests.accounts.doors import (
    ADDRESS,
    REAUTHENTICATE,
    VERIFY,
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
