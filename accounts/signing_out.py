"""Signing people out everywhere: for whoever runs the product."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.door_log import note
from accounts.erasing import end_sessions
from accounts.models import Member
from history.models import Event


@transaction.atomic
def sign_out(member: Member) -> int:
    """End every session of a member; how many there were.

    Writes `member.signed_out` by nobody, or nothing when there was none.
    """
    many = end_sessions(member)
    UserSession.objects.filter(user=member).delete()
    if many:
        Event.objects.record("member.signed_out", by=None, on=member)
        note("Signed out everywhere", None, member, sessions=many)
    return many


@transaction.atomic
def sign_out_everybody() -> int:
    """End every session there is, half-way log-ins and sign-ups included. In no history."""
    UserSession.objects.all().delete()
    many, _ = Session.objects.all().delete()
    note("Everybody signed out", None, sessions=many)
    return many
