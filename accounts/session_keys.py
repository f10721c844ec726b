"""A session has a new key whenever somebody shows again who they are.

Whoever had learned the old one, or had put it into the browser, is left with nothing. At a log-in
Django does so by itself.
"""

from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.conf import settings

from accounts.requests import SessionRequest


def listen() -> None:
    """Hear of each step from allauth, which tells of them by signal."""
    authentication_step_completed.connect(renew)


def renew(*, request: SessionRequest, reauthenticated: bool = False, **_: Any) -> None:
    """Only of a session that the browser came with; one made in this request is new."""
    before = request.session.session_key
    if reauthenticated and before and before == request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        request.session.cycle_key()
        mine = UserSession.objects.filter(session_key=before)
        mine.update(session_key=request.session.session_key)
