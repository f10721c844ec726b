"""Order, pages, cards and what they cost."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mentoring.directory.cards import beginning, either, work_line
from mentoring.directory.rotation import PRIME, numbers_of
from registration.models import KnowledgeArea, MeetingWay, Region, Route, Sector
from tests.factories import EnrolmentFactory, MemberFactory, active
from tests.mentoring.mentors import bulk_mentors, directory, mentor_at, names

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def seeker(client: Client) -> Client:
    client.force_login(MemberFactory())
    return client


def keys(client: Client, query: str = "") -> list[int]:
    return directory(client, query).found.pks


# Order ----------------------------------------------------------------------------


def test_pages_of_one_day_show_everybody_once_in_one_order(seeker: Client) -> None:
    everybody = {profile.pk for profile in bulk_mentors(45)}
    with time_machine.travel(NOON):
        pages = [keys(seeker, f"?page={n}") for n in (1, 2, 3)]
    with time_machine.travel(NOON + timedelta(hours=11)):
        again = [keys(seeker, f"?page={n}") for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert {pk for page in pages for pk in page} == everybody
    assert again == pages


def test_the_next_day_has_another_order(seeker: Client) -> None:
    bulk_mentors(45)
    orders = []
    for day in range(3):
        with time_machine.travel(NOON + timedelta(days=day)):
            orders.append(tuple(keys(seeker)))
    assert len(set(orders)) == 3


def test_the_order_is_the_one_of_the_day_whatever_is_chosen(seeker: Client) -> None:
    bulk_mentors(12)
    with time_machine.travel(NOON):
        assert keys(seeker, "?q=mentor+counter&way=in-person") == keys(seeker)


def test_everybody_stands_on_the_first_page_about_as_often() -> None:
    """Over 200 days of 100 mentors, of whom 20 are on the first page: 40 times each."""
    seen: Counter[int] = Counter()
    for day in range(200):
        factor, start = numbers_of(date(2026, 1, 1) + timedelta(days=day))
        turns = {pk: ((pk * factor + start) % PRIME) ** 2 % PRIME for pk in range(1, 101)}
        seen.update(sorted(turns, key=lambda pk: turns[pk])[:20])
    assert min(seen.values()) > 20
    assert max(seen.values()) < 65


def test_the_database_counts_the_turns_as_we_do(seeker: Client) -> None:
    bulk_mentors(12)
    with time_machine.travel(NOON):
        found = keys(seeker)
    factor, start = numbers_of(NOON.date())
    turns = {pk: ((pk * factor + start) % PRIME) ** 2 % PRIME for pk in found}
    assert found == sorted(found, key=lambda pk: (turns[pk], pk))


# Pages ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ("1", 1),
        ("2", 2),
        ("3", 2),
        ("99999999999999999999999", 2),
        ("0", 1),
        ("-4", 1),
        ("", 1),
        ("two", 1),
        ("1.5", 1),
        ("%00", 1),
        ("9" * 5000, 1),
    ],
)
def test_a_page_that_is_not_there_leads_to_one_that_is(
    seeker: Client, page: str, number: int
) -> None:
    bulk_mentors(21)
    found = directory(seeker, f"?page={page}")
    assert (found.page.number, len(found.cards)) == (number, 20 if number == 1 else 1)


def test_an_empty_result_has_one_page(seeker: Client) -> None:
    found = directory(seeker, "?q=zzzz&page=7")
    assert (found.page.number, found.page.paginator.num_pages, found.cards) == (1, 1, [])


def test_links_between_pages_keep_the_search(seeker: Client) -> None:
    bulk_mentors(41)
    page = seeker.get("/mentors/?q=counter&way=in-person&page=2").content.decode()
    assert 'href="?q=counter&amp;way=in-person&amp;page=1"' in page
    assert 'href="?q=counter&amp;way=in-person&amp;page=3"' in page


# Cost ------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3, 200])
@pytest.mark.parametrize("query", ["", "?q=counter&route=certification&way=in-person&lens=level"])
def test_a_page_takes_seven_queries_however_many_mentors_there_are(
    seeker: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    query: str,
) -> None:
    bulk_mentors(number)
    directory(seeker)
    with django_assert_num_queries(7):
        assert seeker.get(f"/mentors/{query}").status_code == 200


@pytest.mark.parametrize(("query", "queries"), [("?page=99", 8), ("?q=zzzz&lens=level", 6)])
def test_no_page_takes_more_than_eight_queries(
    seeker: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str, queries: int
) -> None:
    bulk_mentors(21)
    directory(seeker)
    with django_assert_num_queries(queries):
        assert seeker.get(f"/mentors/{query}").status_code == 200


# Cards -----------------------------------------------------------------------------


def test_a_card_shows_what_one_needs_to_choose(seeker: Client) -> None:
    profile = mentor_at(
        "Zoë <b>O’Brien</b>",
        job_title="Library assistant",
        organisation="Harbourside",
        sector=Sector.objects.get(slug="public"),
        region=Region.objects.get(slug="south-west"),
        level=Route.objects.get(slug="certification"),
    )
    profile.help_with, profile.capacity = "Seeing the counter again.", 3
    profile.save()
    profile.areas.set(KnowledgeArea.objects.all()[:6])
    profile.meeting_ways.set(MeetingWay.objects.filter(slug__in=["video", "in-person"]))
    active(mentor=profile.member)
    [card] = directory(seeker).cards
    assert card["work"] == "Library assistant, Harbourside · Public libraries · South West"
    assert (card["letters"], card["words"]) == ("ACLIP", "Seeing the counter again.")
    assert (card["room"], card["dots"]) == ("2 of 3 places free", [True, True, False])
    assert (len(card["areas"]), card["more_areas"]) == (4, 2)
    assert card["ways"] == "In person or video"
    page = seeker.get("/mentors/").content.decode()
    assert f'<a href="/mentors/{profile.pk}/"><bdi>Zoë &lt;b&gt;O’Brien&lt;/b&gt;</bdi></a>' in page
    assert profile.member.email not in page


def test_letters_look_the_same_for_every_level(seeker: Client) -> None:
    for route in Route.objects.all():
        mentor_at(route.slug, level=route)
    page = seeker.get("/mentors/").content.decode()
    letters = [route.post_nominals for route in Route.objects.all()]
    assert all(f'<span class="letters">{word}</span>' in page for word in letters)


def test_a_mentor_without_work_details_has_a_card(seeker: Client) -> None:
    bulk_mentors(1)
    registrant = directory(seeker).cards[0]
    assert registrant["work"] == ""
    assert names(seeker) == ["Mentor 0000"]


def test_the_page_names_the_routes_one_is_on(client: Client) -> None:
    enrolment = EnrolmentFactory(route=Route.objects.get(slug="fellowship"))
    EnrolmentFactory(member=enrolment.member, status="left", closed_at=NOON)
    client.force_login(enrolment.member)
    assert directory(client).seeker.routes == ["Fellowship"]


def test_a_statement_begins_with_whole_words() -> None:
    assert beginning("  One\n\ntwo. ") == "One two."
    assert beginning("word " * 100) == ("word " * 36).strip() + "…"
    assert beginning("中" * 500) == "中" * 180 + "…"
    assert beginning("") == ""


def test_lines_are_put_together_from_what_is_there() -> None:
    assert work_line("", "Harbourside", None, "London") == "Harbourside · London"
    assert work_line(None, None, None, None) == ""
    assert either(["Video"]) == "Video"
    assert either(["Video", "Telephone", "E-mail"]) == "Video, telephone or e-mail"
