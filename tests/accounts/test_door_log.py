"""A line for each log-in, good or bad, and for each change of what opens the door; nobody named."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.door_log import hash_of, place_of, refusals
from accounts.membership import MembershipAdapter
from accounts.models import Member
from lib.log import LineFormatter
from tests.accounts.devices import (
    NO_APP,
    PASSKEY_IN,
    SECOND,
    Device,
    add_passkey,
    code_of,
    confirm,
    set_up_app,
)
from tests.accounts.doors import (
    LOG_OUT,
    NEW_PASSWORD,
    PASSWORD_CHANGE,
    RESET_CODE,
    RESET_LAST,
    WRONG_CODE,
    ask_for_reset,
    code_in,
    log_in,
)
from tests.conftest import RunTasks
from tests.factories import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db
EMAIL, NAME, BROWSER = "canary@example.org", "Canary Yellow", "CanaryBrowser/1.0"
WRONG = "a wrong canary of a password"
HERE, NETWORK = "203.0.113.77", "203.0.113.0/24"


class Lines(logging.Handler):
    """What the log says, as production writes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(LineFormatter())
        self.said: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(json.loads(self.format(record)))

    @property
    def kinds(self) -> dict[str, list[str]]:
        """What kinds of second step came and went."""
        found: dict[str, list[str]] = {}
        for line in self.said:
            if "kind" in line:
                found.setdefault(line["message"], []).append(line["kind"])
        return found

    @property
    def last(self) -> dict[str, Any]:
        line = self.said[-1]
        return {name: line[name] for name in line if name not in ("at", "level", "logger")}


@pytest.fixture(autouse=True)
def lines() -> Iterator[Lines]:
    log, lines = logging.getLogger("accounts"), Lines()
    before = log.level
    log.addHandler(lines)
    log.setLevel(logging.INFO)
    yield lines
    log.removeHandler(lines)
    log.setLevel(before)
    everything = json.dumps(lines.said, ensure_ascii=False)
    canaries = (EMAIL, "canary@", NAME, "Canary", BROWSER, WRONG, PASSWORD, NEW_PASSWORD, HERE)
    assert [each for each in canaries if each in everything] == []


@pytest.fixture
def ben() -> Member:
    return MemberFactory(email=EMAIL, name=NAME)


def browser() -> Client:
    return Client(headers={"user-agent": BROWSER}, REMOTE_ADDR=HERE)


def test_coming_in_and_going_out(ben: Member, lines: Lines) -> None:
    client = browser()
    log_in(client, EMAIL)
    who = {"member": ben.pk, "from": NETWORK}
    address = hash_of(EMAIL)
    assert lines.last == {"message": "Signed in", **who, "by": ["password"], "address": address}
    client.post(LOG_OUT)
    assert lines.last == {"message": "Signed out", **who}
    assert len(lines.said) == 2


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_a_wrong_password_says_as_much_of_a_member_as_of_nobody(
    ben: Member, lines: Lines, email: str
) -> None:
    log_in(browser(), email.upper(), WRONG)
    assert lines.said[0]["message"] == "Sign-in refused"
    assert lines.last == {
        "message": "Sign-in refused",
        "from": NETWORK,
        "why": "password",
        "address": hash_of(email),
    }


def test_too_many_tries_are_told_from_a_wrong_one(ben: Member, lines: Lines) -> None:
    client, before = browser(), refusals._value.get()
    for _try in range(6):
        log_in(client, EMAIL, WRONG)
    assert refusals._value.get() == before + 6
    assert [line["why"] for line in lines.said] == ["password"] * 5 + ["too_many_login_attempts"]
    assert lines.last["address"] == hash_of(EMAIL)


def test_a_closed_account(lines: Lines) -> None:
    ben = MemberFactory(email=EMAIL, is_active=False)
    log_in(browser(), EMAIL)
    assert lines.last == {
        "message": "Sign-in refused",
        "member": ben.pk,
        "from": NETWORK,
        "why": "closed",
    }


def test_a_second_step_and_a_wrong_one(
    ben: Member, lines: Lines, django_capture_on_commit_callbacks: Any
) -> None:
    client = browser()
    log_in(client, EMAIL)
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_app(client)
    assert lines.kinds == {"Second step added": ["totp", "recovery_codes"]}
    with time_machine.travel(timezone.now() + timedelta(seconds=60)):
        again = browser()
        log_in(again, EMAIL)
        assert len(lines.said) == 3  # half the way is not in
        again.post(SECOND, {"code": "000000"})
        assert lines.last["why"] == "second step: incorrect_code"
        assert lines.last["member"] == ben.pk
        again.post(SECOND, {"code": code_of(secret)})
        assert lines.last["by"] == ["password", "totp"]
        assert secret not in json.dumps(lines.said)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(NO_APP)
        assert sorted(lines.kinds["Second step removed"]) == ["recovery_codes", "totp"]


def test_a_passkey_and_somebody_elses(ben: Member, lines: Lines) -> None:
    client, device = browser(), Device()
    log_in(client, EMAIL)
    confirm(client, "/accounts/2fa/webauthn/add/")
    add_passkey(client, device)
    client.post(LOG_OUT)
    stranger = Device(name=device.name, owner=device.owner)
    for shown, message in ((stranger, "Sign-in refused"), (device, "Signed in")):
        asked = client.get(PASSKEY_IN, headers={"accept": "application/json"})
        options = asked.json()["request_options"]
        client.post(PASSKEY_IN, {"credential": json.dumps(shown.get(options))})
        assert lines.last["message"] == message
    assert lines.last["by"] == ["webauthn"]
    assert lines.said[-2]["why"] == "passkey: incorrect_code"


def test_a_password_is_changed_and_reset(ben: Member, lines: Lines, run_tasks: RunTasks) -> None:
    client = browser()
    log_in(client, EMAIL)
    client.post(PASSWORD_CHANGE, {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})
    assert "Password changed" in [line["message"] for line in lines.said]
    client = browser()
    ask_for_reset(client, EMAIL)
    code = code_in(run_tasks()[-1])
    client.post(RESET_CODE, {"code": WRONG_CODE})
    assert lines.last["why"] == "code: incorrect_code"
    client.post(RESET_CODE, {"code": code})
    client.post(RESET_LAST, {"password1": PASSWORD})
    assert "Password reset" in [line["message"] for line in lines.said]
    assert code not in json.dumps(lines.said)


def test_what_is_ended_by_time_and_by_command(ben: Member, lines: Lines) -> None:
    client = browser()
    client.force_login(ben)
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        call_command("end_sessions", EMAIL, verbosity=0)
        assert lines.last == {"message": "Signed out everywhere", "member": ben.pk, "sessions": 1}
        call_command("end_sessions", "--everybody", verbosity=0)
        assert lines.last == {"message": "Everybody signed out", "sessions": 0}
        call_command("forget_second_steps", EMAIL, verbosity=0)
        assert lines.last["message"] == "Everybody signed out"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1234:5678::9", "2001:db8:1234::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", None),
        ("unix:", None),
    ],
)
def test_an_address_is_told_by_its_network(rf: Any, address: str, network: str | None) -> None:
    assert place_of(rf.get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("error", "exception", "why"),
    [
        ("denied", None, "membership: denied"),
        ("unknown", PermissionDenied(WRONG), "membership: PermissionDenied"),
    ],
)
def test_who_comes_from_the_membership_system_without_a_name(
    lines: Lines, error: str, exception: Exception | None, why: str
) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=HERE)
    MembershipAdapter().on_authentication_error(
        request, None, error=error, exception=exception, extra_context={"state": WRONG}
    )
    assert lines.last == {"message": "Sign-in refused", "from": NETWORK, "why": why}


def test_who_thinks_better_of_it_at_the_membership_system_is_not_refused(lines: Lines) -> None:
    MembershipAdapter().on_authentication_error(RequestFactory().get("/"), None, error="cancelled")
    assert lines.said == []
