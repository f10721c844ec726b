"""How long somebody stays signed in: shorter for whoever works in the office."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse

from accounts.models import Member
from accounts.requests import MemberRequest, SessionRequest
from lib.sessions import Times

Answer = Callable[[HttpRequest], HttpResponse]
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


def times_of(member: Member) -> Times:
    numbers = settings.MENTORING
    if member.is_staff:
        idle, longest = numbers["OFFICE_IDLE_MINUTES"], numbers["OFFICE_SESSION_HOURS"]
        return Times(idle * MINUTE, longest * HOUR)
    return Times(numbers["MEMBER_IDLE_DAYS"] * DAY, numbers["MEMBER_SESSION_DAYS"] * DAY)


def listen() -> None:
    """Hear of every log-in, by whatever door, from Django, which tells of it by signal."""
    user_logged_in.connect(begin)


def begin(*, request: SessionRequest, user: Member, **_: Any) -> None:
    request.session.begin(times_of(user))


def within_time(get_response: Answer) -> Answer:
    """Let nobody stay signed in beyond their time.

    Asks at each page who they are now, so that a role given meanwhile makes the time
    shorter at once. Stands after the authentication middleware.
    """

    def answer(request: Any) -> HttpResponse:
        if request.user.is_authenticated:
            end_or_see(request)
        return get_response(request)

    return answer


def end_or_see(request: MemberRequest) -> None:
    """End a session whose time is over; else note, now and then, that it is in use."""
    times = times_of(request.user)
    if request.session.is_over_by(times):
        logout(request)  # which is in the log
        request.session.is_over = True
    else:
        every = settings.MENTORING["SEEN_EVERY_MINUTES"]
        request.session.see(times, timedelta(minutes=every))
