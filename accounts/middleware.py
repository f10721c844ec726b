"""Pages speak the member's language and tell the member's time, and are theirs alone."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import interrupted
from accounts.requests import SessionRequest
from accounts.roles import SAFE
from lib.pages import came_from

Answer = Callable[[HttpRequest], HttpResponse]
OVER = "over"  # in the address of the log-in page: the time of somebody was over
# Pages and what scripts keep. Not cookies: light or dark stays, and so does what was typed.
LEFT_BEHIND = '"cache", "storage"'


def own_language_and_time(get_response: Answer) -> Answer:
    """Activate what the signed-in member chose, for this request alone.

    Stands after the authentication middleware, whose member it reads; visitors, who have
    no session, cost no query here.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        with translation.override(language_for(request)), timezone.override(zone_for(request)):
            return get_response(request)

    return answer


def language_for(request: HttpRequest) -> str:
    chosen = getattr(request.user, "language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def zone_for(request: HttpRequest) -> tzinfo:
    try:
        return ZoneInfo(getattr(request.user, "time_zone", settings.TIME_ZONE))
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every page asks for a log-in unless it says otherwise.

    What somebody wrote who had been signed out meanwhile is kept, and shown to them again
    when they have signed in. It is not sent for them. Who only pressed a button comes back
    to the page where it is. Whose time was over is told so where they sign in, and whoever
    goes leaves nothing in the browser.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        request.is_signed_in = request.user.is_authenticated  # type: ignore[attr-defined]
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if interrupted.keep(request):
            return redirect_to_login(reverse("accounts:typed"))
        if request.method not in SAFE:
            messages.warning(
                request, _("You were not signed in, so nothing was done. Sign in, and do it again.")
            )
            way_in = self.get_login_url(view_func), self.get_redirect_field_name(view_func)
            return redirect_to_login(came_from(request), *way_in)
        return super().handle_no_permission(request, view_func)

    def process_response(self, request: SessionRequest, response: HttpResponse) -> HttpResponse:
        if getattr(request, "is_signed_in", False) and request.user.is_authenticated:
            interrupted.remember(request, response, request.user)
        if is_going(request):
            response.headers["Clear-Site-Data"] = LEFT_BEHIND
        if request.session.is_over and is_to_log_in(response):
            response.headers["Location"] += f"&{OVER}=yes"
        return response


def is_going(request: SessionRequest) -> bool:
    """Whether somebody was signed in who is not any more."""
    was = getattr(request, "is_signed_in", False) or request.session.is_over
    return was and not request.user.is_authenticated


def is_to_log_in(response: HttpResponse) -> bool:
    page, query, _ = response.headers.get("Location", "").partition("?")
    return bool(query) and page == reverse(settings.LOGIN_URL)
