"""Every letter in other words: in all its parts, escaped, and with nothing but its places."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone
from django.utils.html import escape

from lib import mail
from lib.wording import Sentence, letters, sentences_of
from mentoring.letters.examples import ONE, OTHER, Reader, moments

FOLDER = Path(settings.BASE_DIR) / "templates" / "emails"
EVERY = pytest.mark.parametrize("letter", letters())
CASES = pytest.mark.parametrize("case", [ONE, OTHER])
READER = Reader("o'brien@example.org", "en", "Europe/London")


def written(letter: str, case: dict[str, Any], words: dict[str, str]) -> Any:
    facts = {**case, **moments(timezone.now()), "words": words}
    return mail.written(letter, to=READER, context=facts)


def places_of(sentence: Sentence) -> list[str]:
    return [f"[{{{name}}}]" for name in sentence.places]


def otherwise(letter: str) -> dict[str, str]:
    """Each sentence in words of its own, with its places and with signs that mean something."""
    return {
        sentence.text: " ".join([f'Said <{number}> & "otherwise"', *places_of(sentence)])
        for number, sentence in enumerate(sentences_of(letter))
    }


def texts(letter: Any) -> tuple[str, str]:
    """The two parts, without the frame that all letters have."""
    markup = str(letter.alternatives[0].content)
    body = markup.partition('<td class="body">')[2].partition("</td>")[0]
    words = re.sub(r"<[^>]+>", "\n", body)
    return letter.body.partition("\n--")[0], words


def test_there_is_every_letter() -> None:
    assert len(letters()) > 30
    assert {f"{letter}.subject.txt" for letter in letters()} == {
        path.name for path in FOLDER.glob("*.subject.txt")
    }


@EVERY
def test_every_sentence_can_be_put_otherwise(letter: str) -> None:
    """All three parts say their sentences by our tags, and the page has no other than the text."""
    for end in ("subject.txt", "txt", "html"):
        source = (FOLDER / f"{letter}.{end}").read_text()
        assert "i18n words" in source, f"{letter}.{end} loads i18n without words after it"
    said = {sentence.text for sentence in sentences_of(letter)}
    assert {sentence.text for sentence in sentences_of(letter, "html")} <= said
    assert len(sentences_of(letter, "subject.txt")) >= 1


@EVERY
@CASES
def test_put_otherwise_it_says_so_in_all_its_parts(letter: str, case: dict[str, Any]) -> None:
    own, other = written(letter, case, {}), written(letter, case, otherwise(letter))
    assert other.subject.startswith("Said <")
    assert "[]" not in other.body, "the examples do not fill every place"
    text, page = texts(other)
    said = re.findall(r'Said <\d+> & "otherwise"[^\n:]*', text)
    assert len(said) > 1
    assert "Said <" not in page
    missing = [each for each in said if escape(each.strip()) not in page]
    assert missing == []
    for mine in texts(own):
        assert "Said" not in mine


@EVERY
@CASES
def test_put_otherwise_it_links_to_our_pages_only(letter: str, case: dict[str, Any]) -> None:
    other = written(letter, case, otherwise(letter))
    both = other.body + str(other.alternatives[0].content)
    links = re.findall(r"https?://[^\s\"<]+", both)
    own = written(letter, case, {})
    assert links == re.findall(r"https?://[^\s\"<]+", own.body + str(own.alternatives[0].content))
    assert not re.search(r"\bsrc=|url\(|@import|<img|<link", both)
    assert "o'brien" not in both


@EVERY
def test_the_signature_stays(letter: str) -> None:
    def foot(words: dict[str, str]) -> tuple[str, str]:
        seen = written(letter, ONE, words)
        page = str(seen.alternatives[0].content)
        return seen.body.partition("\n--")[2], page.partition('<td class="foot">')[2]

    assert foot(otherwise(letter)) == foot({})


@pytest.mark.parametrize(
    ("words", "is_right"),
    [
        ("It closes after {silence_days} days.", True),
        ("It closes.", True),
        ("100 % sure", True),
        ("{closes_at}", False),
        ("{silence_days.real}", False),
        ("{silence_days!r}", False),
        ("{{ silence_days }}", False),
        ("{% now %}", False),
        ("{", False),
        ("}", False),
        ("See https://example.org", False),
        ("See WWW.example.org", False),
        ("Write to me@example.org", False),
        ("a" * 600, True),
        ("a" * 601, False),
    ],
)
def test_words_hold_the_places_of_their_sentence_and_nothing_else(
    words: str, is_right: bool
) -> None:
    sentence = Sentence("Without an answer it closes after %(silence_days)s days.")
    assert (sentence.why_not(words) == "") is is_right


def drawn(source: str, words: dict[str, str], **facts: Any) -> str:
    template = Template("{% load i18n words %}" + source)
    return template.render(Context({"words": words, **facts}))


def test_what_is_filled_in_is_escaped_once() -> None:
    source = "{% blocktranslate with who=name %}Hello {{ who }}{% endblocktranslate %}"
    assert drawn(source, {}, name="<Zoë>") == "Hello &lt;Zoë&gt;"
    words = {"Hello {who}": "<b>Good day</b>, {who} {who}"}
    twice = "&lt;b&gt;Good day&lt;/b&gt;, &lt;Zoë&gt; &lt;Zoë&gt;"
    assert drawn(source, words, name="<Zoë>") == twice


def test_what_is_filled_in_is_not_looked_through_for_places() -> None:
    source = "{% blocktranslate %}{{ one }} {{ two }}{% endblocktranslate %}"
    said = drawn(source, {"{one} {two}": "{two} {one}"}, one="{two}", two="{one}")
    assert said == "{one} {two}"


def test_one_and_many_are_put_otherwise_each() -> None:
    source = (
        "{% blocktranslate count n=mentors %}One mentor{% plural %}"
        "{{ n }} mentors{% endblocktranslate %}"
    )
    words = {"{n} mentors": "Mentors: {n}"}
    assert [drawn(source, words, mentors=n) for n in (1, 2)] == ["One mentor", "Mentors: 2"]
    words = {"One mentor": "Somebody"}
    assert [drawn(source, words, mentors=n) for n in (1, 2)] == ["Somebody", "2 mentors"]
