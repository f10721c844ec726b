"""Rules of style that every template keeps, whoever writes it."""

import re
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from lib import stylesheet

ROOT = Path(settings.BASE_DIR) / "templates"
ALL = {
    path.relative_to(ROOT).as_posix(): path.read_text()
    for path in sorted(ROOT.rglob("*"))
    if path.suffix in {".html", ".txt"}
}
PAGES = {name: text for name, text in ALL.items() if name.endswith(".html")}
LONGEST = 100
ELSEWHERE = {"https://ico.org.uk/make-a-complaint/"}
INLINE = r"\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:|\bsrc=\"data:"


def said(text: str) -> list[str]:
    """The words of a template that are shown to a person."""
    short = re.findall(r"{%\s*trans(?:late)? \"([^\"]*)\"", text)
    short += re.findall(r"_\(\"([^\"]*)\"\)", text)
    long = re.findall(r"{% blocktrans(?:late)?[^%]*%}(.*?){% endblocktrans", text, re.DOTALL)
    return short + long


def saying(pattern: str) -> list[tuple[str, str]]:
    """Each template with its words that match."""
    return [
        (name, words)
        for name, text in ALL.items()
        for words in said(text)
        if re.search(pattern, words, re.IGNORECASE)
    ]


def pages_where(is_wrong: Callable[[str], object]) -> list[str]:
    return [name for name, text in PAGES.items() if is_wrong(text)]


def test_templates_are_short() -> None:
    assert [name for name, text in ALL.items() if len(text.splitlines()) > LONGEST] == []


def test_nothing_is_inline_that_the_security_policy_refuses() -> None:
    assert pages_where(lambda text: re.search(INLINE, text)) == []
    styled = pages_where(lambda text: "<style" in text)
    assert [name for name in styled if not name.startswith("emails/")] == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    address = r"(?:href|src|action)=\"(https?:[^\"]+)\""
    assert pages_where(lambda text: set(re.findall(address, text)) - ELSEWHERE) == []


def test_every_class_has_a_look() -> None:
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", stylesheet.joined()))
    used = {
        (name, word)
        for name, text in PAGES.items()
        if not name.startswith(("emails/", "account/email/", "mfa/email/", "socialaccount/email/"))
        for words in re.findall(r'\sclass="([^"]*)"', text)
        for word in re.sub(r"{%.*?%}|{{.*?}}", " ", words).split()
        if not word.endswith("-")
    }
    assert {(name, word) for name, word in used if word not in known} == set()


def test_no_tooltip_stands_in_for_words() -> None:
    assert pages_where(lambda text: re.search(r"<[a-z][^>]*\stitle=", text)) == []


def test_words_are_calm() -> None:
    assert saying(r"!|\bsuccessfully\b|\boops\b|\bsorry\b") == []


def test_links_say_where_they_lead() -> None:
    assert saying(r"\bclick\b|\bread more\b") == []


def test_no_words_rank_levels_or_promise_results() -> None:
    assert saying(r"pass rate|higher level|lower level|more senior") == []


def test_components_name_their_inputs_first_and_are_small() -> None:
    components = {n: t.splitlines() for n, t in PAGES.items() if n.startswith("components/")}
    assert [n for n, t in components.items() if not re.match(r"\{# Inputs: .+ #\}$", t[0])] == []
    assert [n for n, t in components.items() if len(t) > 40] == []
