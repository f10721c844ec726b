"""Awards of a list: added with the level that follows, and never over what a member has stated."""

from datetime import date

import pytest

from history.models import Event
from lib.refusals import NotAllowed
from mentoring.imports.applying import held_back, undo
from registration.models import Award, Route
from tests.factories import AwardFactory, MemberFactory
from tests.mentoring.imports.lists import administrator, applied, checked, verdicts, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(db):
    return MemberFactory(name="Ben", email="ben@example.org", membership_number="CI002")


def test_awards_are_added_and_the_latest_is_the_level(ben):
    applied(
        "awards",
        [
            ["ben@example.org", "MCLIP", "5/3/2014"],
            ["BEN@example.org", "Certification", "1 June 2009"],
        ],
    )
    held = Award.objects.filter(member=ben).values_list("route__slug", "awarded_on")
    assert list(held) == [
        ("chartership", date(2014, 3, 5)),
        ("certification", date(2009, 6, 1)),
    ]
    assert ben.registrant.level.slug == "chartership"
    assert Event.objects.filter(verb="award.added", actor=administrator()).count() == 2


def test_a_date_that_the_member_has_stated_stays(ben):
    route = Route.objects.get(slug="chartership")
    AwardFactory(member=ben, route=route, awarded_on=date(2014, 3, 5))
    found = checked(
        "awards",
        [["ben@example.org", "Chartership", "2014-03-05"], ["", "Chartership", "2014-03-05"]],
    )
    assert verdicts(found) == ["same", "problem"]
    found = checked("awards", [["ben@example.org", "MCLIP", "2015-03-05"]])
    assert words(found) == [
        "Ben has this award on record with another date, 5 March 2014.",
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["nobody@example.org", "MCLIP", "2014-03-05"], "No member has this address or number. "
         "Import the members first."),
        (["ben@example.org", "Knighthood", "2014-03-05"], "“Knighthood” is not in the list of "
         "awards."),
        (["ben@example.org", "MCLIP", "31/2/2014"], "“31/2/2014” is not a day. "
         "Type it like 5 March 2014 or 2014-03-05."),
        (["ben@example.org", "MCLIP", "0000-00-00"], "“0000-00-00” is not a day. "
         "Type it like 5 March 2014 or 2014-03-05."),
        (["ben@example.org", "MCLIP", "1949-12-31"], "Give a date in 1950 or later."),
        (["ben@example.org", "MCLIP", "2126-12-31"], "This date is in the future. "
         "Give the day of the award."),
        (["ben@example.org", "MCLIP", ""], "Date of the award is empty."),
    ],
)  # fmt: skip
def test_a_fault_is_said(ben, row, said):
    assert words(checked("awards", [row])) == [said]


def test_the_address_and_the_number_are_of_one_member(ben):
    MemberFactory(email="other@example.org", membership_number="CI003")
    head = ["E-mail", "Membership number", "Award", "Awarded on"]
    rows = [
        ["ben@example.org", "CI003", "MCLIP", "2014-03-05"],
        ["ben@example.org", "CI999", "MCLIP", "2014-03-05"],
        ["", "ci 002", "MCLIP", "2014-03-05"],
    ]
    assert words(checked("awards", rows, head)) == [
        "The e-mail address is one member’s, the membership number another’s.",
        "The member with this address has another membership number.",
        "Ben: Chartership, 5 March 2014.",
    ]


def test_undone_the_level_is_what_it_was(ben):
    AwardFactory(member=ben, route=Route.objects.get(slug="certification"))
    found = applied("awards", [["ben@example.org", "MCLIP", "2024-03-05"]])
    assert undo(found, administrator())
    ben.registrant.refresh_from_db()
    assert ben.registrant.level.slug == "certification"
    assert Award.objects.get().route.slug == "certification"


def test_a_corrected_award_is_not_undone(ben):
    found = applied("awards", [["ben@example.org", "MCLIP", "2024-03-05"]])
    Award.objects.get().correct(date(2024, 3, 6), by=ben)
    assert held_back(found, administrator()) == [(2, "The member has corrected it since.")]
    with pytest.raises(NotAllowed):
        undo(found, administrator())
    assert Award.objects.get().awarded_on == date(2024, 3, 6)
