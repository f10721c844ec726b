"""What a request has here that Django's own does not say."""

from django.http import HttpRequest

from accounts.models import Member
from lib.sessions import SessionStore


class SessionRequest(HttpRequest):
    """Any request behind the session middleware."""

    session: SessionStore


class MemberRequest(SessionRequest):
    """What a view is given once a member is signed in, as every view is that does not opt out."""

    user: Member
