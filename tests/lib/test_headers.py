"""Headers that keep a page private."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from lib.headers import PrivacyHeadersMiddleware


def answer_to(request: HttpRequest, response: HttpResponse | None = None) -> HttpResponse:
    return PrivacyHeadersMiddleware(lambda _: response or HttpResponse())(request)


@pytest.fixture
def visit(rf: RequestFactory) -> HttpRequest:
    return rf.get("/")


@pytest.fixture
def visit_with_a_session(visit: HttpRequest, settings: Settings) -> HttpRequest:
    visit.COOKIES[settings.SESSION_COOKIE_NAME] = "a key"
    return visit


def test_a_visitors_page_may_be_cached(visit: HttpRequest) -> None:
    assert "Cache-Control" not in answer_to(visit)


def test_whoever_carries_a_session_leaves_nothing_in_a_cache(
    visit_with_a_session: HttpRequest,
) -> None:
    assert answer_to(visit_with_a_session)["Cache-Control"] == "no-store, private"


def test_an_answer_that_begins_a_session_is_not_kept(
    visit: HttpRequest, settings: Settings
) -> None:
    response = HttpResponse()
    response.set_cookie(settings.SESSION_COOKIE_NAME, "a key")

    assert answer_to(visit, response)["Cache-Control"] == "no-store, private"


def test_a_static_file_keeps_its_own_word(visit_with_a_session: HttpRequest) -> None:
    file = HttpResponse(headers={"Cache-Control": "max-age=60, public"})

    assert answer_to(visit_with_a_session, file)["Cache-Control"] == "max-age=60, public"


def test_every_answer_gives_up_the_browsers_powers(visit: HttpRequest) -> None:
    answer = answer_to(visit)

    assert answer["Permissions-Policy"].startswith("camera=(), microphone=()")
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
