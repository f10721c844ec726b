"""django-allauth's own advisories about signing in (bar 7), each tried against our pages.

The first number in a name is the release in which it was mended.
"""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from tests.accounts.devices import (
    APP,
    PASSKEY_IN,
    SECOND,
    TWO_STEPS,
    Device,
    add_passkey,
    code_of,
    confirm,
)
from tests.accounts.doors import (
    ADDRESS,
    CODE,
    LOG_OUT,
    RESET,
    SIGN_UP,
    VERIFY,
    ask_for_reset,
    code_in,
    is_signed_in,
    log_in,
    sign_up,
)
from tests.accounts.test_rate_limits import came_through, guess
from tests.accounts.test_second_steps import come_in
from tests.factories import PASSWORD, AdministratorFactory, MemberFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OTHER_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
MOMENT = "2026-11-26T12:00:05Z"


@pytest.fixture
def ben(db):
    return MemberFactory(email="ben@example.org")


@pytest.fixture
def with_app(ben):
    TOTP.activate(ben, SECRET)
    return ben


@pytest.mark.parametrize("kind", ["right", "wrong", "by passkey alone", "closed", "unknown"])
def test_65_3_0_every_log_in_costs_one_hash_whoever_it_is(kind, ben, client, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given)
    )
    if kind == "by passkey alone":
        ben.set_unusable_password()
    ben.is_active = kind != "closed"
    ben.save()
    hashed.clear()
    email = "nobody@example.org" if kind == "unknown" else ben.email
    log_in(client, email, PASSWORD if kind == "right" else "not the password at all")
    assert len(hashed) == 1


@pytest.mark.parametrize("page", [RESET, SIGN_UP])
def test_0_63_4_a_mail_server_that_fails_tells_nobody_who_has_an_account(ben, page, settings):
    """Django CVE-2024-45231 too. The letter is a task, so its failing comes after the answer."""
    settings.EMAIL_BACKEND = "tests.accounts.regressions.broken.Backend"
    answers = []
    for email in (ben.email, "nobody@example.org"):
        typed = {"email": email, "name": "Zoë", "password1": PASSWORD}
        answer = Client().post(page, typed)
        answers.append((answer.status_code, answer["Location"]))
    assert answers[0] == answers[1]


def test_65_21_1_the_long_window_and_the_short_one_both_hold(ben):
    with time_machine.travel(MOMENT, tick=False) as clock:
        assert came_through(guess(8)) == 5
        clock.shift(timedelta(seconds=61))
        assert came_through(guess(3)) == 0  # five in five minutes for one account
        others = [guess(1, f"carol{number}@example.org")[0] for number in range(14)]
        assert came_through(others) == 7  # ten a minute from one place, those three among them
        clock.shift(timedelta(seconds=301))
        assert came_through(guess(8)) == 5


@pytest.mark.parametrize(
    "lookalike", ["m\u0131ke@example.org", "mike@ex\u0430mple.org", "mike\u00ad@example.org"]
)
def test_65_19_4_a_code_goes_to_the_address_on_record_and_to_no_lookalike(lookalike, run_tasks):
    """Django CVE-2019-19844 too."""
    mike = MemberFactory(email="mike@example.org")
    ask_for_reset(Client(), lookalike)
    coded = [letter.to for letter in run_tasks() if CODE.search(str(letter.body))]
    assert coded in ([], [[mike.email]])


def half_way(email="ben@example.org", browser=None):
    browser = browser or Client()
    assert log_in(browser, email)["Location"] == SECOND
    return browser


@pytest.mark.parametrize("spelled", ["{0}", " {0} ", "{1} {2}", "{3}"])
def test_0_61_and_65_20_1_a_code_of_an_app_counts_once_in_any_spelling(with_app, spelled):
    with time_machine.travel(MOMENT, tick=False):
        code = code_of(SECRET)
        wide = "".join(chr(ord(digit) - ord("0") + 0xFF10) for digit in code)
        first, again = half_way(), half_way()
        first.post(SECOND, {"code": code})
        again.post(SECOND, {"code": spelled.format(code, code[:3], code[3:], wide)})
    assert (is_signed_in(first), is_signed_in(again)) == (True, False)


@pytest.mark.parametrize("cancels", [True, False])
def test_65_20_0_and_65_21_0_half_of_ones_log_in_is_no_step_of_anothers(with_app, cancels):
    """Both passwords were given; the code is that of the first, and never lets the other in."""
    carol = MemberFactory()
    TOTP.activate(carol, OTHER_SECRET)
    browser = half_way()
    if cancels:
        browser.post(LOG_OUT)
    half_way(carol.email, browser)
    assert not is_signed_in(browser)
    browser.post(SECOND, {"code": code_of(SECRET)})
    answer = browser.get("/me/")
    assert answer.status_code == 302 if cancels else answer.context["user"] == with_app


def test_65_21_0_the_second_step_of_one_opens_the_office_to_nobody_else():
    dev, edith = AdministratorFactory(), AdministratorFactory()
    TOTP.activate(dev, SECRET)
    browser = half_way(dev.email)
    browser.post(SECOND, {"code": code_of(SECRET)})
    assert browser.get("/staff/desk/").status_code == 200
    browser.post(LOG_OUT)
    log_in(browser, edith.email)
    assert browser.get("/staff/desk/")["Location"] == TWO_STEPS


def test_65_20_1_nobody_locks_anothers_second_step_by_knocking(with_app, client):
    device = Device()
    log_in(client, with_app.email)
    client.post(SECOND, {"code": code_of(SECRET)})
    confirm(client, f"{TWO_STEPS}webauthn/add/")
    add_passkey(client, device)
    knocking = Device(name=device.name, owner=device.owner)
    for _knock in range(9):
        browser, _answer = come_in(knocking)
        assert not is_signed_in(browser)
    with time_machine.travel(timezone.now() + timedelta(seconds=60), tick=False):
        browser = half_way()
        browser.post(SECOND, {"code": code_of(SECRET)})
        assert is_signed_in(browser)


def test_65_21_1_a_passkey_that_asks_for_nothing_is_refused(ben, client):
    device = Device()
    log_in(client, ben.email)
    confirm(client, f"{TWO_STEPS}webauthn/add/")
    assert add_passkey(client, Device(verifies=False)).status_code == 200
    assert not Authenticator.objects.exists()
    add_passkey(client, device)
    device.verifies = False
    for browser in (come_in(device)[0], second_step_by(device)):
        assert not is_signed_in(browser)
    device.verifies = True
    assert is_signed_in(come_in(device)[0])


def second_step_by(device):
    browser = half_way()
    options = json.loads(json.dumps(browser.get(SECOND).context["js_data"]["request_options"]))
    browser.post(SECOND, {"credential": json.dumps(device.get(options))})
    return browser


def change_to(client, address, run_tasks):
    """Ask for another address; the code that went there."""
    answer = client.post(ADDRESS, {"email": address, "action_add": ""})
    if "reauthenticate" in answer["Location"]:
        client.post(answer["Location"], {"password": PASSWORD})
    return code_in([letter for letter in run_tasks() if letter.to == [address]][-1])


def test_65_12_1_an_address_not_proved_gets_its_code_and_nothing_else(ben, client, run_tasks):
    log_in(client, ben.email)
    change_to(client, "new@example.org", run_tasks)
    ask_for_reset(Client(), "new@example.org")
    letters = [letter for letter in run_tasks() if letter.to == ["new@example.org"]]
    assert [bool(CODE.search(str(letter.body))) for letter in letters] == [True, False]


@pytest.mark.parametrize("last_first", [True, False])
def test_65_14_1_of_two_changes_the_last_holds_in_either_order(ben, client, run_tasks, last_first):
    log_in(client, ben.email)
    with time_machine.travel(MOMENT, tick=False) as clock:
        first = change_to(client, "one@example.org", run_tasks)
        clock.shift(timedelta(seconds=30))
        last = change_to(client, "two@example.org", run_tasks)
        for code in (last, first) if last_first else (first, last):
            client.post(VERIFY, {"code": code})
    assert Member.objects.get(pk=ben.pk).email == "two@example.org"


def test_64_2_1_who_has_not_proved_their_address_adds_no_second_step(client, ben):
    sign_up(client, "claimed@example.org")
    assert client.get(APP)["Location"].startswith("/accounts/login/")
    ben.emailaddress_set.update(verified=False)
    client.force_login(ben)
    assert client.get(APP)["Location"] == TWO_STEPS
    assert client.get(f"{TWO_STEPS}webauthn/add/")["Location"] == TWO_STEPS


def test_65_19_2_codes_at_setting_up_an_app_are_counted(ben, client):
    log_in(client, ben.email)
    secret = confirm(client, APP).context["form"].secret
    for _try in range(6):
        client.post(APP, {"code": "000000"})
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_healthchecks_one_answer_of_a_device_counts_once(ben, client):
    """A WebAuthn answer sent twice, as in Healthchecks before 2.7."""
    device = Device()
    log_in(client, ben.email)
    confirm(client, f"{TWO_STEPS}webauthn/add/")
    add_passkey(client, device)
    browser = Client()
    asked = browser.get(PASSKEY_IN, headers={"accept": "application/json"}).json()
    answer = {"credential": json.dumps(device.get(asked["request_options"]))}
    browser.post(PASSKEY_IN, answer)
    browser.post(LOG_OUT)
    browser.post(PASSKEY_IN, answer)
    assert not is_signed_in(browser)
    assert not is_signed_in(after(Client(), answer))


def after(browser, answer):
    browser.post(PASSKEY_IN, answer)
    return browser


def test_a_second_step_is_not_got_round_by_a_new_password(with_app, run_tasks):
    """ASVS 6.4.3: a reset does not skip the second step."""
    browser = Client()
    ask_for_reset(browser, with_app.email)
    browser.post("/accounts/password/reset/confirm/", {"code": code_in(run_tasks()[-1])})
    new = "quite another sentence"
    browser.post("/accounts/password/reset/complete/", {"password1": new})
    assert not is_signed_in(browser)
    assert log_in(browser, with_app.email, new)["Location"] == SECOND
