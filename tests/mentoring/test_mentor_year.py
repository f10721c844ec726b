"""A mentor's year: what is counted, as a page, a PDF and a table; names only if asked for."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from accounts.models import Member
from mentoring.models import Pairing
from mentoring.years import MentorYear, years_of
from tests.factories import (
    AdministratorFactory,
    EnrolmentFactory,
    MeetingFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    active,
)
from tests.mentoring.browsing import browser, look, words

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def ben() -> Member:
    return MentorProfileFactory(member__name="Ben Okafor", capacity=9).member


def mentored(mentor: Member, start: str, end: str = "", name: str = "Amina") -> Pairing:
    """A pairing of made-up days."""
    member = MemberFactory(name=name)
    pairing = active(mentor=mentor, enrolment=EnrolmentFactory(member=member))
    begun = datetime.fromisoformat(f"{start}T12:00:00+00:00")
    moments = ("proposed_at", "awaiting_since", "mentor_accepted_at", "mentee_accepted_at")
    over = {}
    if end:
        at = datetime.fromisoformat(f"{end}T12:00:00+00:00")
        over = {"completion_proposed_at": at, "closed_at": at}
        for member in (pairing.mentee, mentor):
            pairing.complete(member)
    Pairing.objects.filter(pk=pairing.pk).update(
        **dict.fromkeys((*moments, "activated_at"), begun), **over
    )
    return pairing


def meet(pairing: Pairing, day: str, minutes: int = 60, **more: object) -> None:
    at = datetime.fromisoformat(f"{day}T10:00:00+00:00")
    planned = at - timedelta(days=1)
    MeetingFactory(pairing=pairing, planned_at=planned, starts_at=at, minutes=minutes, **more)


def year(mentor: Member, number: int = 2026) -> MentorYear:
    return MentorYear(mentor, number, NOW)


def names(of: MentorYear) -> list[str]:
    return [one.name for one in of.mentored]


def test_a_pairing_counts_in_each_year_in_which_it_was_active() -> None:
    mentor = ben()
    mentored(mentor, "2024-03-01", "2024-12-30", "Before")
    mentored(mentor, "2025-03-01", "2026-01-02", "Into it")
    mentored(mentor, "2025-04-01", name="Through it")
    mentored(mentor, "2026-05-01", "2026-06-01", "Within it")
    mentored(ben(), "2026-05-01", name="Another’s")
    assert names(year(mentor)) == ["Into it", "Through it", "Within it"]
    assert names(year(mentor, 2024)) == ["Before"]


def test_figures_of_a_year() -> None:
    mentor = ben()
    into = mentored(mentor, "2025-03-01", "2026-01-02")
    within = mentored(mentor, "2026-05-01", "2026-06-01")
    mentored(mentor, "2026-07-01")
    for pairing, day, minutes in (
        (into, "2025-12-31", 600),
        (into, "2026-01-01", 45),
        (within, "2026-05-09", 90),
        (within, "2026-11-19", 60),
        (within, "2026-11-21", 60),
    ):
        meet(pairing, day, minutes)
    meet(within, "2026-05-10", 60, cancelled_at=NOW, sequence=1)
    figures = dict(year(mentor).figures)
    assert figures["Mentees"] == "3"
    assert figures["Pairings started"] == "2"
    assert figures["Pairings completed"] == "2"
    assert figures["Pairings ended"] == "0"
    assert figures["Meetings"] == "3 meetings, 3 hours 15 minutes in all"


def test_the_year_begins_at_midnight_of_the_scheme() -> None:
    mentor = ben()
    pairing = mentored(mentor, "2025-06-01")
    eve = datetime(2025, 12, 31, 23, 59, tzinfo=UTC)
    MeetingFactory(pairing=pairing, planned_at=eve, starts_at=eve)
    assert [dict(year(mentor, n).figures)["Meetings"] for n in (2025, 2026)] == [
        "1 meeting, 1 hour in all",
        "None on record",
    ]


def test_training_of_the_year_as_far_as_it_stands() -> None:
    mentor = ben()
    TrainingCompletionFactory(member=mentor, completed_on=date(2026, 2, 3), provider="Online")
    gone = TrainingCompletionFactory(member=mentor, completed_on=date(2026, 2, 4))
    gone.withdraw(AdministratorFactory(), "Recorded twice")
    assert [words for _day, words in year(mentor).training_rows] == ["Initial training, Online"]


def test_years_are_those_since_the_first_start() -> None:
    mentor = ben()
    assert years_of(mentor, NOW) == [2026]
    mentored(mentor, "2024-03-01")
    assert years_of(mentor, NOW) == [2026, 2025, 2024]


@pytest.mark.parametrize("number", [0, 1999, 2023, 9999, 10**12])
def test_there_is_no_other_year(number: int) -> None:
    client = browser(ben())
    for path in (f"{number}/", f"{number}.pdf", f"{number}.csv"):
        assert (
            client.get(f"/mentoring/year/{number}/".replace(f"{number}/", path)).status_code == 404
        )


def pages(mentor: Member, query: str = "") -> tuple[str, str]:
    """The PDF and the table, as text."""
    client: Client = browser(mentor)
    made = client.get(f"/mentoring/year/2026.pdf{query}").content
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    return " ".join(text.split()), client.get(f"/mentoring/year/2026.csv{query}").content.decode()


@pytest.mark.parametrize(("query", "said"), [("", False), ("?names=1", True), ("?names=x", False)])
def test_papers_name_mentees_only_if_asked_to(query: str, said: bool) -> None:
    mentor = ben()
    mentored(mentor, "2026-05-01", name="Amina Rahman")
    assert ["Amina Rahman" in text for text in pages(mentor, query)] == [said, said]
    assert ["Mentee 1" in text for text in pages(mentor, query)] == [not said, not said]


def test_the_page_names_them_and_prints_numbers() -> None:
    mentor = ben()
    mentored(mentor, "2026-05-01", name="Amina Rahman")
    page = look(mentor, "mentor_year", 2026).content.decode()
    assert '<bdi class="not-printed">Amina Rahman</bdi>' in page
    assert '<span class="only-printed">Mentee 1</span>' in page


def test_a_table_has_a_row_for_each_and_no_formulas() -> None:
    mentor = ben()
    pairing = mentored(mentor, "2026-05-01", name="=1+1 Rahman")
    meet(pairing, "2026-06-01", 50)
    TrainingCompletionFactory(member=mentor, completed_on=date(2026, 2, 3), provider="@North")
    head, *rows = csv.reader(StringIO(pages(mentor, "?names=1")[1].removeprefix("\ufeff")))
    route = pairing.enrolment.route.name
    assert head == ["What", "Who", "Route", "From", "To", "Meetings", "Minutes"]
    assert rows == [
        ["Mentoring", "'=1+1 Rahman", route, "2026-05-01", "", "1", "50"],
        ["Initial training", "'@North", "", "2026-02-03", "", "", ""],
    ]


def test_the_pdf_is_tagged_as_a_table() -> None:
    mentor = ben()
    mentored(mentor, "2026-05-01")
    made = browser(mentor).get("/mentoring/year/2026.pdf").content
    reader = PdfReader(BytesIO(made))
    assert reader.metadata.title == "Mentoring in 2026"
    assert b"/TH" in made
    assert b"/Table" in made


def test_an_empty_year_is_a_page_and_papers_too() -> None:
    mentor = ben()
    assert "None on record" in words(look(mentor, "mentor_year", 2026))
    assert "Mentees 0" in pages(mentor)[0]


def test_a_year_costs_the_same_however_many_there_are() -> None:
    one, three = ben(), ben()
    mentored(one, "2026-05-01")
    for _ in range(3):
        meet(mentored(three, "2026-05-01"), "2026-06-01")
    assert [statements(mentor) for mentor in (one, three)] == [7, 7]


def statements(mentor: Member) -> int:
    client = browser(mentor)
    client.get("/mentoring/year/2026/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/mentoring/year/2026/")
    return len(seen)
