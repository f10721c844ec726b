"""What is said when something fails that is nobody's mistake who reads it."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.defaults import server_error

TRY_AGAIN_SECONDS = "60"


def out_of_order(request: HttpRequest) -> HttpResponse:
    """503 with a time to try again when the database cannot be reached or is busy; else 500."""
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return server_error(request)
    page = loader.get_template("503.html").render()
    return HttpResponse(page, status=503, headers={"Retry-After": TRY_AGAIN_SECONDS})
