"""Past training: the rules of a roll, and a letter only where the office wants one."""

from datetime import date

import pytest

from history.models import Event
from mentoring.imports.applying import held_back, undo
from mentoring.models import MentorProfile, TrainingCompletion
from mentoring.models.training import TrainingFacts
from registration.models import Route
from tests.factories import MemberFactory
from tests.mentoring.imports.lists import administrator, applied, checked, verdicts, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(db):
    return MemberFactory(name="Ben", email="ben@example.org")


ROWS = [
    ["ben@example.org", "3 September 2014", ""],
    ["ben@example.org", "2019-09-03", "Refresher"],
    ["ben@example.org", "3/9/2014", "initial"],
]


def test_each_training_is_recorded_once(ben, mailoutbox):
    found = applied("completions", ROWS[:2])
    facts = [(row.completed_on, row.kind) for row in ben.training_completions.order_by("pk")]
    assert facts == [(date(2014, 9, 3), "initial"), (date(2019, 9, 3), "refresher")]
    assert Event.objects.filter(verb="training.recorded", actor=administrator()).count() == 2
    assert mailoutbox == []
    assert found.counts == {"new": 2}
    again = checked("completions", ROWS)
    assert verdicts(again) == ["same", "same", "problem"]
    assert words(again)[2] == "The same training of the same member as in row 2."


def test_members_are_told_where_the_office_says_so(ben, mailoutbox):
    applied("completions", ROWS[:1], tells_members=True)
    assert [letter.to for letter in mailoutbox] == [["ben@example.org"]]


@pytest.mark.parametrize(
    ("day", "kind", "said"),
    [
        ("2126-01-01", "", "The date is in the future. Record training afterwards."),
        ("1926-01-01", "", "The date is before 1980. Check the year."),
        ("September 2014", "", "“September 2014” is not a day. "
         "Type it like 5 March 2014 or 2014-03-05."),
        ("2014-09-03", "surgery", "“surgery” is none of: Initial training, Refresher."),
    ],
)  # fmt: skip
def test_a_fault_is_said(ben, day, kind, said):
    assert words(checked("completions", [["ben@example.org", day, kind]])) == [said]


def test_undone_the_records_are_withdrawn_with_the_reason(ben):
    found = applied("completions", ROWS[:2])
    assert undo(found, administrator())
    rows = TrainingCompletion.objects.values_list("withdrawal_reason", "withdrawn_by")
    assert set(rows) == {("The import was undone.", administrator().pk)}
    assert not TrainingCompletion.objects.standing().exists()


def test_what_a_mentor_is_listed_by_is_not_undone(ben):
    found = applied("completions", ROWS[:2])
    profile = MentorProfile(member=ben)
    profile.change(ben, {"story": "Twelve years."}, {"routes": Route.objects.all()})
    profile.join_directory(ben)
    said = "The member is listed as a mentor, or somebody has proposed to them."
    assert held_back(found, administrator()) == [(2, said), (3, said)]


def test_a_corrected_record_is_not_undone(ben):
    found = applied("completions", ROWS[:1])
    row = TrainingCompletion.objects.get()
    row.correct(TrainingFacts(completed_on=date(2014, 9, 4)), by=administrator())
    assert held_back(found, administrator()) == [
        (2, "The record was corrected or withdrawn since.")
    ]
