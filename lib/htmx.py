"""Parts of pages, asked for by htmx: every control of ours is a link or a form without it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

HEADER = "HX-Request"
WRONG = 400


def is_asked_by(request: HttpRequest, element: str) -> bool:
    """Whether htmx asks for a part, on behalf of the element with this id."""
    return request.headers.get(HEADER) == "true" and request.headers.get("HX-Trigger") == element


def is_for(request: HttpRequest, element: str) -> bool:
    """Whether htmx asks for the page, to take the element with this id from it."""
    return request.headers.get(HEADER) == "true" and request.headers.get("HX-Target") == element


def answer(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """A page or a part of it; caches are told that the same address has both."""
    response = render(request, template, context)
    patch_vary_headers(response, [HEADER])
    return response


def whole_pages_only(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """What is no part of a page is not put into one: a way elsewhere, or something wrong.

    Stands where every refusal passes. A redirect, as to the log-in, becomes one of the
    whole window; after an error the window is loaded again, and says itself what is wrong.
    """

    def answer_whole(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.headers.get(HEADER) != "true":
            return response
        if location := response.headers.get("Location"):
            return HttpResponseClientRedirect(location)
        if response.status_code >= WRONG:
            response.headers["HX-Refresh"] = "true"
        return response

    return answer_whole
