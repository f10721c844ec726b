"""Mentors of the old list: profiles that nobody finds before the mentor has listed them."""

import pytest

from lib.refusals import NotAllowed
from mentoring.imports.applying import held_back, undo
from mentoring.models import MentorProfile
from tests.factories import MemberFactory, TrainingCompletionFactory
from tests.mentoring.imports.lists import administrator, applied, checked, verdicts, words

pytestmark = pytest.mark.django_db
ROW = ["ben@example.org", "3", "Chartership; ACLIP", "Seeing a service from the front."]


@pytest.fixture
def ben(db):
    ben = MemberFactory(name="Ben", email="ben@example.org")
    TrainingCompletionFactory(member=ben)
    return ben


def test_a_profile_is_filled_in_and_nobody_finds_it(ben):
    applied("mentors", [ROW])
    profile = ben.mentor_profile
    assert (profile.capacity, profile.help_with, profile.story) == (3, ROW[3], "")
    assert set(profile.routes.values_list("slug", flat=True)) == {"chartership", "certification"}
    assert (profile.listed_at, profile.availability_confirmed_on) == (None, None)
    assert not MentorProfile.objects.listed().exists()


def test_the_office_cannot_list_it_and_the_mentor_can(ben):
    applied("mentors", [ROW])
    with pytest.raises(NotAllowed, match="Only the mentor"):
        ben.mentor_profile.join_directory(administrator())
    with pytest.raises(NotAllowed, match="Look at it and save it first"):
        ben.mentor_profile.join_directory(ben)
    ben.mentor_profile.change(ben, {"story": "My own words."}, {})
    assert ben.mentor_profile.join_directory(ben)
    assert MentorProfile.objects.proposable().get().member == ben


def test_the_mentor_sees_that_it_was_filled_in(ben, client):
    applied("mentors", [ROW])
    client.force_login(ben)
    assert (
        "The office has filled in this profile" in client.get("/mentor-profile/").content.decode()
    )
    ben.mentor_profile.confirm_availability(ben)
    assert "has filled in" not in client.get("/mentor-profile/").content.decode()


def test_without_training_it_stays_out_of_the_directory():
    ada = MemberFactory(email="ada@example.org")
    applied("mentors", [["ada@example.org", "", "MCLIP", "Everything"]])
    with pytest.raises(NotAllowed, match="once CILIP has recorded"):
        ada.mentor_profile.join_directory(ada)


def test_a_profile_of_the_mentors_own_stays(ben):
    own = MentorProfile(member=ben)
    own.change(ben, {"help_with": "My own words", "capacity": 1}, {})
    found = checked("mentors", [ROW])
    assert (verdicts(found), words(found)) == (
        ["same"],
        ["Ben has a profile, and it stays as it is."],
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["ben@example.org", "21", "", ""], "Places: a whole number from 0 to 20, not “21”."),
        (["ben@example.org", "a few", "", ""], "Places: a whole number from 0 to 20, not “a few”."),
        (["ben@example.org", "٣", "", ""], "Places: a whole number from 0 to 20, not “٣”."),
        (["ben@example.org", "", "MCLIP, PhD", ""], "“PhD” is not in the list of routes."),
    ],
)
def test_a_fault_is_said(ben, row, said):
    assert words(checked("mentors", [row])) == [said]


def test_an_untouched_profile_is_undone(ben):
    found = applied("mentors", [ROW])
    assert undo(found, administrator())
    assert not MentorProfile.objects.exists()


def test_a_profile_that_the_mentor_saved_is_not_undone(ben):
    found = applied("mentors", [ROW])
    ben.mentor_profile.confirm_availability(ben)
    assert [row for row, _why in held_back(found, administrator())] == [2]
    with pytest.raises(NotAllowed, match="Nothing was undone"):
        undo(found, administrator())
    assert MentorProfile.objects.count() == 1
