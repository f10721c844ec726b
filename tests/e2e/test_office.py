"""The office records training, and the mentor lists themselves."""

from datetime import date

import pytest

from mentoring.models import MentorProfile
from tests.e2e.conftest import KEYBOARD, MOUSE, type_of_arrive
from tests.e2e.people import ben as listed_ben
from tests.e2e.people import dev
from tests.factories import MemberFactory


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_training_is_recorded_and_the_mentor_lists_themselves(
    manner: tuple[int, bool], arrive: type_of_arrive
) -> None:
    ben = MemberFactory(name="Ben Okafor", email="ben@example.org", membership_number="M104233")
    MemberFactory(name="Lena Fox", email="lena@example.org")
    office = arrive(manner, dev())
    office.visit("/staff/")
    office.follow("Record training")
    office.fill("Who completed it", "m104233\nLena Fox\nNobody Known")
    office.fill_day("Completed on", date(2026, 9, 3))
    office.press("Check the list")
    office.sees("2 will be recorded")
    office.sees("1 line needs a look")
    office.press("Record 2 completions")
    office.sees("2 completions are recorded")

    mentor = arrive(manner, ben)
    mentor.visit("/mentor-profile/")
    mentor.sees("Initial training")
    mentor.fill("My story", "I run the Thursday job club, and I see who stops coming.")
    mentor.tick("Fellowship")
    mentor.press("Save and confirm my availability")
    mentor.press("List me in the directory")
    mentor.follow("Preview as others see it")
    mentor.heading("Ben Okafor")
    assert MentorProfile.objects.proposable().get().member == ben


def test_a_record_is_withdrawn_with_a_reason(arrive: type_of_arrive) -> None:
    mentor = listed_ben()
    office = arrive((1280, False), dev())
    office.visit(f"/staff/members/{mentor.pk}/")
    office.follow("Withdraw")
    office.fill("Reason", "Recorded for the wrong person")
    office.press("Withdraw the record")
    office.sees("The record is withdrawn")
    assert not MentorProfile.objects.listed().exists()
