"""How a page answers: what was typed wrong, what may not be done now, and where one goes on."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from lib.refusals import NotAllowed


def answer_form(
    request: HttpRequest, template: str, context: Mapping[str, Any], form: BaseForm
) -> HttpResponse:
    """The page with its form: 422 while something typed needs another look, all of it kept."""
    status = 422 if form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)


def refused(
    request: HttpRequest, template: str, context: Mapping[str, Any], no: NotAllowed | str
) -> HttpResponse:
    """The page as things stand now, with the sentence that says why not: 409.

    Give a context read after the refusal, so that the page shows what is true now.
    """
    messages.error(request, str(no))
    return render(request, template, dict(context), status=409)


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The page that a form or a link was on: `next`, if it is a path of this site.

    Args:
        otherwise: the name or the path of the page to go to when it is not.
    """
    wanted = request.POST.get("next", request.GET.get("next", ""))
    return wanted if _is_local(request, wanted) else resolve_url(otherwise)


def came_from(request: HttpRequest) -> str:
    """The page where a form stood, if it says so or the browser does; else the first page."""
    page = urlsplit(request.headers.get("Referer", ""))
    path = urlunsplit(("", "", page.path, page.query, ""))
    is_ours = page.netloc == request.get_host() and _is_local(request, path)
    return way_back(request, path if is_ours else "home")


def _is_local(request: HttpRequest, path: str) -> bool:
    return path.startswith("/") and url_has_allowed_host_and_scheme(
        path, allowed_hosts=None, require_https=request.is_secure()
    )
