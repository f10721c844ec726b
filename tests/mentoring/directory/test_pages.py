"""Order, pages, cards and what they cost."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mentoring.directory.cards import beginning, either, work_line
from mentoring.directory.order import by_column
from mentoring.models import MentorProfile
from registration.models import KnowledgeArea, MeetingWay, Region, Route, Sector
from tests.factories import EnrolmentFactory, MemberFactory, active, proposed
from tests.mentoring.mentors import (
    bulk_mentors,
    directory,
    keys,
    mentor_at,
    names,
    read_through,
    varied_mentors,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def seeker(client: Client) -> Client:
    client.force_login(MemberFactory())
    return client


# Order ----------------------------------------------------------------------------


def test_pages_of_one_day_show_everybody_once_in_one_order(seeker: Client) -> None:
    everybody = {profile.pk for profile in bulk_mentors(45)}
    with time_machine.travel(NOON):
        pages = read_through(seeker)
    with time_machine.travel(NOON + timedelta(hours=11)):
        again = read_through(seeker)
    assert [len(page) for page in pages] == [20, 20, 5]
    assert {pk for page in pages for pk in page} == everybody
    assert again == pages


def test_each_day_and_each_member_has_another_order(seeker: Client) -> None:
    """Two may fall together by chance, about once in a thousand times; most never do."""
    bulk_mentors(45)
    orders = []
    for day in range(5):
        with time_machine.travel(NOON + timedelta(days=day)):
            orders.append(tuple(keys(seeker)))
    for _ in range(5):
        seeker.force_login(MemberFactory())
        with time_machine.travel(NOON):
            orders.append(tuple(keys(seeker)))
    assert len(set(orders[:5])) >= 4
    assert len(set(orders[5:])) >= 4


@pytest.mark.parametrize("sort", ["suggested", "best", "confirmed", "name"])
@pytest.mark.parametrize("query", ["", "q=counter&way=in-person", "lens=front-line"])
def test_one_may_read_to_the_end_and_back(seeker: Client, sort: str, query: str) -> None:
    varied = varied_mentors(30, random.Random(4))  # noqa: S311  # seeded
    bulk_mentors(25)
    MentorProfile.objects.filter(pk__in=[m.pk for m in varied[:9]]).update(
        availability_confirmed_on=date(2026, 10, 1)
    )
    there = read_through(seeker, f"?{query}&sort={sort}")
    found = directory(seeker, f"?{query}&sort={sort}")
    read = [pk for page in there for pk in page]
    assert (len(read), set(read)) == (found.found.total, set(found.found.everybody))
    assert read_back(seeker, f"?{query}&sort={sort}", len(there)) == there


def read_back(client: Client, query: str, pages: int) -> list[list[int]]:
    """From the last page to the first, in the order in which they stand."""
    found = directory(client, query)
    for _page in range(pages - 1):
        found = directory(client, found.onwards.removeprefix("/mentors/"))
    back = [[card.pk for card in found.cards]]
    while found.back:
        found = directory(client, found.back.removeprefix("/mentors/"))
        back.insert(0, [card.pk for card in found.cards])
    return back


def test_by_name_stands_everybody_under_their_name_without_accents(seeker: Client) -> None:
    for name in ("Zoë Adair", "Élodie Marchand", "ann o’brien", "Ann Oakley", "Øystein Lund"):
        mentor_at(name)
    assert names(seeker, "?sort=name") == [
        "Ann Oakley", "ann o’brien", "Élodie Marchand", "Øystein Lund", "Zoë Adair",
    ]  # fmt: skip


def test_recently_confirmed_stands_first(seeker: Client) -> None:
    for month in (3, 9, 6):
        profile = mentor_at(f"Month {month}")
        profile.availability_confirmed_on = date(2026, month, 1)
        profile.save()
    assert names(seeker, "?sort=confirmed") == ["Month 9", "Month 6", "Month 3"]


def test_of_many_the_columns_are_read_a_stretch_at_a_time(
    seeker: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_column, "FEW", 0)
    bulk_mentors(45)
    only = Region.objects.get(slug="london")
    chosen = [mentor_at(f"Mentor {n:04} b", region=only).pk for n in range(40, 0, -2)]
    assert read_through(seeker, "?sort=name&region=london") == [chosen[::-1]]
    assert sorted(
        pk for page in read_through(seeker, "?sort=confirmed&region=london") for pk in page
    ) == sorted(chosen)


def test_the_best_match_is_in_name_or_title_then_at_work_then_anywhere(seeker: Client) -> None:
    anywhere = mentor_at("Ann")
    anywhere.story = "I work with maps."
    anywhere.save()
    mentor_at("Bo", organisation="The Maps Room")
    mentor_at("Cy", job_title="Maps librarian")
    mentor_at("Di", job_title="Mapping librarian")
    assert names(seeker, "?q=maps") == ["Cy", "Di", "Bo", "Ann"]
    assert sorted(names(seeker, "?q=maps&sort=suggested")) == ["Ann", "Bo", "Cy", "Di"]


def test_words_in_a_row_stand_before_words_apart(seeker: Client) -> None:
    for name, story in (("Ann", "Time and again, a rhyme."), ("Bo", "I run rhyme times.")):
        profile = mentor_at(name)
        profile.story = story
        profile.save()
    assert names(seeker, "?q=rhyme+time") == ["Bo", "Ann"]


# Pages ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    ["after=", "after=7", "after=x", "after=1-2-3-4", "after=739000-4099--5-1", "before=zz",
     "after=%00", "before=" + "9" * 5000, "after=99999999999999-4099-1-1", "page=2",
     "after=739000-5-1-1", "sort=name&after=~", "sort=name&after=a~b", "sort=name&before=~~",
     "sort=confirmed&after=2026-99-99~1", "sort=confirmed&before=x~1", "sort=height"],
)  # fmt: skip
def test_a_place_that_is_not_there_leads_to_the_beginning(seeker: Client, place: str) -> None:
    bulk_mentors(21)
    sort = place.partition("&")[0] if place.startswith("sort=") else ""
    assert keys(seeker, f"?{place}") == keys(seeker, f"?{sort}")


def test_a_place_behind_the_last_leads_to_the_beginning(seeker: Client) -> None:
    bulk_mentors(3)
    assert len(keys(seeker, "?sort=name&after=zz~99")) == 3


def test_reading_goes_on_where_one_was_when_mentors_come_and_go(seeker: Client) -> None:
    bulk_mentors(60)
    first = directory(seeker)
    seen = [card.pk for card in first.cards]
    full = MentorProfile.objects.exclude(pk__in=seen).order_by("pk")[3]
    for pk in (seen[3], seen[19], full.pk):
        MentorProfile.objects.filter(pk=pk).update(capacity=0)
    bulk_more = mentor_at("A newcomer")
    rest = read_through(seeker, first.onwards.removeprefix("/mentors/"))
    later = [pk for page in rest for pk in page]
    assert len(later) == len(set(later))
    assert not set(later) & set(seen)
    stayed = set(MentorProfile.objects.values_list("pk", flat=True)) - set(seen) - {full.pk}
    assert stayed - set(later) <= {bulk_more.pk}


def test_an_order_begun_before_midnight_is_read_to_its_end(seeker: Client) -> None:
    """Those whom somebody has asked too, who come forward on some days and not on others."""
    for profile in bulk_mentors(45)[::2]:
        proposed(mentor=profile.member, proposed_at=NOON - timedelta(days=3))
    for night in (NOON.replace(day=day, hour=23, minute=59) for day in range(2, 7)):
        with time_machine.travel(night):
            first = directory(seeker)
            before = read_through(seeker)
        with time_machine.travel(night + timedelta(hours=12)):
            rest = read_through(seeker, first.onwards.removeprefix("/mentors/"))
        assert rest == before[1:]


def test_links_between_pages_keep_the_search(seeker: Client) -> None:
    bulk_mentors(41)
    query = "?q=counter&way=in-person"
    second = directory(seeker, directory(seeker, query).onwards.removeprefix("/mentors/"))
    assert second.onwards.startswith("/mentors/?q=counter&way=in-person&after=")
    assert second.back.startswith("/mentors/?q=counter&way=in-person&before=")


# Cost ------------------------------------------------------------------------------

OF_THE_SESSION = 2


@pytest.mark.parametrize("number", [1, 3, 200])
@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 3), ("?q=counter&route=certification&way=in-person&lens=level", 3), ("?sort=name", 4)],
)
def test_a_page_takes_as_many_queries_however_many_mentors_there_are(
    seeker: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    query: str,
    queries: int,
) -> None:
    bulk_mentors(number)
    directory(seeker, query)
    with django_assert_num_queries(OF_THE_SESSION + queries):
        assert seeker.get(f"/mentors/{query}").status_code == 200


def test_a_word_asked_for_the_first_time_takes_one_query_more_and_a_row_of_them_another(
    seeker: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bulk_mentors(3)
    directory(seeker)
    for query, queries in (("?q=counter", 4), ("?q=counter", 3), ("?q=counter+00", 5)):
        with django_assert_num_queries(OF_THE_SESSION + queries):
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
    assert card.work == "Library assistant, Harbourside · Public libraries · South West"
    assert (card.letters, card.words) == ("ACLIP", "Seeing the counter again.")
    assert (card.room, card.left, card.capacity) == ("2 of 3 places free", 2, 3)
    assert (len(card.areas), card.more_areas) == (4, 2)
    assert card.ways == "In person or video"
    page = seeker.get("/mentors/").content.decode()
    assert f'<a href="{profile.pk}/"><bdi>Zoë &lt;b&gt;O’Brien&lt;/b&gt;</bdi></a>' in page
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
    assert registrant.work == ""
    assert names(seeker) == ["Mentor 0000"]


def test_the_page_names_the_routes_one_is_on(client: Client) -> None:
    enrolment = EnrolmentFactory(route=Route.objects.get(slug="fellowship"))
    EnrolmentFactory(member=enrolment.member, status="left", closed_at=NOON)
    client.force_login(enrolment.member)
    assert directory(client).routes == ["Fellowship"]


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
