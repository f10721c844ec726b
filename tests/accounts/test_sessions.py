"""Where one is signed in: seen, and ended."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.browsers import browser_of
from accounts.models import RoleHolding
from tests.accounts.devices import NO_APP, SECOND, code_of, confirm, set_up_app
from tests.accounts.doors import REAUTHENTICATE, is_signed_in, log_in
from tests.factories import PASSWORD, AdministratorFactory, MemberFactory

pytestmark = pytest.mark.django_db
LIST = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605 Version/18.5 Safari/604"
)


@pytest.fixture
def ben(db):
    return MemberFactory(email="ben@example.org")


def at(browser, email="ben@example.org"):
    client = Client(headers={"user-agent": browser})
    log_in(client, email)
    return client


def test_one_sees_ones_browsers_and_nobody_elses(ben):
    at("Chrome/1 Linux", MemberFactory().email)
    at(SAFARI)
    page = at(FIREFOX).get(LIST).content.decode()
    assert "Safari on iPhone" in page
    assert "Firefox on Windows" in page
    assert "Chrome" not in page
    assert page.count("from the network address 127.0.0.1") == 2


def test_one_browser_is_signed_out_and_the_others_stay(ben):
    here, lost, third = at(FIREFOX), at(SAFARI), at(SAFARI)
    key = UserSession.objects.get(session_key=lost.session.session_key).pk
    assert here.post(reverse("accounts:session_end", args=[key]))["Location"] == LIST
    assert [is_signed_in(each) for each in (here, lost, third)] == [True, False, True]


def test_all_others_are_signed_out(ben):
    here, lost, third = at(FIREFOX), at(SAFARI), at(SAFARI)
    here.post(LIST)
    assert [is_signed_in(each) for each in (here, lost, third)] == [True, False, False]


def test_nobody_signs_somebody_else_out(ben):
    mine, theirs = at(FIREFOX), at(SAFARI, MemberFactory().email)
    key = UserSession.objects.get(session_key=theirs.session.session_key).pk
    assert mine.post(reverse("accounts:session_end", args=[key])).status_code == 404
    assert is_signed_in(theirs)


@pytest.mark.django_db(transaction=True)
def test_when_a_second_step_is_removed_other_browsers_are_signed_out():
    ben = MemberFactory()
    here = at(FIREFOX, ben.email)
    secret = set_up_app(here)
    with time_machine.travel(timezone.now() + timedelta(seconds=60)):
        there = at(SAFARI, ben.email)
        there.post(SECOND, {"code": code_of(secret)})
        assert is_signed_in(there)
        here.post(NO_APP)
    assert [is_signed_in(each) for each in (here, there)] == [True, False]


def test_a_session_has_a_new_key_after_each_log_in(ben, client):
    """A key that somebody had put into the browser before opens nothing afterwards."""
    client.post("/accounts/signup/", {"email": "zoe@example.org"})
    planted = client.session
    planted["word"] = "here"
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    log_in(client, ben.email)
    assert client.session.session_key != planted.session_key
    assert not Session.objects.filter(pk=planted.session_key).exists()
    assert is_signed_in(client)


def test_and_after_each_time_that_one_confirms_who_one_is(ben):
    client = at(FIREFOX)
    client.post("/accounts/logout/")
    log_in(client, ben.email)
    before = client.session.session_key
    confirm(client, "/accounts/2fa/totp/activate/")
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert is_signed_in(client)
    page = client.get(LIST).content.decode()
    assert "This is the browser you are using." in page
    assert UserSession.objects.count() == 1


def test_after_a_second_step_that_is_shown_again_too(client):
    dev = AdministratorFactory(email="dev@example.org")
    log_in(client, dev.email)
    secret = set_up_app(client)
    with time_machine.travel(timezone.now() + timedelta(seconds=400)):
        before = client.session.session_key
        asked = client.get(reverse("staff:role_give"))["Location"]
        assert asked.startswith("/accounts/2fa/reauthenticate/")
        assert client.session.session_key == before
        client.post(asked, {"code": code_of(secret)})
        assert client.session.session_key != before
        assert not Session.objects.filter(pk=before).exists()
        assert is_signed_in(client)


def test_what_is_over_is_forgotten(ben):
    at(FIREFOX)
    at(SAFARI)
    Session.objects.filter(pk=UserSession.objects.first().session_key).delete()
    call_command("forget_sessions")
    assert UserSession.objects.count() == 1


@pytest.mark.parametrize(
    ("says", "called"),
    [
        (FIREFOX, "Firefox on Windows"),
        (SAFARI, "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Linux"),
        ("<b>evil</b>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_called_what_people_call_it(says, called):
    assert browser_of(says) == called


def test_to_give_a_role_one_confirms_who_one_is(client, ben):
    dev = AdministratorFactory()
    client.force_login(dev)
    path, sent = reverse("staff:role_give"), {"member": ben.email, "role": "auditor"}
    with time_machine.travel(timezone.now() + timedelta(seconds=400)):
        assert client.get(path).status_code == 200
        asked = client.post(path, sent)
        assert asked["Location"].startswith(REAUTHENTICATE)
        assert not RoleHolding.objects.filter(member=ben).exists()
        client.post(asked["Location"], {"password": PASSWORD, "next": path})
        assert RoleHolding.objects.filter(member=ben, role="auditor").exists()


def test_to_take_a_role_too(client):
    dev, held = AdministratorFactory(), AdministratorFactory()
    client.force_login(dev)
    path = reverse("staff:role_take", args=[held.role_holdings.get().pk])
    with time_machine.travel(timezone.now() + timedelta(seconds=400)):
        assert client.post(path)["Location"].startswith(REAUTHENTICATE)
    assert held.role_holdings.exists()
    assert client.post(path)["Location"] == reverse("staff:role_list")


def test_confirming_is_once_for_five_minutes(client, ben):
    log_in(client, ben.email)
    confirm(client, "/accounts/2fa/totp/activate/")
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 200
