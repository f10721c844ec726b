"""Walking through allauth's pages as a visitor does."""

import re
from typing import Any

from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from tests.factories import PASSWORD

LOG_IN = "/accounts/login/"
LOG_OUT = "/accounts/logout/"
SIGN_UP = "/accounts/signup/"
VERIFY = "/accounts/confirm-email/"
RESET = "/accounts/password/reset/"
RESET_CODE = "/accounts/password/reset/confirm/"
RESET_LAST = "/accounts/password/reset/complete/"
ADDRESS = "/accounts/email/"
PASSWORD_CHANGE = "/accounts/password/change/"
SET_PASSWORD = "/accounts/password/set/"
REAUTHENTICATE = "/accounts/reauthenticate/"
NEW_PASSWORD = "quite another sentence"
CODE = re.compile(r"\b[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}\b")
WRONG_CODE = "AAAA-AAAA"


def code_in(letter: EmailMessage) -> str:
    """The one code that a letter holds."""
    found = set(CODE.findall(str(letter.body)))
    assert len(found) == 1, letter.body
    return found.pop()


def sign_up(client: Client, email: str = "ben@example.org", **typed: Any) -> HttpResponse:
    data = {"name": "Ben Carter", "email": email, "password1": PASSWORD, **typed}
    return client.post(SIGN_UP, data)


def log_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post(LOG_IN, {"login": email, "password": password}, **more)


def ask_for_reset(client: Client, email: str, **more: Any) -> HttpResponse:
    return client.post(RESET, {"email": email}, **more)


def is_signed_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200
