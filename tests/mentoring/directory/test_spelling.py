"""Misspelt words: what was probably meant, and who says that."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mentoring.directory.text.spelling import (
    distance,
    keep,
    kept_near,
    keys_of,
    nearest,
    slips_between,
)
from mentoring.models import DirectoryWord
from registration.models import KnowledgeArea
from tests.factories import MemberFactory
from tests.mentoring.mentors import directory, keep_everything, mentor_at, names

WORDS = st.text("abcdeiou", min_size=4, max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("research", "research", 0),
        ("reserch", "research", 1),
        ("researhc", "research", 1),
        ("libarian", "librarian", 1),
        ("palography", "palaeography", 2),
        ("", "abc", 3),
        ("abc", "cab", 2),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert (distance(one, other), distance(other, one)) == (slips, slips)


@given(WORDS, WORDS, st.integers(0, 4))
def test_more_slips_than_matter_are_not_counted_to_the_end(one: str, other: str, most: int) -> None:
    all_of_them = distance(one, other)
    counted = distance(one, other, most)
    assert counted == all_of_them if all_of_them <= most else counted > most


@given(WORDS, st.integers(0, 11), st.sampled_from("abcdeiouz"))
def test_one_slip_leaves_a_key_alone(word: str, place: int, letter: str) -> None:
    at = place % len(word)
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ]
    assert [slip for slip in slips if keys_of(slip).isdisjoint(keys_of(word))] == []


@pytest.fixture(params=["lately", "kept"])
def seeker(request: pytest.FixtureRequest, client: Client, db: None) -> Client:
    mentor_at("Samira Okafor", job_title="Palaeography librarian").areas.set(
        KnowledgeArea.objects.filter(slug="research")
    )
    mentor_at("Huw Llywelyn", job_title="Cataloguing manager", organisation="Government Archive")
    mentor_at("Ann Cattle", job_title="Cattle librarian")
    if request.param == "kept":
        keep_everything(request.getfixturevalue("monkeypatch"))
    client.force_login(MemberFactory())
    return client


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("palography", "palaeography", "Samira Okafor"),
        ("paleografy", "palaeography", "Samira Okafor"),
        ("Okafer", "okafor", "Samira Okafor"),
        ("reserch", "research", "Samira Okafor"),
        ("Llewellyn", "llywelyn", "Huw Llywelyn"),
        ("catalouging", "cataloguing", "Huw Llywelyn"),
        ("goverment archve", "government archive", "Huw Llywelyn"),
    ],
)
def test_who_says_what_was_meant_is_shown(
    seeker: Client, typed: str, meant: str, found: str
) -> None:
    shown = directory(seeker, f"?q={quote(typed)}")
    assert (shown.search.text, [card.name for card in shown.cards]) == (meant, [found])
    page = seeker.get(f"/mentors/?q={quote(typed)}").content.decode()
    assert f'Did you mean <a href="/mentors/?q={meant.replace(" ", "+")}">{meant}</a>' in page
    assert f'value="{typed}"' in page


@pytest.mark.parametrize("typed", ["xyzzyplugh", "ctl", "1234567", "zzzz zzzz", "q"])
def test_where_nothing_is_near_nothing_is_meant(seeker: Client, typed: str) -> None:
    shown = directory(seeker, f"?q={quote(typed)}")
    assert (shown.is_corrected, shown.cards) == (False, [])


def test_a_word_that_somebody_says_is_what_was_meant(seeker: Client) -> None:
    assert names(seeker, "?q=cattle") == ["Ann Cattle"]
    assert directory(seeker, "?q=cattle+okafor").is_corrected is False


def test_a_kept_word_that_nobody_says_any_more_is_not_suggested(seeker: Client) -> None:
    DirectoryWord.objects.create(key="zanzibar", word="zanzibar")
    assert directory(seeker, "?q=zanzibr").is_corrected is False


@pytest.mark.django_db
def test_two_slips_in_the_middle_of_a_long_word_are_found() -> None:
    keep(["management", "management" + "s" * 5, "basement"])
    kept = kept_near(["manaqmgent"])["manaqmgent"]
    assert nearest("manaqmgent", kept, ()) == ["management"]
    assert nearest("manaqmgent", (), ["management", "basement"]) == ["management"]


@pytest.mark.django_db
def test_words_are_kept_under_the_keys_of_today_alone() -> None:
    keep(["history", "film"])
    DirectoryWord.objects.filter(word="history", key="histry").update(key="of another rule")
    assert "of another rule" in kept_keys("history")
    keep(["history"])
    assert kept_keys("history") == keys_of("history")
    assert kept_keys("film") == keys_of("film")


def kept_keys(word: str) -> set[str]:
    return set(DirectoryWord.objects.filter(word=word).values_list("key", flat=True))


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("sofie", "sophie", 1),
        ("copywrite", "copyright", 2),
        ("film", "firm", 1),
        ("rite", "right", 2),
    ],
)
def test_to_write_a_word_as_it_is_heard_is_one_slip(one: str, other: str, slips: int) -> None:
    assert (slips_between(one, other), slips_between(other, one)) == (slips, slips)


@pytest.mark.parametrize("word", ["ab", "a1b2", "x" * 31])
def test_words_that_nobody_can_misspell_are_not_looked_for(word: str) -> None:
    assert nearest(word, ["abcd"], ["abcd"]) == []
