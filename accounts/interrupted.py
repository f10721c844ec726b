"""Somebody was signed out while they typed: what they sent waits until they sign in again.

A cookie says whose browser it is, by a hash that tells nobody who; what was sent is kept
in the cache under that hash. So another person who signs in there is shown nothing.
"""

import re
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from accounts.models import Member
from lib.typed import Typed, typed

KEPT_SECONDS = 30 * 60
SALT = "accounts.interrupted"
A_HASH = re.compile(r"[0-9a-f]{64}")  # nothing else that a cookie says is in a key of the cache


def whose(member: Member) -> str:
    return salted_hmac(SALT, str(member.pk), algorithm="sha256").hexdigest()


def remember(request: HttpRequest, response: HttpResponse, member: Member) -> None:
    """Let the browser know whose it is, if it does not yet; until it is closed."""
    if request.COOKIES.get(settings.WHOSE_COOKIE_NAME) != whose(member):
        response.set_cookie(
            settings.WHOSE_COOKIE_NAME,
            whose(member),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def keep(request: HttpRequest) -> bool:
    """Keep what was sent for half an hour; False when nothing can be, or nobody was here."""
    owner, fields = request.COOKIES.get(settings.WHOSE_COOKIE_NAME, ""), typed(request)
    if not A_HASH.fullmatch(owner) or not any(field.is_a_text for field in fields):
        return False
    pairs = [tuple(field) for field in fields]
    cache.set(_key(owner), {"action": request.get_full_path(), "fields": pairs}, KEPT_SECONDS)
    return True


def kept_for(member: Member) -> dict[str, Any] | None:
    """What waits for the member: `action`, where it was sent, and `fields`; None when nothing."""
    found = cache.get(_key(whose(member)))
    return found and {**found, "fields": [Typed(*pair) for pair in found["fields"]]}


def _key(owner: str) -> str:
    return f"typed:{owner}"
