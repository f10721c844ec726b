"""Light or dark: the system decides, unless a person has chosen; then a cookie keeps it a year."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lib.pages import way_back

COOKIE = "theme"
THEMES = ("system", "light", "dark")
A_YEAR = 365 * 24 * 60 * 60


def theme(request: HttpRequest) -> dict[str, str]:
    """Context processor: the theme in force."""
    chosen = request.COOKIES.get(COOKIE, "system")
    return {"theme": chosen if chosen in THEMES else "system"}


@login_not_required
@require_POST
def theme_choose(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in this browser and go back to the page it was chosen on.

    `next` is followed only to this site; an unknown theme is answered 400.
    """
    chosen = request.POST.get("theme", "")
    if chosen not in THEMES:
        return HttpResponseBadRequest()
    response = redirect(way_back(request, otherwise="home"))
    if chosen == "system":
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        keep(response, chosen)
    return response


def keep(response: HttpResponse, chosen: str) -> None:
    response.set_cookie(
        COOKIE,
        chosen,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
