"""What is said when something fails that is nobody's mistake who reads it."""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.views.defaults import server_error

from lib.typed import typed

Answer = Callable[[HttpRequest], HttpResponse]
TRY_AGAIN_SECONDS = "60"


def out_of_order(request: HttpRequest) -> HttpResponse:
    """503 with a time to try again when the database cannot be reached or is busy; else 500.

    What was typed is on the page, with a button that sends it once more.
    """
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return server_error(request)
    context: dict[str, object] = {}
    if fields := typed(request):
        context = {"fields": fields, "action": request.get_full_path(), "token": get_token(request)}
    page = loader.get_template("503.html").render(context)
    return HttpResponse(page, status=503, headers={"Retry-After": TRY_AGAIN_SECONDS})


def never_blank(get_response: Answer) -> Answer:
    """Who opens an address that only takes what is sent is told so; Django's answer is empty."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            response.content = loader.render_to_string("405.html", request=request).encode()
        return response

    return answer
