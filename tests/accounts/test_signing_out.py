"""Signing people out everywhere, by command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Member
from history.models import Event
from tests.accounts.doors import is_signed_in
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def arrive(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def end(*words: str) -> str:
    said = StringIO()
    call_command("end_sessions", *words, stdout=said)
    return said.getvalue().strip()


def test_a_member_is_signed_out_everywhere_and_nobody_else() -> None:
    ben = MemberFactory(email="ben@example.org")
    here, there, carol = arrive(ben), arrive(ben), arrive(MemberFactory())
    assert end("Ben@example.org") == "2 sessions ended."
    assert [is_signed_in(each) for each in (here, there, carol)] == [False, False, True]
    assert Event.objects.about(ben).get(verb="member.signed_out").actor is None
    assert end("ben@example.org") == "0 sessions ended."
    assert Event.objects.about(ben).filter(verb="member.signed_out").count() == 1


def test_everybody_is_signed_out() -> None:
    several = [arrive(MemberFactory()) for _ in range(3)]
    assert end("--everybody") == "3 sessions ended."
    assert not any(is_signed_in(each) for each in several)


@pytest.mark.parametrize("said", [(), ("ben@example.org", "--everybody"), ("no@example.org",)])
def test_it_has_to_be_said_whom(said: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        end(*said)
