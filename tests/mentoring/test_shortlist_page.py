"""My shortlist: its parts, who is named in them, and how little it asks of the database."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Member
from mentoring.models import MentorMark, MentorProfile
from registration.models import Route
from tests.factories import EnrolmentFactory, MemberFactory, MentorMarkFactory, MentorProfileFactory
from tests.mentoring.browsing import browser, look, words
from tests.mentoring.mentors import mentor_at

pytestmark = pytest.mark.django_db
PARTS = ("shortlisted", "watched", "hidden", "noted")


@pytest.fixture
def carol() -> Member:
    return MemberFactory(name="Carol Dunne")


def mark(member: Member, profile: MentorProfile, **facts: Any) -> MentorMark:
    made: MentorMark = MentorMarkFactory(member=member, profile=profile, **facts)
    return made


def parts(member: Member) -> dict[str, list[str]]:
    """Who stands in which part of the page."""
    shortlist = look(member, "shortlist").context["shortlist"]
    return {part: [row.name for row in getattr(shortlist, part)] for part in PARTS}


def test_an_empty_page_says_what_will_be_here(carol: Member) -> None:
    MentorMarkFactory()
    page = look(carol, "shortlist")
    assert "Nobody is on it yet" in words(page)
    assert 'href="/mentors/"' in page.content.decode()


def test_a_mark_with_nothing_left_on_it_is_not_shown(carol: Member) -> None:
    mark(carol, MentorProfileFactory(), shortlisted_at=None)
    assert "Nobody is on it yet" in words(look(carol, "shortlist"))


def test_each_mark_stands_in_its_part(carol: Member) -> None:
    now = timezone.now()
    kept, waited, gone, noted = (mentor_at(name) for name in ("Ann", "Bo", "Cy", "Di"))
    mark(carol, kept, note="A note.", watched_since=now)
    mark(carol, waited, shortlisted_at=None, watched_since=now + timedelta(seconds=1))
    mark(carol, gone, shortlisted_at=None, hidden_at=now, note="Not for me.")
    mark(carol, noted, shortlisted_at=None, note="Some day.")
    assert parts(carol) == {
        "shortlisted": ["Ann"],
        "watched": ["Ann", "Bo"],
        "hidden": ["Cy"],
        "noted": ["Cy", "Di"],
    }


def test_the_newest_comes_first(carol: Member) -> None:
    for name in ("Ann", "Bo", "Cy"):
        mark(carol, mentor_at(name))
    assert parts(carol)["shortlisted"] == ["Cy", "Bo", "Ann"]


def test_a_row_says_who_the_mentor_is_and_what_is_free(carol: Member) -> None:
    level = Route.objects.get(slug="certification")
    back = timezone.localdate() + timedelta(days=30)
    profile = mentor_at("Samira Okafor", level=level)
    MentorProfile.objects.filter(pk=profile.pk).update(away_until=back)
    mark(carol, profile, note="Ask about the job club.")
    text = words(look(carol, "shortlist"))
    assert "Samira Okafor ACLIP 2 of 2 places free Librarian, Harbourside Library" in text
    assert f"Away until {back:%-d %B %Y}" in text
    assert "Ask about the job club." in text


def test_whoever_is_not_in_the_directory_is_not_named_and_can_be_removed(carol: Member) -> None:
    gone, closed = mentor_at("Pauline Sturgeon"), mentor_at("Rowan Tate")
    for profile in (gone, closed):
        mark(carol, profile, watched_since=timezone.now())
    MentorProfile.objects.filter(pk=gone.pk).update(listed_at=None)
    Member.objects.filter(pk=closed.member_id).update(is_active=False)
    page = look(carol, "shortlist").content.decode()
    telling = ("Pauline", "Rowan", "Harbourside", f'href="/mentors/{gone.pk}/"')
    assert [words for words in telling if words in page] == []
    assert parts(carol)["watched"] == [
        "Mentor 1, who is not in the directory now",
        "Mentor 2, who is not in the directory now",
    ]
    assert f'action="/mentors/{gone.pk}/drop/"' in page
    assert f'action="/mentors/{gone.pk}/unwatch/"' in page


def test_proposing_is_offered_where_one_can(carol: Member) -> None:
    free, full = mentor_at("Ann"), mentor_at("Bo")
    MentorProfile.objects.filter(pk=full.pk).update(capacity=0)
    mark(carol, free)
    mark(carol, full)
    link = 'href="/mentors/{}/propose/"'.format
    assert "/propose/" not in look(carol, "shortlist").content.decode()
    EnrolmentFactory(member=carol)
    page = look(carol, "shortlist").content.decode()
    assert (link(free.pk) in page, link(full.pk) in page) == (True, False)


@pytest.mark.parametrize(("number", "offered"), [(1, False), (2, True)])
def test_two_mentors_can_be_compared(number: int, offered: bool, carol: Member) -> None:
    for _ in range(number):
        mark(carol, MentorProfileFactory())
    mark(carol, MentorProfileFactory(listed_at=None))
    page = look(carol, "shortlist").content.decode()
    assert ("Compare the ticked ones" in page) == offered
    assert page.count('name="mentor"') == number * offered


def test_every_button_is_told_from_the_others(carol: Member) -> None:
    for name in ("Ann", "Bo"):
        mark(carol, mentor_at(name), watched_since=timezone.now())
    text = words(look(carol, "shortlist"))
    for name in ("Ann", "Bo"):
        for button in ("Keep the note", "Compare", "Remove", "Stop"):
            assert text.count(f"{button} {name}") == 1, (button, name)


@pytest.mark.parametrize("number", [1, 3])
def test_five_queries_whatever_the_number(
    number: int, carol: Member, django_assert_num_queries: Callable[..., Any]
) -> None:
    EnrolmentFactory(member=carol)
    for _ in range(number):
        mark(carol, mentor_at(), watched_since=timezone.now())
        mark(carol, mentor_at(), shortlisted_at=None, hidden_at=timezone.now(), note="No.")
        mark(carol, MentorProfileFactory(listed_at=None))
    client = browser(carol)
    with django_assert_num_queries(5):
        client.get("/mentors/shortlist/")


@pytest.mark.parametrize("path", ["/", "/mentoring/"])
def test_the_menu_leads_there(path: str, carol: Member) -> None:
    page = browser(carol).get(path).content.decode()
    menu = page.partition('class="menu-list"')[2].partition("</ul>")[0]
    assert '<a href="/mentors/shortlist/">My shortlist</a>' in menu


def test_my_mentoring_leads_there(carol: Member) -> None:
    page = look(carol, "overview").content.decode()
    assert 'href="/mentors/shortlist/"' in page.partition("<main")[2]
