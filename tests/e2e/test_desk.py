"""The desk is worked to empty, and a suggestion of the office is accepted by both."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.models import Pairing
from tests.e2e.conftest import KEYBOARD, MOUSE, type_of_arrive
from tests.e2e.people import amina, ben, dev
from tests.factories import MemberFactory, PairingFactory, TrainingCompletionFactory, mentor

NO_SCRIPTS = pytest.param((1280, False), False, id="without JavaScript")
MANNERS = pytest.mark.parametrize(
    ("manner", "scripts"),
    [
        pytest.param(*MOUSE.values, True, id="wide, by mouse"),
        pytest.param(*KEYBOARD.values, True, id="narrow, by keyboard"),
        NO_SCRIPTS,
    ],
)


@MANNERS
def test_the_desk_is_worked_to_empty(
    manner: tuple[int, bool], scripts: bool, arrive: type_of_arrive
) -> None:
    looking, listed, ago = amina(), ben(), timezone.now() - timedelta(days=20)
    silent = mentor(member=MemberFactory(name="Huw Parry"))
    PairingFactory(mentor=silent, proposed_at=timezone.now() - timedelta(days=11))
    TrainingCompletionFactory(member=MemberFactory(name="Lena Fox"), recorded_at=ago)
    office = arrive(manner, dev(), scripts=scripts)

    office.visit("/staff/desk/")
    office.follow("Still looking")
    office.press("Take Amina Rahman")
    office.sees("You have this.")
    office.follow("Suggest a mentor Amina Rahman")
    office.tick("Ben Okafor")
    office.fill("A word to both", "You both count those who turn round.")
    office.press("Suggest this mentor")
    office.sees("Both decide.")

    office.visit("/staff/desk/waiting/")
    while office.page.get_by_role("button", name="Mark settled").count():
        office.press("Mark settled")
    office.sees("Nothing waits here")
    office.follow("Back to the desk")
    office.follow("About to close")
    office.press("Remind kindly Huw Parry")
    office.sees("A kind letter is on its way")
    office.follow("The desk")
    office.follow("Trained, not listed")
    office.press("Mark settled Lena Fox")
    office.visit("/staff/desk/")
    office.sees("Nothing waits")

    [pairing] = Pairing.objects.suggested()
    for member in (looking, listed):
        person = arrive(manner, member, scripts=scripts)
        person.visit(pairing.get_absolute_url())
        person.sees("You both count those who turn round.")
        person.tick("No", within="Does one of you line manage the other?")
        person.press("Accept")
    pairing.refresh_from_db()
    assert pairing.is_active
