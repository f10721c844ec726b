"""A training day, from its plan to Ben being listed."""

from datetime import date

import pytest

from mentoring.models import MentorProfile
from tests.e2e.conftest import KEYBOARD, MOUSE, type_of_arrive
from tests.e2e.people import dev
from tests.factories import BookingFactory, MemberFactory


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_a_training_day_from_its_plan_to_ben_being_listed(
    manner: tuple[int, bool], scripts: bool, arrive: type_of_arrive
) -> None:
    ben = MemberFactory(name="Ben Okafor", email="ben@example.org", membership_number="M104233")
    MemberFactory(name="Lena Fox", email="lena@example.org")
    office = arrive(manner, dev(), scripts=scripts)
    office.visit("/staff/training/")
    office.follow("Training days")
    office.follow("Plan a day")
    office.fill_day("Date", date(2026, 9, 3))
    office.fill("Place", "Bristol")
    office.fill("Trainer", "Ceri Walsh")
    office.press("Plan the day")
    office.heading("Mentor training, Bristol")
    office.follow("Add people")
    office.fill("People", "m104233\nLena Fox\nNobody Known")
    office.press("Check the list")
    office.sees("2 will be added")
    office.press("Add 2 members")
    office.follow("Mentor training, Bristol")
    office.follow("Untick everybody")
    office.tick("Ben Okafor")
    office.press("Record")
    office.sees("1 completion is recorded. 1 did not attend.")
    office.sees("Undo what I recorded")

    mentor = arrive(manner, ben, scripts=scripts)
    mentor.visit("/mentor-profile/")
    mentor.follow("Certificate")
    mentor.heading("Certificate of mentor training")
    mentor.visit("/mentor-profile/")
    mentor.fill("My story", "I run the Thursday job club, and I see who stops coming.")
    mentor.tick("Fellowship")
    mentor.press("Save and confirm my availability")
    mentor.press("List me in the directory")
    assert MentorProfile.objects.proposable().get().member == ben


def test_what_was_recorded_by_mistake_is_undone(arrive: type_of_arrive) -> None:
    booking = BookingFactory(member__name="Ben Okafor")
    office = arrive((1280, False), dev())
    office.visit(f"/staff/training/days/{booking.day_id}/")
    office.press("Record")
    office.press("Undo what I recorded")
    office.sees("1 completion is taken back.")
    assert not booking.day.completions.exists()
