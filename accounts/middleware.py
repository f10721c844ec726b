"""Pages speak the member's language and tell the member's time."""

from collections.abc import Callable
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

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
