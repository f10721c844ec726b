"""Letters in the office's words: kept by letter and language, checked, and brought back."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from history.models import Event
from lib.kept import once_migrated
from lib.refusals import NotAllowed
from lib.wording import CHAPTERS, help_words, letters, sentences_of
from mentoring.help import chapter_seen
from mentoring.models import Wording
from mentoring.notices import LETTERS, SUBJECTS
from tests.factories import MemberFactory, proposed

pytestmark = pytest.mark.django_db
LETTER = "pairing_proposed"
SUBJECT = "A member asks you to be their mentor"
SILENCE = "Without an answer the proposal closes by itself after {silence_days} days."


def write(words: dict[str, str], after: int = 0, letter: str = LETTER, language: str = "en") -> Any:
    return Wording.objects.write(letter, language, words, by=MemberFactory(), after=after)


def sent(run_tasks: Any) -> Any:
    from mentoring.tasks import announce  # noqa: PLC0415

    pairing = proposed()
    announce(Event.objects.record("pairing.proposed", by=pairing.mentee, on=pairing))
    return run_tasks()[-1]


def test_what_the_office_has_written_is_what_is_sent(run_tasks: Any) -> None:
    write({SUBJECT: "Somebody asks for you", SILENCE: "You have {silence_days} days."})
    letter = sent(run_tasks)
    assert letter.subject == "Somebody asks for you"
    for part in (letter.body, letter.alternatives[0].content):
        assert "You have 14 days." in part
        assert "Somebody has read your profile" in part


def test_a_letter_of_another_language_says_what_it_says(run_tasks: Any) -> None:
    write({SUBJECT: "Ymgeisydd"}, language="cy")
    assert sent(run_tasks).subject == SUBJECT


def test_only_what_differs_is_kept() -> None:
    write({SUBJECT: SUBJECT, SILENCE: "  You  have\n{silence_days} days. ", "Nothing": "x"})
    assert Wording.objects.get().words == {SILENCE: "You have {silence_days} days."}
    assert write({SILENCE: "You have {silence_days} days."}, after=1) is False


@pytest.mark.parametrize("words", ["{name}", "See www.example.org", "a" * 601, "{"])
def test_what_cannot_be_said_is_refused(words: str) -> None:
    with pytest.raises(NotAllowed):
        write({SUBJECT: words})
    assert Wording.objects.count() == 0


def test_who_has_read_an_older_wording_does_not_pass_over_the_newer() -> None:
    write({SUBJECT: "One"})
    with pytest.raises(NotAllowed, match="Somebody has changed this letter since"):
        write({SUBJECT: "Two"})


def test_two_that_write_at_once_do_not_both(monkeypatch: Any) -> None:
    write({SUBJECT: "One"})
    nothing = Wording.objects.none()
    monkeypatch.setattr(Wording.objects, "newest_of", lambda *_of: nothing, raising=False)
    with pytest.raises(NotAllowed, match="at the same moment"):
        write({SUBJECT: "Two"})


def test_back_to_how_it_comes(run_tasks: Any) -> None:
    write({SUBJECT: "One"})
    assert write({}, after=1) is True
    assert write({}, after=2) is False
    assert sent(run_tasks).subject == SUBJECT
    assert [row.words for row in Wording.objects.newest_of(LETTER, "en")] == [{}, {SUBJECT: "One"}]


def test_history_says_who_and_never_what() -> None:
    write({SUBJECT: "Secret"})
    event = Event.objects.get(verb="wording.written")
    assert (event.actor, event.particulars) == (Wording.objects.get().written_by, {})


def test_every_letter_that_is_sent_can_be_written() -> None:
    """Each template that a notice names, for every subject there is."""
    named = {verb.replace(".", "_") for verb in LETTERS}
    assert SUBJECTS
    assert len(named & set(letters())) > len(named) / 2


@pytest.fixture
def live() -> Any:
    """The help page as the product has it: the tests have its words as they come."""
    help_words.read = once_migrated(Wording, Wording.objects.of_help)
    help_words.forget()
    yield help_words
    help_words.read, help_words._known = None, {}


HEADING = "How to ask"


def test_the_help_says_what_the_office_has_written(
    live: Any, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sentence = next(s.text for s in sentences_of("help-asking") if "open_most" in s.text)
    write({HEADING: "Asking", sentence: "<b>{open_most}</b> at most."}, letter="help-asking")
    with django_assert_num_queries(2):  # is the table there, and what is in it
        page = client.get("/help/").content.decode()
    assert '<h2 id="asking">Asking</h2>' in page
    assert "&lt;b&gt;3&lt;/b&gt; at most." in page
    with django_assert_num_queries(0):
        client.get("/help/")


def test_what_is_written_is_there_with_the_commit(
    live: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Asking how" not in client.get("/help/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        write({HEADING: "Asking how"}, letter="help-asking")
    assert "Asking how" in client.get("/help/").content.decode()


def test_a_chapter_says_it_alone(live: Any, client: Client) -> None:
    write({HEADING: "Asking how"}, letter="help-safe")
    assert "Asking how" not in client.get("/help/").content.decode()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_has_sentences_and_none_with_a_link(chapter: str) -> None:
    sentences = sentences_of(chapter)
    assert len(sentences) > 1
    assert not [sentence.said for sentence in sentences if "<" in sentence.said]
    seen = chapter_seen(chapter, "en", {sentences[0].text: "Said <otherwise>"})
    assert "Said &lt;otherwise&gt;" in seen
    assert "{" not in seen


def test_every_chapter_of_the_page_is_among_the_texts() -> None:
    folder = Path(settings.BASE_DIR) / "templates" / "pages" / "help"
    assert sorted(CHAPTERS.values()) == sorted(
        f"pages/help/{path.name}" for path in folder.glob("*.html")
    )
