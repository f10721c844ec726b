"""Two people side by side agree how to work together; the office changes the standard text."""

import pytest

from mentoring.models import Agreement, AgreementTemplate
from tests.e2e.conftest import KEYBOARD, MOUSE, in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben, dev
from tests.e2e.walker import Walker
from tests.factories import accepted_by_mentor

MEETING = "How often we meet, and how"


@in_three_manners()
def test_accept_the_standard_text_and_agree_to_a_change(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    pairing = accepted_by_mentor(enrolment=amina().enrolments.get(), mentor=ben())
    mentee = arrive(how, pairing.mentee, scripts=scripts)
    mentor = arrive(how, pairing.mentor, scripts=scripts)
    mentee.visit(pairing.get_absolute_url())
    mentee.sees("Your yes to the pairing is a yes to the standard agreement too")
    mentee.open("Read the agreement")
    mentee.sees("If the mentor cannot go on")
    mentee.tick("No", within="Does one of you line manage the other?")
    mentee.press("Accept")
    mentee.sees("Both of you accepted this standard text")

    mentor.visit(pairing.get_absolute_url())
    mentor.follow("Suggest a change")
    suggest(mentor, "Every Friday, at ten to six.")
    mentor.sees("Amina has been told")
    mentor.sees("It waits for Amina to agree")

    mentee.visit("/mentoring/")
    mentee.follow("Ben suggests a change of the agreement")
    mentee.sees("Every Friday, at ten to six.")
    mentee.follow("Suggest something else")
    suggest(mentee, "The last Friday of the month, at ten to six.")

    mentor.visit(agreement_of(pairing.pk))
    mentor.sees("The last Friday of the month")
    mentor.press("Agree to this change")
    mentor.sees("You have agreed, and it counts")

    mentee.visit(agreement_of(pairing.pk))
    mentee.sees("The last Friday of the month")
    mentee.follow("Version 1")
    mentee.sees("It was not agreed to")
    assert [v.agreed_at is not None for v in Agreement.objects.order_by("number")] == [False, True]


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_the_office_changes_the_standard_text_and_brings_it_back(
    manner: tuple[int, bool], arrive: type_of_arrive
) -> None:
    office = arrive(manner, dev())
    office.visit("/staff/")
    office.follow("Agreement", exact=True)
    office.follow("English")
    office.fill(MEETING, "Once a month.")
    office.press("Look at it first")
    office.sees("As two people would read it")
    office.press("Make this the standard text")
    office.sees("This is the standard text from now on")
    office.follow("Text 1")
    office.press("Bring this text back")
    office.sees("The earlier text is the standard text from now on")
    assert AgreementTemplate.objects.count() == 3


def suggest(walker: Walker, words: str) -> None:
    walker.fill(MEETING, words)
    walker.press("Suggest it to")


def agreement_of(pk: int) -> str:
    return f"/pairings/{pk}/agreement/"
