"""Log lines: one JSON object each, and nobody's address in them."""

import json
import logging
import sys
from typing import Any

from django.test import RequestFactory

from lib.log import LineFormatter


def line(message: str, *args: Any, exc_info: Any = None, **more: Any) -> dict[str, Any]:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, message, args, exc_info)
    record.__dict__.update(more)
    written = LineFormatter().format(record)
    assert "\n" not in written
    return dict(json.loads(written))


def test_a_line_says_what_and_when() -> None:
    said = line("Not found: %s", "/mentors/\n\x1b[2J")

    assert said.pop("at").endswith("+00:00")
    assert said == {
        "level": "ERROR",
        "logger": "django.request",
        "message": "Not found: /mentors/\n\x1b[2J",
    }


def test_a_line_about_a_request_names_its_path_and_not_its_query(rf: RequestFactory) -> None:
    said = line("Refused", request=rf.get("/mentors/?q=ben"), status_code=403)

    assert (said["method"], said["path"], said["status"]) == ("GET", "/mentors/", 403)


def test_an_error_is_told_by_kind_and_place_and_not_in_its_own_words() -> None:
    try:
        raise ValueError("Key (email)=(ben@example.org) already exists")
    except ValueError:
        said = line("Server error", exc_info=sys.exc_info())

    assert "ben@example.org" not in json.dumps(said)
    assert said["error"] == "builtins.ValueError"
    assert said["trace"][-1].endswith(
        "test_an_error_is_told_by_kind_and_place_and_not_in_its_own_words"
    )


def test_a_line_holds_no_token_of_an_address(rf: RequestFactory) -> None:
    token = "Ab3-_" * 8
    path = f"/calendar/{token}.ics"
    said = line("Not Found: %s", path, request=rf.get(path), status_code=404)

    assert token not in json.dumps(said)
    assert said["path"] == "/calendar/….ics"
    assert said["message"] == "Not Found: /calendar/….ics"
