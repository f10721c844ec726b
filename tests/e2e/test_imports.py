"""The old spreadsheet comes in, list by list, and its people go on by themselves."""

from pathlib import Path

import pytest

from accounts.models import Member
from mentoring.models import Import, MentorProfile, Pairing
from tests.e2e.conftest import KEYBOARD, MOUSE, type_of_arrive
from tests.e2e.people import dev
from tests.e2e.walker import Walker
from tests.lib.tables.workbooks import rows_of_text, workbook

MEMBERS = [
    ["Name", "E-mail", "Membership no", "Network", "Sector"],
    ["Ben Okafor", "ben@example.org", "CI 104233", "South West", "Health and social care"],
    ["Lena Fox", "lena@example.org", "", "London", "Law"],
    ["Lena F", "LENA@example.org", "", "", ""],
    ["=1+1", "sum@example.org", "", "", ""],
]
TRAINED = "Membership no\tDate of training\nCI104233\t3 September 2014\n"
MENTORS = "E-mail;Places;Routes;Help with\nben@example.org;3;Fellowship;The Thursday job club.\n"
PAIRINGS = "Mentee e-mail\tMentor e-mail\tRoute\nlena@example.org\tben@example.org\tACLIP\n"


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_the_old_spreadsheet_is_imported(
    manner: tuple[int, bool], arrive: type_of_arrive, tmp_path: Path
) -> None:
    office = arrive(manner, dev())
    members_come_in(office, tmp_path)
    pasted(office, "Past completions of training", TRAINED)
    office.sees("Initial training, 3 September 2014")
    office.press("Apply 1 row")
    office.sees("✓ Applied")
    pasted(office, "Mentors of the old list", MENTORS)
    office.sees("not listed until they list it")
    office.press("Apply 1 row")
    office.sees("✓ Applied")
    assert not MentorProfile.objects.listed().exists()

    mentor = arrive(manner, Member.objects.get(email="ben@example.org"))
    mentor.visit("/mentor-profile/")
    mentor.sees("Filled in for you")
    mentor.tick("English")
    mentor.press("Save and confirm my availability")
    mentor.press("List me in the directory")
    assert MentorProfile.objects.proposable().get().member.name == "Ben Okafor"

    mentee = arrive(manner, Member.objects.get(email="lena@example.org"))
    mentee.visit("/registration/")
    mentee.follow("Enrol on a route")
    mentee.tick("Certification")
    mentee.press("Enrol on this route")
    pairings_come_in(office)
    for person in (mentee, mentor):
        person.visit(Pairing.objects.get().get_absolute_url())
        person.sees("The office’s suggestion")
        person.tick("No")
        person.press("Accept")
    assert Pairing.objects.get().status == "active"

    office.visit(Import.objects.get(kind="mentors").get_absolute_url())
    office.follow("Undo the import")
    office.sees("It can no longer be undone")


def members_come_in(office: Walker, folder: Path) -> None:
    """A workbook, with the faults of such lists, which are left out."""
    file = folder / "mentors of 2014.xlsx"
    file.write_bytes(workbook(rows_of_text(MEMBERS)))
    office.visit("/staff/imports/")
    office.follow("Import a list")
    office.page.get_by_label("File").set_input_files(file)
    office.press("Read the list")
    assert office.page.get_by_label("Membership number").input_value() == "2"
    office.press("Check every row")
    office.sees("The same e-mail address as in row 3.")
    office.sees("begins as a formula does")
    office.press("Apply all 2 rows")
    office.sees("2 rows have a problem, so nothing was applied.")
    assert Member.objects.count() == 1
    office.tick("Leave out the 2 rows with a problem")
    office.press("Apply all 2 rows")
    office.sees("✓ Applied")
    assert Member.objects.count() == 3


def pairings_come_in(office: Walker) -> None:
    """A line of the old list says yes for nobody: it is a suggestion, which both answer."""
    pasted(office, "Pairings of the old list", PAIRINGS)
    office.sees("Ben Okafor is suggested to Lena Fox. Both are asked.")
    office.press("Apply 1 row")
    office.sees("✓ Applied")
    pairing = Pairing.objects.get()
    assert (pairing.status, pairing.mentor_accepted_at, pairing.mentee_accepted_at) == (
        *("proposed", None, None),
    )


def pasted(office: Walker, kind: str, text: str) -> None:
    office.visit("/staff/imports/new/")
    office.page.get_by_label("What it is a list of").select_option(label=kind)
    office.fill("Or paste the rows", text)
    office.press("Read the list")
    office.press("Check every row")


def test_without_javascript_it_goes_all_the_way(arrive: type_of_arrive) -> None:
    office = arrive((320, False), dev(), scripts=False)
    pasted(office, "Members", "Name,E-mail\nLena Fox,lena@example.org\n")
    office.press("Apply 1 row")
    office.sees("✓ Applied")
    office.follow("Undo the import")
    office.press("Undo it all")
    office.sees("The import is undone.")
    assert Member.objects.count() == 1
