"""A signed-in member at a browser, without the browser."""

import io
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest

from accounts.models import Member
from accounts.session_times import times_of

TOKEN = "a" * 32
HOST = "localhost"


class Visitor:
    """Calls the product's WSGI application as one member, as behind the proxy that ends TLS."""

    def __init__(self, application: WSGIHandler, member: Member | None = None) -> None:
        self.application = application
        self.cookies = {settings.CSRF_COOKIE_NAME: TOKEN}
        if member is not None:
            self.cookies[settings.SESSION_COOKIE_NAME] = session_of(member)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Headers are named as WSGI names them."""
        return self._call("GET", path, b"", headers)

    def post(self, path: str, **fields: str | list[int]) -> tuple[int, bytes]:
        form = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}, doseq=True).encode()
        return self._call("POST", path, form, {})

    def _call(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        answer: list[str] = []
        environ = self._environ(method, path, body) | headers
        rows = self.application(environ, lambda status, *_: answer.append(status))
        content = b"".join(rows)
        rows.close()
        return int(answer[0].split()[0]), content

    def _environ(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": HOST, "SERVER_PORT": "443", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": HOST, "HTTP_X_FORWARDED_PROTO": "https", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_REFERER": f"https://{HOST}/", "HTTP_X_FORWARDED_FOR": "127.0.0.1",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False,
            "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip


def session_of(member: Member) -> str:
    """The key of a new signed-in session, without a password being hashed; of the office, with
    the second step taken.
    """
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.begin(times_of(member))
    if member.is_staff:
        request = HttpRequest()
        request.session = session
        record_authentication(request, member, "mfa", type="totp")
    session.save()
    return str(session.session_key)
