"""Letters: the member's own time, our links, plain text as it was typed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import translation
from pytest_django import Settings

from lib.mail import message_id, send

FILES = {
    "accepted.subject.txt": "{% load i18n %}\n{% translate 'Yes' %}:\n it's on\n",
    "accepted.txt": "Dear {{ to.name }}, {{ base_url }}/pairings/1/ at {{ at|time:'H:i' }}",
    "accepted.html": "<p>Dear {{ to.name }}</p>",
}
AT = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@dataclass
class Ben:
    pk: int = 7
    name: str = "Ben O'Brien <b>"
    email: str = "ben@example.org"
    language: str = "en"
    time_zone: str = "Europe/London"


@pytest.fixture(autouse=True)
def templates(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "emails").mkdir()
    for name, text in FILES.items():
        (tmp_path / "emails" / name).write_text(text)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    settings.BASE_URL = "https://mentoring.example.org"


def sent(to: Ben, **more: Any) -> EmailMessage:
    send("accepted", to=to, context={"at": AT}, **more)
    [letter] = mail.outbox
    return letter.message()  # type: ignore[return-value]


def parts(letter: EmailMessage) -> dict[str, str]:
    return {
        part.get_content_type(): part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in letter.walk()
        if not part.is_multipart()
    }


def test_a_letter_is_text_first_and_then_html() -> None:
    assert list(parts(sent(Ben()))) == ["text/plain", "text/html"]


def test_text_is_written_as_typed_and_html_is_escaped() -> None:
    both = parts(sent(Ben()))

    assert both["text/plain"].startswith("Dear Ben O'Brien <b>, ")
    assert both["text/html"] == "<p>Dear Ben O&#x27;Brien &lt;b&gt;</p>"


def test_links_begin_with_the_address_of_the_settings() -> None:
    assert "https://mentoring.example.org/pairings/1/" in parts(sent(Ben()))["text/plain"]


def test_a_subject_is_one_line_without_escapes() -> None:
    assert sent(Ben())["Subject"] == "Yes: it's on"


@pytest.mark.parametrize(("zone", "time"), [("Europe/London", "13:00"), ("Asia/Tokyo", "21:00")])
def test_times_are_the_members_own(zone: str, time: str) -> None:
    assert parts(sent(Ben(time_zone=zone)))["text/plain"].endswith(f" at {time}")


def test_the_members_own_language_is_spoken_and_then_put_away() -> None:
    with translation.override("en"):
        letter = sent(Ben(language="cy"))

        assert letter["Subject"] == "Ie: it's on"
        assert translation.get_language() == "en"


def test_a_letter_says_that_a_machine_wrote_it() -> None:
    assert sent(Ben())["Auto-Submitted"] == "auto-generated"


def test_a_letter_is_addressed_without_a_typed_name() -> None:
    assert sent(Ben())["To"] == "ben@example.org"


def test_the_same_cause_has_the_same_message_id() -> None:
    cause = message_id("pairing.accepted", 41)

    assert cause == "<pairing.accepted.41@mentoring.example.org>"
    assert sent(Ben(), headers={"Message-ID": cause})["Message-ID"] == cause
