"""Wrong passwords are counted for everybody, in one place, by where they really come from."""

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

from tests.accounts.doors import LOG_IN, is_signed_in, log_in, sign_up
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
TOO_MANY = "too_many_login_attempts"


def came_through(answers):
    """How many of the wrong passwords were looked at, and not turned away unread."""
    return sum(not is_turned_away(answer) for answer in answers)


def is_turned_away(answer):
    if answer.status_code == 429:
        return True
    errors = answer.context["form"].errors.as_data().get("__all__", [])
    return any(error.code == TOO_MANY for error in errors)


def guess(times, email="ben@example.org", client=None, **more):
    return [log_in(client or Client(), email, "a wrong password", **more) for _try in range(times)]


def test_five_wrong_passwords_in_five_minutes_for_one_account():
    assert came_through(guess(8)) == 5


def test_the_limit_holds_for_the_right_password_too(client):
    MemberFactory(email="ben@example.org")
    guess(5)
    log_in(client, "ben@example.org")
    assert not is_signed_in(client)


def test_ten_wrong_passwords_a_minute_from_one_place():
    guesses = [guess(1, f"ben{number}@example.org")[0] for number in range(14)]
    assert came_through(guesses) == 10


def test_another_place_is_not_locked_out():
    for number in range(12):
        guess(1, f"ben{number}@example.org")
    assert came_through(guess(1, "carol@example.org", REMOTE_ADDR="192.0.2.7")) == 1


def test_coming_in_oneself_does_not_start_the_count_again(client):
    """Nine wrong, one right, nine wrong: still limited."""
    MemberFactory(email="mallory@example.org")
    first = [guess(1, f"ben{number}@example.org")[0] for number in range(9)]
    log_in(client, "mallory@example.org")
    assert is_signed_in(client)
    more = [guess(1, f"carol{number}@example.org")[0] for number in range(9)]
    assert came_through(first + more) == 10


@pytest.mark.parametrize(
    "spelling", ["BEN@example.org", "\uff22en@example.org", " ben@example.org "]
)
def test_another_spelling_does_not_start_the_count_again(spelling):
    guess(5)
    assert came_through(guess(1, spelling)) == 0


def test_another_port_in_the_host_header_does_not_start_the_count_again():
    ports = [guess(1, headers={"host": f"testserver:{8000 + number}"})[0] for number in range(8)]
    assert came_through(ports) == 5


def through_proxy(number, spoofed):
    """The proxy adds where the request came from, to the right of what the visitor claims."""
    return {"headers": {"x-forwarded-for": f"{spoofed}, 192.0.2.{number}"}}


def test_a_claim_left_of_the_proxy_does_not_start_the_count_again(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    spoofs = [
        guess(1, f"ben{n}@example.org", **through_proxy(1, f"198.51.100.{n}"))[0] for n in range(14)
    ]
    assert came_through(spoofs) == 10


def test_behind_a_proxy_each_visitor_has_a_count_of_their_own(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(12):
        guess(1, f"ben{n}@example.org", **through_proxy(1, "198.51.100.1"))
    assert came_through(guess(1, "carol@example.org", **through_proxy(2, "198.51.100.1"))) == 1


def test_without_a_proxy_no_claim_is_believed():
    claims = [
        guess(1, f"ben{n}@example.org", headers={"x-forwarded-for": f"198.51.100.{n}"})[0]
        for n in range(14)
    ]
    assert came_through(claims) == 10


def test_an_ipv6_network_counts_as_one_place():
    places = [
        guess(1, f"ben{n}@example.org", REMOTE_ADDR=f"2001:db8::{n + 1:x}")[0] for n in range(14)
    ]
    assert came_through(places) == 10


def test_sign_ups_from_one_place_are_limited():
    answers = [sign_up(Client(), f"ben{n}@example.org", password1="short") for n in range(22)]
    assert sum(answer.status_code == 429 for answer in answers) == 2


def test_reading_the_page_is_not_counted(client):
    assert {client.get(LOG_IN).status_code for _visit in range(40)} == {200}


class Workers:
    """Several processes, as far as the cache can tell: each has its own cache object.

    What one process keeps in its own memory the others do not see.
    """

    def __init__(self, monkeypatch, aliases):
        self.monkeypatch, self.aliases, self.turn = monkeypatch, aliases, 0

    def guess(self, times):
        return [guess(1, client=self.next())[0] for _try in range(times)]

    def next(self):
        alias = self.aliases[self.turn % len(self.aliases)]
        self.monkeypatch.setattr("allauth.core.internal.ratelimit.cache", caches[alias])
        self.turn += 1
        return Client()


def test_three_processes_with_one_cache_count_together(settings, monkeypatch):
    one = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_of_this_test",
    }
    settings.CACHES = dict.fromkeys(("default", "second", "third"), one)
    call_command("createcachetable", verbosity=0)
    workers = Workers(monkeypatch, list(settings.CACHES))
    assert came_through(workers.guess(15)) == 5


def test_three_processes_with_a_cache_each_would_not(settings, monkeypatch):
    """The control: were this 5 as well, the test above would prove nothing."""
    local = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {
        alias: {"BACKEND": local, "LOCATION": alias} for alias in ("default", "second", "third")
    }
    workers = Workers(monkeypatch, list(settings.CACHES))
    assert came_through(workers.guess(15)) > 5
