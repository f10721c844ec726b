"""The pages of reports: what each is about, and what it takes to make it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from staff.reports.all import REPORTS
from tests.factories import closed
from tests.mentoring.browsing import words
from tests.staff.reports.conftest import Start

pytestmark = pytest.mark.django_db
# The session, the member, their roles and three vocabularies are six of each.
STATEMENTS = {
    "": 8,
    "who-mentors-whom/": 8,
    "funnel/": 7,
    "waits/": 8,
    "supply/": 8,
    "load/": 7,
    "training/": 7,
    "declines/": 7,
}


@pytest.mark.parametrize("page", STATEMENTS)
@pytest.mark.parametrize("pairings", [1, 3])
def test_a_page_takes_as_many_statements_for_many(
    start: Start,
    office: Client,
    page: str,
    pairings: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(pairings):
        start("fellowship", region=["london", "scotland", "east"][number])
    office.get("/staff/reports/load/")  # the process has the sets of the directory from then on
    with django_assert_num_queries(STATEMENTS[page]):
        office.get(f"/staff/reports/{page}")


def test_the_list_says_what_each_is_about_and_the_answer_of_the_first(
    start: Start, office: Client
) -> None:
    start("fellowship", level="certification")
    page = words(office.get("/staff/reports/?since="))
    assert "1 of 1 pairings (100%) have a mentor at an earlier level" in page
    for about in REPORTS.values():
        assert (str(about.title) in page, str(about.lead) in page) == (True, True)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_begins_with_what_it_is_about(office: Client, name: str) -> None:
    page = words(office.get(f"/staff/reports/{name}/"))
    assert f"{REPORTS[name].title} {REPORTS[name].lead}" in page


SMALL = {
    "funnel": "Of some enrolments, some have led to a proposal, some to a mentor’s yes, some to a "
    "pairing and 0 to a completed one.",
    "training": "Some completions: some of initial training, 0 of a refresher.",
    "declines": "Some proposals were declined.",
    "supply": "Some members look for a mentor, and some places are open.",
}


@pytest.mark.parametrize("name", SMALL)
def test_what_is_kept_back_is_some_in_a_sentence(start: Start, reader: Client, name: str) -> None:
    start("fellowship")
    closed("declined")
    assert reader.get(f"/staff/reports/{name}/?since=").context["report"].answer == SMALL[name]
