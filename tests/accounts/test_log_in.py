"""Coming in by password, and going out."""

import pytest

from tests.accounts.doors import (
    LOG_IN,
    LOG_OUT,
    is_signed_in,
    log_in,
)
from tests.factories import PASSWORD, AdministratorFactory, MemberFactory

pytestmark = pytest.mark.django_db


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
