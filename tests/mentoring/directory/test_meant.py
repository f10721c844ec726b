"""What was probably meant: by words that nobody says together, or hardly anybody says."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.factories import MemberFactory
from tests.mentoring.mentors import directory, keep_everything, mentor_at, names

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["lately", "kept"])
def seeker(request: pytest.FixtureRequest, client: Client) -> Client:
    """Somebody who looks among a few mentors, and ten who manage archives."""
    mentor_at("Jon Ashby", job_title="Reader development", organisation="Firm Hill")
    mentor_at("John Carver", job_title="Makerspace lead", organisation="MacAskill House")
    told = mentor_at("Leah Tremaine", job_title="Librarian")
    told.story, told.help_with = "Our book club, and the care of volunteers.", "Histry on film."
    told.save()
    for number in range(10):
        mentor_at(f"Keeper {number}", job_title="Archive manager", organisation="The History Room")
    if request.param == "kept":
        keep_everything(request.getfixturevalue("monkeypatch"))
    client.force_login(MemberFactory())
    return client


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("bookclub", "book club", ["Leah Tremaine"]),
        ("bookclub leah", "book club leah", ["Leah Tremaine"]),
        ("maker space", "makerspace", ["John Carver"]),
        ("john mac askill", "john macaskill", ["John Carver"]),
        ("jon carver", "john carver", ["John Carver"]),
        ("tremane volonteers", "tremaine volunteers", ["Leah Tremaine"]),
    ],
)
def test_what_was_meant_is_shown_in_place_of_nothing(
    seeker: Client, typed: str, meant: str, found: list[str]
) -> None:
    shown = directory(seeker, f"?q={quote(typed)}")
    assert (shown.search.text, [card.name for card in shown.cards]) == (meant, found)


@pytest.mark.parametrize("typed", ["film history", "volunteers makerspace", "clubbook", "jon leah"])
def test_words_that_are_said_are_not_taken_for_others(seeker: Client, typed: str) -> None:
    shown = directory(seeker, f"?q={quote(typed)}")
    assert (shown.is_corrected, shown.cards) == (False, [])


def test_a_choice_that_nobody_fits_makes_no_slip_of_a_word(seeker: Client) -> None:
    assert directory(seeker, "?q=volunteers&sector=law").is_corrected is False


def test_of_a_word_that_hardly_anybody_says_a_usual_one_is_offered(seeker: Client) -> None:
    shown = directory(seeker, "?q=histry&sort=name")
    assert [card.name for card in shown.cards] == ["Leah Tremaine"]
    assert shown.rather == {"words": "history", "href": "/mentors/?q=history&sort=name"}
    page = seeker.get("/mentors/?q=histry").content.decode()
    assert 'Did you mean <a href="/mentors/?q=history">history</a>?' in page


@pytest.mark.parametrize("typed", ["leah", "club", "manager", "keeper 3", "book leah", ""])
def test_nothing_is_offered_beside_what_is_right(seeker: Client, typed: str) -> None:
    assert directory(seeker, f"?q={quote(typed)}").rather == {}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("a mentor for volunteers", ["Leah Tremaine"]),
        ("who can help me with the makerspace?", ["John Carver"]),
        ("mentoring experience", []),
    ],
)
def test_words_that_one_asks_with_need_not_be_said(
    seeker: Client, typed: str, found: list[str]
) -> None:
    assert names(seeker, f"?q={quote(typed)}") == found
