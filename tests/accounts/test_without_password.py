"""Members without a password: by what they confirm that it is them, and what lets them in."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from accounts import second_steps
from accounts.forms.entrance import NEW_PASSWORD as NEW_PASSWORD_HELP
from history.models import Event
from tests.accounts.devices import ADD_PASSKEY, PASSKEYS, SECOND, TWO_STEPS, confirm, passkey_of
from tests.accounts.doors import (
    NEW_PASSWORD,
    PASSWORD_CHANGE,
    SET_PASSWORD,
    is_signed_in,
    log_in,
)
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def joy(client):
    """Signed in, with a passkey, the codes that come with it, and no password."""
    joy = MemberFactory(email="joy@example.org")
    joy.set_unusable_password()
    joy.save()
    passkey_of(joy)
    RecoveryCodes.activate(joy)
    client.force_login(joy)
    return joy


def asked_to_confirm(client):
    """On which page one is asked first, and which others it names."""
    asked = client.get(ADD_PASSKEY)["Location"]
    page, _question_mark, _next = asked.partition("?")
    return page, [way["id"] for way in client.get(asked).context["reauthentication_alternatives"]]


def test_who_has_no_app_confirms_by_passkey_and_by_a_recovery_code_if_need_be(joy, client):
    assert asked_to_confirm(client) == (f"{PASSKEYS}reauthenticate/", ["mfa_reauthenticate"])


def test_who_has_an_app_confirms_by_its_code_or_by_passkey(joy, client):
    TOTP.activate(joy, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert asked_to_confirm(client) == (
        f"{TWO_STEPS}reauthenticate/",
        ["mfa_reauthenticate:webauthn"],
    )


@pytest.mark.parametrize("way", [f"{PASSKEYS}reauthenticate/", f"{TWO_STEPS}reauthenticate/"])
def test_to_confirm_speaks_of_no_second_step_since_it_may_be_the_only_one(joy, client, way):
    page = client.get(way).content.decode()
    assert "so we ask first that you confirm it is you." in page
    assert "second step" not in page


def test_who_has_a_password_confirms_by_that(client):
    ben = MemberFactory()
    log_in(client, ben.email)
    RecoveryCodes.activate(ben)
    passkey_of(ben)
    with time_machine.travel(timezone.now() + timedelta(seconds=460)):
        page, others = asked_to_confirm(client)
    assert page == "/accounts/reauthenticate/"
    assert sorted(others) == ["mfa_reauthenticate", "mfa_reauthenticate:webauthn"]


@pytest.fixture
def confirmed(joy, client):
    """Joy's browser, a moment after she confirmed by a recovery code that it is her."""
    codes = Authenticator.objects.get(user=joy, type="recovery_codes").wrap().generate_codes()
    assert client.post(f"{TWO_STEPS}reauthenticate/", {"code": codes[0]})["Location"] == "/"
    return client


def warned(client, member):
    """Whether the page that removes a passkey says that nothing else lets one in."""
    key = Authenticator.objects.filter(user=member, type="webauthn").first()
    page = client.get(f"{PASSKEYS}keys/{key.pk}/remove/").content.decode()
    assert "Remove this passkey?" in page
    assert ("You have no password and no other passkey." in page) is (SET_PASSWORD in page)
    return SET_PASSWORD in page


def test_who_removes_the_only_way_in_is_told_so_and_led_to_a_password(joy, confirmed):
    assert warned(confirmed, joy)


def test_an_app_alone_lets_nobody_in(joy, confirmed):
    TOTP.activate(joy, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert warned(confirmed, joy)


def test_who_has_another_passkey_is_not_warned(joy, confirmed):
    passkey_of(joy)
    assert not warned(confirmed, joy)


def test_a_passkey_that_only_comes_after_a_password_is_no_way_in(joy, confirmed):
    second = passkey_of(joy)
    second.data["credential"]["clientExtensionResults"]["credProps"]["rk"] = False
    second.save()
    assert warned(confirmed, joy)


def test_where_the_membership_system_lets_one_in_nobody_is_warned(joy, confirmed, monkeypatch):
    monkeypatch.setattr(second_steps.apps, "is_installed", lambda app: "socialaccount" in app)
    assert not second_steps.is_only_way_in(Authenticator.objects.get(user=joy, type="webauthn"))


def test_another_members_passkey_is_no_way_in(joy, confirmed):
    passkey_of(MemberFactory())
    assert warned(confirmed, joy)


def test_who_has_a_password_is_not_warned(client):
    ben = MemberFactory()
    log_in(client, ben.email)
    confirm(client, ADD_PASSKEY)
    passkey_of(ben)
    assert not warned(client, ben)


def test_to_choose_a_password_there_is_one_box_with_our_words(joy, confirmed):
    page = confirmed.get(PASSWORD_CHANGE, follow=True)
    assert page.redirect_chain == [(SET_PASSWORD, 302)]
    [box] = page.context["form"]
    assert (box.label, box.help_text) == ("Password", NEW_PASSWORD_HELP)
    assert "placeholder" not in box.as_widget()
    assert "You are signed out everywhere afterwards" in page.content.decode()


def test_a_password_that_is_chosen_signs_out_everywhere_and_then_lets_in(joy, confirmed, run_tasks):
    elsewhere = Client()
    elsewhere.force_login(joy)
    confirmed.post(SET_PASSWORD, {"password1": NEW_PASSWORD})
    assert not is_signed_in(confirmed)
    assert not is_signed_in(elsewhere)
    assert log_in(Client(), joy.email, NEW_PASSWORD)["Location"] == SECOND
    assert Event.objects.get().particulars == {"fields": ["password"]}
    assert [letter.to for letter in run_tasks()] == [[joy.email]]


def test_a_password_that_has_leaked_cannot_be_chosen(joy, confirmed):
    form = confirmed.post(SET_PASSWORD, {"password1": "iloveyousomuch"}).context["form"]
    assert list(form.errors) == ["password1"]
    joy.refresh_from_db()
    assert not joy.has_usable_password()


def test_at_a_browser_that_was_left_open_nobody_chooses_one(joy, client):
    asked = client.get(SET_PASSWORD)["Location"]
    assert asked.startswith(f"{PASSKEYS}reauthenticate/?next=")
    assert client.post(SET_PASSWORD, {"password1": NEW_PASSWORD})["Location"] == SET_PASSWORD
    joy.refresh_from_db()
    assert not joy.has_usable_password()
    assert NEW_PASSWORD not in str(dict(client.session))
