"""Nobody works in the office by a password alone."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

FIRST_STEP = "reauthenticate"  # how allauth names the password once more
SET_ONE_UP = _(
    "Your role in the office asks for a second step when you sign in. Add a passkey or an app "
    "here; the office opens after that."
)


def has_taken_second_step(request: HttpRequest) -> bool:
    """Whether a passkey, an app's code or a recovery code was shown in this very session.

    Asks the session and not the database: when a second step is removed, the session
    forgets it (accounts/second_steps.py).
    """
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def to_second_step(request: HttpRequest) -> HttpResponse:
    """To show the second step, or to set one up. What was sent is done after it was shown.

    Which one is asked for first, our adapter says (accounts/adapters.py).
    """
    for way in get_adapter().get_reauthentication_methods(request.user):
        if way["id"] != FIRST_STEP:
            return suspend_request(request, way["url"])
    messages.warning(request, SET_ONE_UP)
    return redirect("mfa_index")
