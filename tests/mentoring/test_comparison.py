"""Mentors side by side: whom, in which order, which facts, at what cost."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import Member
from mentoring.models import MentorProfile
from registration.models import KnowledgeArea, Language, MeetingWay, Route
from tests.factories import EnrolmentFactory, MemberFactory, MentorMarkFactory
from tests.mentoring.browsing import browser, words
from tests.mentoring.mentors import mentor_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def carol() -> Member:
    return MemberFactory(name="Carol Dunne")


def ask(*keys: Any) -> str:
    return "/mentors/compare/?" + "&".join(f"mentor={key}" for key in keys)


def compare(member: Member, *keys: Any) -> HttpResponse:
    page = browser(member).get(ask(*keys))
    assert page.status_code == 200
    return page


def names(page: HttpResponse) -> list[str]:
    return [column.name for column in page.context["comparison"].columns]


def keys_of(*people: str) -> list[int]:
    return [mentor_at(name).pk for name in people]


def row(page: HttpResponse, title: str) -> list[str]:
    """What stands in one row, without the names that only narrow pages show."""
    rows = re.findall(r"<tr.*?</tr>", page.content.decode(), re.DOTALL)
    found = next(r for r in rows if f">{title}</th>" in r)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found, re.DOTALL)
    seen = (re.sub(r'<span class="compare-name".*?</span>', "", cell) for cell in cells)
    plain = (re.sub(r"<[^>]+>", " ", cell) for cell in seen)
    return [" ".join(text.split()) for text in plain]


# Whom -----------------------------------------------------------------------------------


def test_mentors_stand_in_the_order_asked_each_once(carol: Member) -> None:
    ann, bo, cy = keys_of("Ann", "Bo", "Cy")
    assert names(compare(carol, cy, ann, bo, ann)) == ["Cy", "Ann", "Bo"]


def test_levels_do_not_order_them(carol: Member) -> None:
    routes = list(Route.objects.all())
    mentors = [mentor_at(f"Mentor {n}", level=route) for n, route in enumerate(routes)]
    for turned in (mentors, mentors[::-1]):
        page = compare(carol, *(mentor.pk for mentor in turned))
        assert names(page) == [mentor.member.name for mentor in turned]


def test_of_more_than_four_the_first_four_stand_there_and_it_is_said(carol: Member) -> None:
    keys = keys_of("Ann", "Bo", "Cy", "Di", "Ed")
    page = compare(carol, *keys)
    assert names(page) == ["Ann", "Bo", "Cy", "Di"]
    said = "4 mentors fit side by side. Here are the first 4 you chose."
    assert said in words(page)
    assert said not in words(compare(carol, *keys[:4]))


@pytest.mark.parametrize("keys", [[], ["x"], ["-1"], ["1e3"], ["٣"], ["9" * 40], ["1", "1"]])
def test_fewer_than_two_lead_back(keys: list[str], carol: Member) -> None:
    page = compare(carol, *keys)
    assert "Choose two mentors at least" in words(page)
    assert 'href="/mentors/shortlist/"' in page.content.decode().partition("<main")[2]


def test_whoever_is_not_in_the_directory_is_not_shown(carol: Member) -> None:
    ann, bo, gone = keys_of("Ann", "Bo", "Pauline")
    MentorProfile.objects.filter(pk=gone).update(listed_at=None)
    page = compare(carol, ann, gone, bo)
    assert names(page) == ["Ann", "Bo"]
    assert "Pauline" not in page.content.decode()


# Which facts ----------------------------------------------------------------------------


TERMS = {
    "Routes they mentor": ("routes", Route),
    "Knowledge areas": ("areas", KnowledgeArea),
    "How they meet": ("meeting_ways", MeetingWay),
    "Languages": ("languages", Language),
}


def test_a_mentor_who_has_said_everything(carol: Member) -> None:
    ann = mentor_at("Ann", level=Route.objects.get(slug="fellowship"))
    said = date(2026, 3, 4)
    MentorProfile.objects.filter(pk=ann.pk).update(
        capacity=1,
        away_until=date(2999, 1, 4),
        availability_confirmed_on=said,
        story="I was.",
        works_at_front_line=True,
    )
    MentorMarkFactory(member=carol, profile=ann, note="Mine <b>")
    assert facts_of(ann, carol) == {
        "Work": "Librarian, Harbourside Library",
        "Kind of organisation": "Not said",
        "Role": "Works at the front line",
        "Level": "FCLIP",
        "Places now": "1 of 1 place free",
        "Away until": "4 January 2999",
        "Availability confirmed": "4 March 2026",
        "Answers": "Too few to tell",
        "Training completed": "3 September 2025",
        "Their story begins": "I was.",
        "My private note": "Mine &lt;b&gt;",
    }


def test_a_mentor_who_has_said_nothing(carol: Member) -> None:
    bo = mentor_at("Bo", job_title="", organisation="")
    MentorMarkFactory(profile=bo, note="Somebody else's")
    assert facts_of(bo, carol) == {
        "Work": "Not said",
        "Kind of organisation": "Not said",
        "Role": "Not said",
        "Level": "None",
        "Places now": "2 of 2 places free",
        "Away until": "Not away",
        "Availability confirmed": "5 September 2025",
        "Answers": "Too few to tell",
        "Training completed": "3 September 2025",
        "Their story begins": "Not said",
        "My private note": "No note",
    }


def facts_of(profile: MentorProfile, viewer: Member) -> dict[str, str]:
    """The facts of a mentor, but for the terms they chose."""
    page = compare(viewer, profile.pk, mentor_at("Zoe").pk)
    titles = re.findall(r'role="rowheader">([^<]+)</th>', page.content.decode())
    facts = [title for title in titles if title not in {*TERMS, "Next"}]
    return {title: row(page, title)[0] for title in facts}


@pytest.mark.parametrize("title", TERMS)
def test_the_terms_that_a_mentor_chose(title: str, carol: Member) -> None:
    name, model = TERMS[title]
    chosen = list(model.objects.current()[:2])
    ann, bo = mentor_at("Ann"), mentor_at("Bo")
    getattr(ann, name).set(chosen)
    getattr(bo, name).clear()
    page = compare(carol, ann.pk, bo.pk)
    assert row(page, title) == [", ".join(str(term) for term in chosen), "Not said"]


def test_a_full_mentor_is_said_to_be(carol: Member) -> None:
    ann, bo = keys_of("Ann", "Bo")
    MentorProfile.objects.filter(pk=ann).update(capacity=0)
    assert row(compare(carol, ann, bo), "Places now")[0] == "Not taking anybody on"


def test_letters_are_grey_for_every_level(carol: Member) -> None:
    mentors = [mentor_at(level=route) for route in Route.objects.all()]
    page = compare(carol, *(mentor.pk for mentor in mentors)).content.decode()
    letters = re.findall(r'<span class="([^"]+)">[AMF]CLIP</span>', page)
    assert letters == ["letters"] * len(mentors)


def test_it_is_a_table_by_its_roles_too(carol: Member) -> None:
    page = compare(carol, *keys_of("Ann", "Bo")).content.decode()
    roles = Counter(re.findall(r'role="(table|rowgroup|row|columnheader|rowheader|cell)"', page))
    assert roles["rowheader"] == roles["row"] - 1 == 16
    assert (roles["table"], roles["rowgroup"], roles["columnheader"]) == (1, 2, 2)
    assert roles["cell"] == 2 * 16 + 1


def test_each_cell_says_whose_it_is_where_columns_are_not_seen(carol: Member) -> None:
    page = compare(carol, *keys_of("Ann", "Bo")).content.decode()
    told = re.findall(r'<span class="compare-name" aria-hidden="true">(\w+)</span>', page)
    assert told == ["Ann", "Bo"] * 16


# What next ------------------------------------------------------------------------------


def test_each_can_be_opened_and_proposed_where_one_can(carol: Member) -> None:
    EnrolmentFactory(member=carol)
    ann, bo = keys_of("Ann", "Bo")
    MentorProfile.objects.filter(pk=bo).update(capacity=0)
    page = compare(carol, ann, bo)
    assert row(page, "Next") == ["Open Ann Propose Ann", "Open Bo"]
    assert f'href="/mentors/{ann}/propose/"' in page.content.decode()


def test_oneself_can_be_compared_and_not_proposed_to(carol: Member) -> None:
    own, other = mentor_at("Own"), mentor_at("Other")
    EnrolmentFactory(member=own.member)
    page = compare(own.member, own.pk, other.pk)
    assert row(page, "Next") == ["Open Own", "Open Other Propose Other"]


@pytest.mark.parametrize("number", [2, 4])
def test_seven_queries_whatever_the_number(
    number: int, carol: Member, django_assert_num_queries: Callable[..., Any]
) -> None:
    EnrolmentFactory(member=carol)
    mentors = [mentor_at(level=Route.objects.first()) for _ in range(number)]
    for mentor in mentors:
        MentorMarkFactory(member=carol, profile=mentor, note="A note.")
    client: Client = browser(carol)
    page = ask(*(mentor.pk for mentor in mentors))
    client.get(page)
    with django_assert_num_queries(7):
        client.get(page)
