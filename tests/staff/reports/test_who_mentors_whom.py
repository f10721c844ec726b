"""Who mentors whom: counted, drawn, told in words, as a file; small counts kept back."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from accounts.roles import Permission, Role
from registration.models import Region, Remit
from staff.reports.choices import Choice
from staff.reports.levels import active_levels
from staff.reports.tables import Table
from staff.reports.who_mentors_whom import who_mentors_whom
from tests.factories import MemberFactory, RoleHoldingFactory
from tests.mentoring.browsing import browser, words
from tests.staff.reports.conftest import Start

pytestmark = pytest.mark.django_db
PAGE = "/staff/reports/who-mentors-whom/"
ACROSS = "have a mentor at an earlier level than the mentee’s route."


def table(key: str, choice: Choice | None = None, *, hides: bool = False) -> Table:
    found = who_mentors_whom(choice or Choice(), hides=hides).table(key)
    assert found
    return found


def counts(shown: Table) -> dict[tuple[str, str], int | None]:
    """What the table shows in each cell that is not none."""
    return {
        (line.label, name): n
        for line in shown.lines
        for name, n in zip(shown.head[1:], line.cells, strict=False)
        if n != 0
    }


def test_levels_and_routes_are_counted_as_they_were_at_the_start(start: Start) -> None:
    start("fellowship", level="certification")
    start("fellowship", level="certification")
    start("certification", level="fellowship")
    start("chartership")
    assert counts(table("levels")) == {
        ("Certification", "Fellowship"): 2,
        ("Fellowship", "Certification"): 1,
        ("No level yet", "Chartership"): 1,
    }
    assert who_mentors_whom(Choice(), hides=False).answer == f"3 of 4 pairings (75%) {ACROSS}"


def test_a_month_ends_where_the_scheme_is(start: Start, office: Client) -> None:
    """Half past eleven at night in UTC on 30 June is July in London."""
    start("fellowship", at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC), level="fellowship")
    start("fellowship", at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC), level="certification")
    start("fellowship", at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC), level="chartership")
    page = words(office.get(f"{PAGE}?since=2026-07&until=2026-07"))
    assert f"1 of 1 pairings (100%) {ACROSS}" in page
    assert "July 2026: 100% across levels." in page
    page = words(office.get(f"{PAGE}?since=2026-06&until=2026-06"))
    assert f"0 of 1 pairings (0%) {ACROSS}" in page


def test_a_choice_of_route_region_and_sector_narrows_all_of_it(
    start: Start, office: Client
) -> None:
    start("fellowship", level="certification", region="london", sector="law")
    start("fellowship", level="certification", region="scotland", sector="law")
    start("chartership", level="certification", region="london", sector="law")
    start("fellowship", level="certification", region="london", sector="prisons")
    for asked, number in (
        ("since=", 4),
        ("since=&region=london", 3),
        ("since=&region=london&sector=law", 2),
        ("since=&route=fellowship&region=london&sector=law", 1),
        ("since=&region=nowhere", 4),
    ):
        tables = [
            figure.table for figure in office.get(f"{PAGE}?{asked}").context["report"].figures
        ]
        assert [shown.cell(-1, -1) for shown in tables] == [number] * 3


def test_a_region_that_was_replaced_counts_as_the_newer(start: Start, office: Client) -> None:
    start("fellowship", region="east-midlands")
    assert Region.objects.get(slug="east-midlands").replaced_by
    report = office.get(f"{PAGE}?since=&region=midlands").context["report"]
    assert report.table("levels").cell(-1, -1) == 1


def test_sectors_and_the_share_between_two(start: Start) -> None:
    start("fellowship", sector="law", mentor_sector="law")
    start("fellowship", sector="law", mentor_sector="prisons")
    start("fellowship", mentor_sector="prisons")
    report = who_mentors_whom(Choice(), hides=False)
    assert counts(table("sectors")) == {
        ("Law", "Law"): 1,
        ("Prisons", "Law"): 1,
        ("Prisons", "Not said"): 1,
    }
    assert report.figures[2].sentence == "1 of 3 pairings (33%) are between two sectors."


def test_the_words_of_the_drawing_say_what_it_shows(start: Start, office: Client) -> None:
    start("fellowship", level="certification")
    page = office.get(PAGE).content.decode()
    drawing = page[page.index('<svg class="drawing"') :]
    assert "<title>Who mentors whom</title>" in drawing
    assert "Certification: Certification 0, Chartership 0, Fellowship 1." in drawing
    assert re.findall(r"<(?:svg|rect|text)[^>]* (?:style|on\w+)=", page) == []


def test_a_file_has_the_same_counts(start: Start, office: Client) -> None:
    start("fellowship", level="certification")
    answer = office.get(f"{PAGE}levels.csv?since=")
    assert answer["Content-Disposition"] == 'attachment; filename="who-mentors-whom-levels.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Mentor’s level,Certification,Chartership,Fellowship,All",
        "Certification,0,0,1,1",
        "Chartership,0,0,0,0",
        "Fellowship,0,0,0,0",
        "All,0,0,1,1",
    ]


@pytest.mark.parametrize("path", ["nobody/", "who-mentors-whom/nothing.csv", "nobody/levels.csv"])
def test_a_report_or_a_table_that_does_not_exist_is_404(office: Client, path: str) -> None:
    assert office.get(f"/staff/reports/{path}").status_code == 404


@pytest.mark.parametrize(
    "asked", ["since=2026-13", "since=x&until=0000-01", "route=%00&region=%27"]
)
def test_what_makes_no_sense_narrows_nothing(start: Start, office: Client, asked: str) -> None:
    start("fellowship")
    assert office.get(f"{PAGE}?{asked}").context["report"].table("levels").cell(-1, -1) == 1


# Small counts -------------------------------------------------------------------------


def test_small_counts_are_kept_back_in_the_page_the_drawing_and_the_file(
    start: Start, reader: Client
) -> None:
    for _ in range(3):
        start("fellowship", level="certification")
    for _ in range(6):
        start("chartership", level="chartership")
    page = words(reader.get(PAGE))
    assert "Too few pairings have started in this period for a share to be shown." in page
    assert "Counts below 5 are kept back" in page
    assert "Fellowship kept back" in page
    rows = reader.get(f"{PAGE}levels.csv").content.decode("utf-8-sig").splitlines()
    assert [row for row in rows[1:] if re.search(r"\b[1-4]\b", row)] == []
    drawing = reader.get(PAGE).content.decode().partition('<svg class="drawing"')[2]
    shown = re.findall(r"drawing-count[^>]*>([^<]*)<", drawing.partition("</svg>")[0])
    assert [n for n in shown if n in {"1", "2", "3", "4"}] == []


def test_the_trend_does_not_tell_what_the_matrix_keeps_back(start: Start, reader: Client) -> None:
    for _ in range(3):
        start("fellowship", level="certification")
    for _ in range(7):
        start("fellowship", level="chartership")
    for _ in range(35):
        start("chartership", level="fellowship")
    report = reader.get(PAGE).context["report"]
    assert report.answer == f"About 20% of 45 pairings {ACROSS}"
    trend = report.table("trend")
    assert [line.cells for line in trend.lines] == [[None, None, 45]]
    assert trend.last_line.cells == [None, None, 45]
    assert trend.lines[0].said == "20%"


# The aside of another page ------------------------------------------------------------


def test_the_aside_counts_what_is_active_now(
    start: Start, dev: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    over = start("fellowship", level="certification")
    over.end(over.mentee)
    start("chartership", level="fellowship")
    dev.may(Permission.SEE_REPORTS)
    with django_assert_num_queries(2):
        figure = active_levels(dev)
        assert figure.sentence == f"0 of 1 pairings (0%) {ACROSS}"


def test_an_officer_sees_their_own_regions_and_no_others(start: Start) -> None:
    for region in ("london", "scotland", "east-midlands"):
        start("fellowship", region=region)
    officer = MemberFactory()
    Remit.objects.give(officer, Region.objects.filter(slug__in=["london", "midlands"]), by=None)
    for asked, number in (("", 2), ("region=london", 1), ("region=scotland", 2)):
        table = browser(officer).get(f"{PAGE}?since=&{asked}").context["report"].table("levels")
        assert sum(map(sum, table.counts)) == number
    page = browser(officer).get(f"{PAGE}?since=").content.decode()
    assert re.findall(r'<option value="(\w+)"[^>]*>(?:London|Midlands|CILIP)', page) == [
        "midlands",
        "london",
    ]
    whole = browser(officer).get("/staff/reports/funnel/stages.csv?since=&region=scotland")
    assert "Enrolled,0,0,kept back,kept back" in whole.content.decode()


def test_an_officer_without_a_region_sees_nothing(start: Start) -> None:
    start("fellowship")
    officer = RoleHoldingFactory(role=Role.REGIONAL_OFFICER).member
    report = browser(officer).get(PAGE).context["report"]
    assert report.table("levels").counts == [[0, 0, 0]] * 3
