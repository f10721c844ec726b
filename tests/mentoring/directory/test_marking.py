"""The words that were looked for are marked, the others are not, and nothing is let through."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mentoring.directory.text.marking import Marker
from mentoring.directory.text.words import sought_in
from registration.models import KnowledgeArea, Language
from tests.factories import MemberFactory
from tests.mentoring.mentors import directory, mentor_at


def marked(query: str, text: str) -> str:
    return Marker(sought_in(query)).mark(text)


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("zoe", "Zoë Adair", "<mark>Zoë</mark> Adair"),
        ("obrien", "Zoë O’Brien", "Zoë <mark>O’Brien</mark>"),
        ("brien", "Zoë O’Brien", "Zoë <mark>O’Brien</mark>"),
        (
            "libraries",
            "Library, and libraries.",
            "<mark>Library</mark>, and <mark>libraries</mark>.",
        ),
        ("lib", "Liberal library", "<mark>Liberal</mark> <mark>library</mark>"),
        ("cymraeg", "yn Gymraeg", "yn <mark>Gymraeg</mark>"),
        ("b", "<b>bold</b>", "&lt;<mark>b</mark>&gt;bold&lt;/<mark>b</mark>&gt;"),
        ("amp", "Q & A", "Q &amp; A"),
        ("", "a < b", "a &lt; b"),
    ],
)
def test_words_are_marked_as_they_were_meant(query: str, text: str, shown: str) -> None:
    assert marked(query, text) == shown


@given(st.text(max_size=60), st.text(max_size=20))
def test_a_mark_takes_nothing_away_and_lets_nothing_through(text: str, query: str) -> None:
    bare = marked(query, text).replace("<mark>", "").replace("</mark>", "")
    assert bare == marked("", text)
    assert "<" not in bare


@pytest.fixture
def seeker(client: Client, db: None) -> Client:
    client.force_login(MemberFactory())
    return client


def test_a_card_shows_the_part_of_the_text_where_the_word_stands(seeker: Client) -> None:
    profile = mentor_at("Ann")
    profile.story = "Beginning. " + "Much of nothing. " * 20
    profile.help_with = "Some more, and then palaeography for you. The end."
    profile.save()
    [plain] = directory(seeker).cards
    [card] = directory(seeker, "?q=palaeography").cards
    assert plain.words.startswith("Beginning. Much")
    assert card.words.startswith("…")
    assert "then palaeography for you." in card.words
    page = seeker.get("/mentors/?q=palaeography").content.decode()
    assert "then <mark>palaeography</mark> for you." in page


def test_a_word_near_the_beginning_leaves_the_beginning(seeker: Client) -> None:
    profile = mentor_at("Ann")
    profile.story = "I keep palaeography alive. " + "Much of nothing. " * 20
    profile.save()
    [card] = directory(seeker, "?q=palaeography").cards
    assert card.words.startswith("I keep palaeography alive.")


def test_terms_that_were_looked_for_come_first(seeker: Client) -> None:
    profile = mentor_at("Ann")
    profile.areas.set(KnowledgeArea.objects.all())
    profile.languages.set(Language.objects.filter(code__in=["en", "cy"]))
    [card] = directory(seeker, "?q=technology+welsh").cards
    assert card.areas[:2] == ("Technology and communication", "Cymraeg (Welsh)")
    page = seeker.get("/mentors/?q=technology").content.decode()
    assert "<li><mark>Technology</mark> and communication</li>" in page


def test_a_card_that_was_marked_before_is_marked_anew_when_its_text_changes(
    seeker: Client,
) -> None:
    profile = mentor_at("Ann")
    for story in ("I keep palaeography alive.", "I teach palaeography."):
        profile.story = story
        profile.save()
        page = seeker.get("/mentors/?q=palaeography").content.decode()
        assert story.replace("palaeography", "<mark>palaeography</mark>") in page
    assert "<mark>" not in seeker.get("/mentors/").content.decode()
