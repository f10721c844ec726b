"""Headers that keep a page private, on every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS = ", ".join(
    [
        *(f"{power}=()" for power in ("camera", "microphone", "geolocation", "payment", "usb")),
        *(f"publickey-credentials-{act}=(self)" for act in ("get", "create")),
    ]
)


class PrivacyHeadersMiddleware:
    """No powers, no other origins; and whoever carries a session leaves no page in a cache.

    The cookie is asked and not the member, so an answer costs no query and a page that
    failed for want of a database still has its headers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if settings.SESSION_COOKIE_NAME in {*request.COOKIES, *response.cookies}:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
