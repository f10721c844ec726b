"""Nobody works in the office by a password alone."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.forms.second_steps import NOT_ACCEPTED
from accounts.models import Member, RoleHolding
from accounts.roles import Role
from history.models import Event
from tests.access.test_access import ARGUMENTS, rows
from tests.access.world import OFFICE, ROLES, build
from tests.accounts.devices import (
    ADD_PASSKEY,
    CODES,
    NO_APP,
    TWO_STEPS,
    Device,
    add_passkey,
    code_of,
    confirm,
    passkey_of,
    set_up_app,
)
from tests.accounts.doors import REAUTHENTICATE, log_in
from tests.factories import PASSWORD, AdministratorFactory, MemberFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DESK = "/staff/desk/"
CONCERNS = "/staff/concerns/"  # whither the overview leads who handles these; it asks itself
CODE_AGAIN = f"{TWO_STEPS}reauthenticate/"
PASSKEY_AGAIN = f"{TWO_STEPS}webauthn/reauthenticate/"


@pytest.fixture
def dev(db):
    return AdministratorFactory(email="dev@example.org")


@pytest.fixture
def by_password(dev, client):
    """Dev, who has no second step yet."""
    log_in(client, dev.email)
    return client


@pytest.fixture
def without(dev, client):
    """Dev's other browser, in which they came in before they had set up an app."""
    log_in(client, dev.email)
    TOTP.activate(dev, SECRET)
    return client


def office_rows(role):
    """Every address of the office or the workshop that opens for this role, or acts."""
    place = ROLES.index(role)
    for name, key, get, post in rows():
        if name.startswith(("staff:", "admin:")) and name not in ("admin:login", "admin:logout"):
            yield name, key, get[place], post[place]


@pytest.mark.parametrize("role", OFFICE)
def test_by_password_alone_no_page_of_the_office_opens_and_nothing_is_done(role):
    world, browser, wrong, asked = build(), Client(), [], 0
    person = world.people[role]
    Member.objects.filter(pk=person.pk).update(email="door@example.org")
    person.emailaddress_set.update(email="door@example.org")
    log_in(browser, "door@example.org")
    ContentType.objects.clear_cache()
    before = Event.objects.count()
    for name, key, *answers in office_rows(role):
        arguments = ARGUMENTS[key] if key in ARGUMENTS else world.keys[key]
        path = reverse(name, args=arguments if isinstance(arguments, list) else [arguments])
        for ask, usual in zip((browser.get, browser.post), answers, strict=True):
            found = ask(path)
            to_the_step = found.status_code == 302 and found["Location"] in (TWO_STEPS, CONCERNS)
            asked += to_the_step
            if not to_the_step and (found.status_code, usual) not in SHUT:
                wrong.append(f"{name}: {found.status_code}, and {usual} with a second step")
    assert wrong == []
    assert asked > 3
    assert Event.objects.count() == before


# Closed with a second step or without: not of this role, or not for this method.
SHUT = {(403, "403"), (405, "405"), (403, "405"), (404, "404")}


def test_what_is_not_of_the_office_stays_open(by_password):
    for page in ("/", "/me/", "/mentors/", TWO_STEPS):
        assert by_password.get(page).status_code == 200


@pytest.mark.django_db(transaction=True)  # what follows a commit belongs to the request
def test_one_is_told_why_and_goes_in_as_soon_as_an_app_is_set_up(by_password):
    answer = by_password.get(DESK, follow=True)
    assert answer.redirect_chain == [(TWO_STEPS, 302)]
    assert "Your role in the office asks for a second step" in answer.content.decode()
    set_up_app(by_password)
    assert by_password.get(CODES).status_code == 200
    assert by_password.get(DESK).status_code == 200


def test_a_passkey_opens_it_as_well(by_password):
    confirm(by_password, ADD_PASSKEY)
    assert add_passkey(by_password, Device())["Location"] == CODES
    assert by_password.get(DESK).status_code == 200


def test_an_older_session_shows_the_second_step_first_and_goes_on(without):
    asked = without.get(DESK)
    assert asked["Location"] == f"{CODE_AGAIN}?next=%2Fstaff%2Fdesk%2F"
    wrong = without.post(asked["Location"], {"code": "000000", "next": DESK})
    assert wrong.status_code == 200
    right = without.post(asked["Location"], {"code": code_of(SECRET), "next": DESK})
    assert right["Location"] == DESK
    assert without.get(DESK).status_code == 200


def test_what_was_sent_is_done_once_the_step_was_shown(without):
    carol = MemberFactory()
    path = reverse("staff:role_give")
    sent = {"member": carol.email, "role": "auditor"}
    asked = without.post(path, sent)
    assert not RoleHolding.objects.filter(member=carol).exists()
    without.post(asked["Location"], {"code": code_of(SECRET), "next": path})
    assert RoleHolding.objects.filter(member=carol, role="auditor").exists()


def test_a_form_that_comes_back_after_the_step_goes_where_it_belongs(dev, without):
    """It is shown by the page that asked for the step, and is not sent to that."""
    path = reverse("staff:role_give")
    asked = without.post(path, {"member": "nobody at all", "role": "auditor"})
    back = without.post(asked["Location"], {"code": code_of(SECRET), "next": path})
    assert back.context["form"].errors
    assert f'<form class="sheet form" method="post" action="{path}"' in back.content.decode()
    assert (
        f'action="{path}"' in without.get(f"{path}?member={dev.pk}&role=auditor").content.decode()
    )


def test_who_has_a_passkey_alone_is_asked_for_that(dev, client):
    log_in(client, dev.email)
    passkey_of(dev)
    asked = client.get(DESK)["Location"]
    assert asked.startswith(f"{PASSKEY_AGAIN}?next=")
    assert client.get(asked).status_code == 200


def test_who_has_no_app_is_asked_for_the_passkey_and_not_for_a_recovery_code(dev, client):
    """allauth makes the codes with the first passkey."""
    log_in(client, dev.email)
    RecoveryCodes.activate(dev)
    passkey_of(dev)
    assert office_asks(client) == PASSKEY_AGAIN


def test_who_has_an_app_and_a_passkey_is_asked_for_a_code(without, dev):
    passkey_of(dev)
    assert office_asks(without) == CODE_AGAIN


def office_asks(client: Client) -> str:
    """The page on which the second step is asked for."""
    return client.get(DESK)["Location"].partition("?")[0]


def shown(device: Device, page: HttpResponse) -> dict[str, str]:
    """What is sent when this device is held to the page."""
    options = json.loads(json.dumps(page.context["js_data"]["request_options"]))
    return {"credential": json.dumps(device.get(options)), "next": DESK}


def test_a_passkey_that_is_refused_can_be_tried_again(dev, client):
    """One stays on the page, which says why, and is led on as before by the next."""
    log_in(client, dev.email)
    confirm(client, ADD_PASSKEY)
    add_passkey(client, device := Device())
    again, stranger = reverse("mfa_reauthenticate_webauthn"), Device(owner=device.owner)
    refused = client.post(again, shown(stranger, client.get(again)))
    assert refused.status_code == 200
    assert str(NOT_ACCEPTED) in refused.content.decode()
    assert f'name="next" value="{DESK}"' in refused.content.decode()
    assert client.post(again, shown(device, refused))["Location"] == DESK


def test_a_password_does_not_get_round_an_app_by_adding_a_passkey(without):
    """Somebody with the password and an older session, and without the phone."""
    confirm(without, ADD_PASSKEY)
    add_passkey(without, Device())
    assert without.get(DESK)["Location"].startswith(CODE_AGAIN)


@pytest.mark.django_db(transaction=True)
def test_the_office_closes_with_the_last_second_step(by_password):
    set_up_app(by_password)
    assert by_password.get(DESK).status_code == 200
    assert by_password.post(NO_APP)["Location"] == TWO_STEPS
    assert not Authenticator.objects.exists()
    assert by_password.get(DESK)["Location"] == TWO_STEPS


def test_a_role_given_meanwhile_asks_at_once(client, dev):
    carol = MemberFactory()
    log_in(client, carol.email)
    carol.give_role(Role.AUDITOR, by=dev)
    assert client.get("/staff/")["Location"] == TWO_STEPS


def test_the_password_once_more_is_not_a_second_step(without):
    without.post(f"{REAUTHENTICATE}?next={DESK}", {"password": PASSWORD, "next": DESK})
    assert without.get(DESK)["Location"].startswith(CODE_AGAIN)
