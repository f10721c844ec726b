"""People who are about to sign in, and in how many browsers they are."""

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import Member

PASSWORD = "a long enough sentence"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def member(email: str) -> None:
    """Somebody with a password, and an app whose secret is SECRET."""
    made = Member.objects.create_user(email, PASSWORD, name="Ben Carter", verified=True)
    TOTP.activate(made, SECRET)


def half_way(email: str, times: str) -> list[str]:
    """So many browsers in which the password was right; their sessions."""
    return [password_given(email) for _browser in range(int(times))]


def password_given(email: str) -> str:
    proxied = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "192.0.2.201"}
    client = Client(HTTP_HOST="localhost", **proxied)
    answer = client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    assert answer["Location"] == "/accounts/2fa/authenticate/", answer.content
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def signed_in(email: str) -> int:
    """In how many browsers the member is signed in."""
    key = str(Member.objects.get(email=email).pk)
    sessions = [session.get_decoded() for session in Session.objects.all()]
    return sum(session.get("_auth_user_id") == key for session in sessions)
