"""Pages speak the member's language and tell the member's time, and are theirs alone."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from accounts import interrupted

Answer = Callable[[HttpRequest], HttpResponse]


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

    What somebody sent who had been signed out meanwhile is kept, and shown to them again
    when they have signed in. It is not sent for them.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        request.is_signed_in = request.user.is_authenticated  # type: ignore[attr-defined]
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if interrupted.keep(request):
            return redirect_to_login(reverse("accounts:typed"))
        return super().handle_no_permission(request, view_func)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if getattr(request, "is_signed_in", False) and request.user.is_authenticated:
            interrupted.remember(request, response, request.user)
        return response
