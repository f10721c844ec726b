"""A device and its recovery codes are lost: the way back, and who is told of it."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from history.models import Event
from tests.accounts.devices import set_up_app
from tests.accounts.doors import is_signed_in, log_in
from tests.conftest import RunTasks
from tests.factories import AdministratorFactory, MemberFactory

pytestmark = pytest.mark.django_db


def forget(email: str) -> str:
    said = StringIO()
    call_command("forget_second_steps", email, stdout=said)
    return said.getvalue().strip()


def test_who_lost_theirs_signs_in_by_password_and_is_told(run_tasks: RunTasks) -> None:
    member, elsewhere = MemberFactory(email="ben@example.org"), Client()
    elsewhere.force_login(member)
    set_up_app(elsewhere)
    run_tasks().clear()

    assert forget("Ben@example.org") == "ben@example.org has no second step any more."
    assert not Authenticator.objects.filter(user=member).exists()
    assert not is_signed_in(elsewhere)
    client = Client()
    log_in(client, "ben@example.org")
    assert is_signed_in(client)
    [letter] = run_tasks()
    assert letter.subject == "Your second steps for signing in were removed"
    assert "If you did not, change your password now" in letter.body
    event = Event.objects.about(member).get(verb="second_step.forgotten")
    assert event.actor is None


def test_the_office_stays_shut_until_another_is_set_up() -> None:
    AdministratorFactory(email="dev@example.org")
    client = Client()
    log_in(client, "dev@example.org")
    set_up_app(client)
    forget("dev@example.org")
    client = Client()
    log_in(client, "dev@example.org")
    assert client.get("/staff/desk/")["Location"] == "/accounts/2fa/"


def test_who_has_none_is_left_alone(run_tasks: RunTasks) -> None:
    MemberFactory(email="ben@example.org")
    assert forget("ben@example.org") == "ben@example.org had none."
    assert run_tasks() == []
    with pytest.raises(CommandError, match="No member has the address"):
        forget("nobody@example.org")
