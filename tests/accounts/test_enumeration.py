"""No page says whether an address has an account.

Each road is walked to its end twice: with an address that has an account and with one
that has none. What a visitor can see must be the same but for tokens and the address.
"""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client

from accounts.models import Member
from tests.accounts.doors import (
    LOG_IN,
    RESET,
    RESET_CODE,
    RESET_LAST,
    SIGN_UP,
    VERIFY,
    WRONG_CODE,
    ask_for_reset,
    log_in,
    sign_up,
)
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
KINDS = ["member", "unproved", "closed", "nobody"]


@pytest.fixture(autouse=True)
def people():
    MemberFactory(email="member@example.org", membership_number="AB123")
    MemberFactory(email="unproved@example.org", verified=False)
    MemberFactory(email="closed@example.org", is_active=False)


def by_sign_up(client, address):
    yield sign_up(client, address, membership_number="CD456")
    yield client.get(SIGN_UP)
    yield client.get(LOG_IN)
    yield client.get(VERIFY)
    for _try in range(4):
        yield client.post(VERIFY, {"code": WRONG_CODE})
    yield client.get(LOG_IN)


def by_a_second_try(client, address):
    yield sign_up(client, address)
    yield sign_up(client, address)
    yield sign_up(Client(), address)


def by_a_new_code(client, address):
    yield sign_up(client, address)
    cache.clear()
    yield client.post(VERIFY, {"action": "resend"})
    yield client.post(VERIFY, {"action": "resend"})
    yield client.post(VERIFY, {"action": "change", "email": "other@example.org"})
    yield client.get(VERIFY)


def by_a_wrong_sign_up(client, address):
    yield sign_up(client, address, password1="short")
    yield sign_up(client, address, membership_number="!")


def by_a_number_given_twice(client, address):
    """Were the number taken by the first sign-up, the second would tell."""
    yield sign_up(client, address, membership_number="EF789")
    yield sign_up(Client(), "mallory@example.org", membership_number="EF789")


def by_reset(client, address):
    yield ask_for_reset(client, address)
    yield client.get(RESET_CODE)
    yield client.get(RESET_LAST)
    for _try in range(4):
        yield client.post(RESET_CODE, {"code": WRONG_CODE})
    yield client.get(RESET)


def by_many_resets(client, address):
    for _try in range(7):
        yield ask_for_reset(client, address)


def by_log_in(client, address):
    for _try in range(7):
        yield log_in(client, address, "a wrong password")


ROADS = [
    by_sign_up, by_a_second_try, by_a_new_code, by_a_wrong_sign_up, by_a_number_given_twice,
    by_reset, by_many_resets, by_log_in,
]  # fmt: skip


def seen(road, kind):
    """Every answer on the road: status, headers that speak, and the page without its tokens."""
    cache.clear()
    Member.objects.filter(email__in=["nobody@example.org", "mallory@example.org"]).delete()
    address = f"{kind}@example.org"
    return [what_shows(answer, address) for answer in road(Client(), address)]


def what_shows(answer, address):
    page = TOKEN.sub("", answer.content.decode()).replace(address, "ADDRESS")
    return answer.status_code, answer.headers.get("Location"), sorted(answer.cookies), page


@pytest.mark.parametrize("kind", KINDS[:-1])
@pytest.mark.parametrize("road", ROADS)
def test_an_account_shows_no_more_than_none(road, kind):
    assert seen(road, kind) == seen(road, "nobody")


def test_the_comparison_would_see_a_difference():
    """The control: an address of another shape is answered otherwise."""
    assert seen(by_log_in, "member") != seen(by_log_in, "mem ber")


@pytest.mark.parametrize("road", [by_sign_up, by_reset], ids=["sign-up", "reset"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_owner_of_the_address_is_written_to_and_nobody_else(road, kind, run_tasks):
    next(road(Client(), f"{kind}@example.org"))
    assert [letter.to for letter in run_tasks()] == [[f"{kind}@example.org"]]


@pytest.mark.parametrize(
    ("road", "hashes"),
    [(by_sign_up, 1), (by_reset, 0), (by_log_in, 5)],
    ids=["sign-up", "reset", "log-in"],
)
@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_costs_the_same_number_of_password_hashes(road, hashes, kind, monkeypatch):
    """A hash is the slow part: without an account there must be one as well."""
    made = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        made.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    seen(road, kind)
    assert len(made) == hashes
