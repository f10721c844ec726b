"""A report is read by keyboard, narrowed, printed and taken along; without scripts as well."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.conftest import KEYBOARD, MOUSE, type_of_arrive
from tests.e2e.people import amina, ben, dev
from tests.factories import active

SENTENCE = "1 of 1 pairings (100%) have a mentor at an earlier level than the mentee’s route."


def across() -> None:
    """Ben, who is certified, mentors Amina on her way to Fellowship."""
    active(enrolment=amina().enrolments.get(), mentor=ben())


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_a_report_is_read_and_narrowed(manner: tuple[int, bool], arrive: type_of_arrive) -> None:
    across()
    office = arrive(manner, dev())
    office.visit("/staff/")
    office.follow("Reports")
    office.sees(SENTENCE)
    office.follow("Who mentors whom")
    office.heading("Who mentors whom")
    drawing = office.page.get_by_role("img", name="Who mentors whom")
    expect(drawing).to_be_visible()
    expect(office.page.get_by_role("region").first).to_be_visible()
    office.choose("Route", "Chartership")
    office.press("Show")
    assert "route=chartership" in office.page.url
    office.sees("Too few pairings have started in this period for a share to be shown.")


def test_a_report_is_printed_without_what_one_presses(arrive: type_of_arrive) -> None:
    across()
    office = arrive((1280, False), dev())
    office.visit("/staff/reports/who-mentors-whom/?since=")
    office.page.emulate_media(media="print")
    expect(office.page.get_by_role("search")).not_to_be_visible()
    expect(office.page.get_by_text("Download as CSV").first).not_to_be_visible()
    expect(office.page.get_by_role("heading", level=1)).to_be_visible()
    printed = PdfReader(BytesIO(office.page.pdf(format="A4")))
    words = " ".join(" ".join(page.extract_text() for page in printed.pages).split())
    assert "Counted: everything." in words
    assert SENTENCE in words
    assert "Pairings started, by the mentor’s sector and the mentee’s" in words


def test_a_report_needs_no_script_and_a_file_is_taken_along(arrive: type_of_arrive) -> None:
    across()
    office = arrive((320, False), dev(), scripts=False)
    office.visit("/staff/reports/who-mentors-whom/")
    office.sees(SENTENCE)
    with office.page.expect_download() as taken:
        office.page.get_by_role("link", name="Download as CSV: Levels and routes").click()
    assert taken.value.suggested_filename == "who-mentors-whom-levels.csv"
