"""A second step: set up, asked for, kept sealed, told of, and taken off again."""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.forms.second_steps import NOT_ACCEPTED
from history.models import Event
from lib.sealing import seal, unseal
from tests.accounts.devices import (
    ADD_PASSKEY,
    APP,
    CODES,
    MAKE_PASSKEY,
    NEW_CODES,
    NO_APP,
    PASSKEY_IN,
    PASSKEY_SIGN_UP,
    PASSKEYS,
    SECOND,
    TWO_STEPS,
    Device,
    add_passkey,
    code_of,
    confirm,
    set_up_app,
)
from tests.accounts.doors import VERIFY, code_in, is_signed_in, log_in
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(db):
    return MemberFactory(email="ben@example.org", name="Ben Carter")


@pytest.fixture
def signed_in(ben, client):
    log_in(client, ben.email)
    return client


@pytest.fixture
def secret(signed_in, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return set_up_app(signed_in)


@pytest.fixture
def clock(secret):
    """Another half minute, so that a code has not been used."""
    with time_machine.travel(in_seconds(60), tick=False) as moved:
        yield moved


def in_seconds(seconds):
    return timezone.now() + timedelta(seconds=seconds)


def half_way(email="ben@example.org"):
    """A browser in which the password was right."""
    browser = Client()
    assert log_in(browser, email)["Location"] == SECOND
    assert not is_signed_in(browser)
    return browser


def test_a_password_is_half_the_way_and_the_code_of_the_app_the_other(secret, clock):
    browser = half_way()
    assert browser.post(SECOND, {"code": code_of(secret)})["Location"] == "/"
    assert is_signed_in(browser)


@pytest.mark.parametrize("code", ["000000", "", "not a code", "１２３"])
def test_a_wrong_code_is_said_beside_the_box(secret, clock, code):
    browser = half_way()
    answer = browser.post(SECOND, {"code": code})
    assert answer.context["form"].errors["code"]
    assert not is_signed_in(browser)


def test_recovery_codes_are_shown_once_and_each_lets_in_once(signed_in, secret, clock):
    shown = confirm_codes(signed_in)
    assert len(shown) == 10
    again = signed_in.get(CODES).content.decode()
    assert [code for code in shown if code in again] == []
    for is_right in (True, False):
        browser = half_way()
        browser.post(SECOND, {"code": shown[0]})
        assert is_signed_in(browser) is is_right


def confirm_codes(client):
    """What the page of codes shows to somebody who has just given their password."""
    answer = client.get(CODES)
    return answer.context["unused_codes"] if answer.context["can_view_codes"] else []


def test_the_codes_cannot_be_downloaded_afterwards(signed_in, secret):
    confirm_codes(signed_in)
    assert signed_in.get(f"{CODES}download/").status_code == 403


def test_new_recovery_codes_end_the_old_ones(signed_in, secret, clock):
    old = confirm_codes(signed_in)
    assert signed_in.post(NEW_CODES)["Location"] == CODES
    new = confirm_codes(signed_in)
    assert not set(old) & set(new)
    browser = half_way()
    browser.post(SECOND, {"code": old[0]})
    assert not is_signed_in(browser)


def everything_in_the_database():
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
            yield from (str(value) for row in cursor.fetchall() for value in row)


def test_no_secret_lies_open_in_the_database(ben, signed_in, secret):
    codes = Authenticator.objects.get(user=ben, type="recovery_codes").wrap()
    seed = codes._get_migrated_codes() or codes.generate_codes()
    whole = "\n".join(everything_in_the_database())
    assert ben.email in whole
    assert secret not in whole
    assert [code for code in seed if code in whole] == []


def test_keys_are_renewed_without_anybody_setting_up_anew(ben, secret, clock, settings):
    settings.SECOND_STEP_KEYS = [Fernet.generate_key().decode(), *settings.SECOND_STEP_KEYS]
    browser = half_way()
    browser.post(SECOND, {"code": code_of(secret)})
    assert is_signed_in(browser)


def test_another_key_opens_nothing():
    old, new = (Fernet.generate_key().decode() for _key in range(2))
    assert unseal(seal("words", [old]), [new, old]) == "words"
    with pytest.raises(InvalidToken):
        unseal(seal("words", [old]), [new])


def test_the_page_draws_the_key_and_shows_it_to_type(signed_in):
    answer = confirm(signed_in, APP)
    page = answer.content.decode()
    assert "<svg" in page
    assert answer.context["form"].secret in page
    assert "data:" not in page
    assert "img-src 'self'" in answer["Content-Security-Policy"].split("; ")


def test_to_change_a_second_step_one_gives_the_password_again(signed_in, secret):
    with time_machine.travel(in_seconds(460)):
        for page in (NO_APP, NEW_CODES, ADD_PASSKEY):
            for ask in (signed_in.get, signed_in.post):
                assert ask(page)["Location"].startswith("/accounts/reauthenticate/?next="), page
    assert Authenticator.objects.count() == 2


def test_each_change_is_told_by_letter_and_by_history(
    ben, signed_in, secret, run_tasks, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(NEW_CODES)
        add_passkey(signed_in, Device())
        key = Authenticator.objects.get(type="webauthn")
        signed_in.post(f"{PASSKEYS}keys/{key.pk}/remove/")
        signed_in.post(NO_APP)
    assert sorted(letter.subject for letter in run_tasks()) == [
        "A passkey was added to your account",
        "A passkey was removed from your account",
        "You have new recovery codes",
        "Your app is set up for signing in",
        "Your app no longer signs you in",
    ]
    told = Event.objects.filter(verb__startswith="second_step.").values_list("verb", flat=True)
    assert sorted(told) == [
        "second_step.added", "second_step.added", "second_step.codes_made",
        "second_step.removed", "second_step.removed",
    ]  # fmt: skip
    assert not Authenticator.objects.exists()


def come_in(device, browser=None):
    browser = browser or Client()
    asked = browser.get(PASSKEY_IN, headers={"accept": "application/json"}).json()
    credential = json.dumps(device.get(asked["request_options"]))
    return browser, browser.post(PASSKEY_IN, {"credential": credential})


def test_a_passkey_signs_in_alone(ben, signed_in, secret):
    device = Device()
    assert add_passkey(signed_in, device)["Location"] == TWO_STEPS
    browser, answer = come_in(device)
    assert answer["Location"] == "/"
    assert is_signed_in(browser)


def test_a_passkey_is_a_second_step_after_the_password(signed_in, secret):
    device = Device()
    add_passkey(signed_in, device)
    browser = half_way()
    options = browser.get(SECOND).context["js_data"]["request_options"]
    credential = json.dumps(device.get(json.loads(json.dumps(options))))
    browser.post(SECOND, {"credential": credential})
    assert is_signed_in(browser)


def test_a_second_step_by_anothers_passkey_is_refused_and_says_so(signed_in, secret):
    device = Device()
    add_passkey(signed_in, device)
    stranger = Device(owner=device.owner)
    browser = half_way()
    for _again in range(2):
        options = browser.get(SECOND).context["js_data"]["request_options"]
        credential = json.dumps(stranger.get(json.loads(json.dumps(options))))
        refused = browser.post(SECOND, {"credential": credential})
        assert refused.content.decode().count(str(NOT_ACCEPTED)) == 1
    assert not is_signed_in(browser)


def test_another_device_does_not_sign_in(signed_in, secret):
    device = Device()
    add_passkey(signed_in, device)
    stranger = Device(name=device.name, owner=device.owner)
    browser, answer = come_in(stranger)
    assert not is_signed_in(browser)
    assert str(NOT_ACCEPTED) in browser.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '{"id": 1}', "not json"])
def test_what_is_no_passkey_is_refused_kindly(signed_in, secret, credential):
    add_passkey(signed_in, Device())
    assert Client().post(PASSKEY_IN, {"credential": credential}).status_code == 302
    answer = signed_in.post(ADD_PASSKEY, {"name": "", "credential": credential})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_a_passkey_can_be_renamed_and_is_nobody_elses(signed_in, secret):
    add_passkey(signed_in, Device())
    key = Authenticator.objects.get(type="webauthn")
    page = f"{PASSKEYS}keys/{key.pk}/edit/"
    assert signed_in.post(page, {"name": "Office key"})["Location"] == PASSKEYS
    assert "Office key" in signed_in.get(PASSKEYS).content.decode()
    other = Client()
    log_in(other, MemberFactory().email)
    confirm(other, APP)
    assert other.get(page).status_code == 404
    assert other.post(f"{PASSKEYS}keys/{key.pk}/remove/").status_code == 404


def test_one_joins_with_a_passkey_and_has_no_password(client, run_tasks):
    joined = client.post(PASSKEY_SIGN_UP, {"name": "Joy Adler", "email": "joy@example.org"})
    assert joined["Location"] == VERIFY
    proved = client.post(VERIFY, {"code": code_in(run_tasks()[0])})
    assert proved["Location"] == MAKE_PASSKEY
    device = Device()
    options = json.loads(json.dumps(client.get(MAKE_PASSKEY).context["js_data"]))
    credential = json.dumps(device.create(options["creation_options"]))
    client.post(MAKE_PASSKEY, {"name": "", "credential": credential})
    assert is_signed_in(client)
    browser, _answer = come_in(device)
    assert is_signed_in(browser)
    for password in ("", " "):
        nobody = Client()
        log_in(nobody, "joy@example.org", password)
        assert not is_signed_in(nobody)
