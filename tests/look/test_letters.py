"""Letters about one's account: our words, our links, nothing private and nothing fetched."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import allauth.account
import pytest
from django.conf import settings
from django.template.loader import render_to_string

ROOT = Path(settings.BASE_DIR) / "templates"
LETTERS = sorted(
    path.relative_to(ROOT).as_posix().removesuffix("_subject.txt")
    for folder in ("account", "mfa", "socialaccount")
    for path in (ROOT / folder / "email").glob("*_subject.txt")
)
HOME = "https://mentoring.example.org"
CONTEXT: dict[str, Any] = {
    "base_url": HOME,
    "email": "o'brien@example.org",
    "from_email": "old@example.org",
    "to_email": "new@example.org",
    "deleted_email": "gone@example.org",
    "ip": "192.0.2.7",
    "user_agent": "<b>Browser</b>",
    "code": "QX7-2PD",
    "timestamp": datetime(2026, 11, 23, 16, 5, tzinfo=ZoneInfo("Europe/London")),
    "password_reset_url": f"{HOME}/accounts/password/reset/",
    "signup_url": f"{HOME}/accounts/signup/",
    "current_site": {"name": "Alongside", "domain": "mentoring.example.org"},
}
PRIVATE = ["o'brien", "o&#x27;brien", "old@", "new@", "gone@", "192.0.2.7", "Browser"]


def part(letter: str, end: str) -> str:
    return render_to_string(f"{letter}_{end}", CONTEXT)


def sentences(markup: str) -> set[str]:
    """The paragraphs of a letter without its frame, as text."""
    words = re.sub(r"<[^>]+>", "\n", re.sub(r"<style.*?</style>", "", markup, flags=re.DOTALL))
    return {line.strip() for line in words.splitlines() if len(line.strip()) > 30}


@pytest.mark.parametrize("letter", LETTERS)
def test_letter_has_three_parts_that_say_the_same(letter: str) -> None:
    subject = part(letter, "subject.txt").strip()
    text, page = sentences(part(letter, "message.txt")), sentences(part(letter, "message.html"))
    assert len(subject.split()) > 1
    assert page - {subject} <= text


@pytest.mark.parametrize("letter", LETTERS)
def test_letter_links_to_our_pages_only(letter: str) -> None:
    both = part(letter, "message.txt") + part(letter, "message.html")
    links = re.findall(r"https?://[^\s\"<]+", both)
    assert links
    assert [link for link in links if not f"{link}/".startswith(f"{HOME}/")] == []
    assert not re.search(r"\bsrc=|url\(|@import|<img|<link", both)


@pytest.mark.parametrize("letter", LETTERS)
def test_letter_holds_nothing_private(letter: str) -> None:
    whole = "".join(part(letter, end) for end in ("subject.txt", "message.txt", "message.html"))
    assert [word for word in PRIVATE if word in whole] == []


@pytest.mark.parametrize("letter", LETTERS)
def test_code_stands_in_the_letter_and_never_in_the_subject(letter: str) -> None:
    wanted = bool(re.search(r"\bcode\b", part(letter, "subject.txt")))
    assert CONTEXT["code"] not in part(letter, "subject.txt")
    assert (str(CONTEXT["code"]) in part(letter, "message.txt")) is wanted
    assert (str(CONTEXT["code"]) in part(letter, "message.html")) is wanted


def test_every_letter_of_allauth_in_use_is_in_our_words() -> None:
    theirs = Path(allauth.account.__file__).parents[1] / "templates"
    names = {
        f"{app}/email/{path.name.removesuffix('_subject.txt')}"
        for app in ("account", "mfa", "socialaccount")
        for path in (theirs / app / "email").glob("*_subject.txt")
    }
    assert names - set(LETTERS) == set()


def test_change_says_when_it_happened() -> None:
    assert "23 November 2026, 16:05" in part("account/email/password_changed", "message.txt")
