"""The main road: find, propose, the mentor accepts, the mentee accepts, active. And off it."""

import pytest

from mentoring.models import Pairing
from mentoring.states import Status
from tests.e2e.conftest import KEYBOARD, MOUSE, in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben, carys
from tests.e2e.walker import Walker
from tests.factories import active, proposed

WHY = "You see who stops coming to the library, and I only see the figures of it."


@in_three_manners()
def test_find_propose_accept_accept_active(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    mentee_, mentor_ = amina(), ben()
    carys()
    mentee = arrive(how, mentee_, scripts=scripts)
    find(mentee, "job club")
    mentee.follow("Ben Okafor")
    mentee.follow("Propose")
    fill_in(mentee)
    mentee.press("Send the proposal")
    mentee.sees("Your proposal is sent")

    mentor = arrive(how, mentor_, scripts=scripts)
    mentor.visit("/")
    mentor.follow("Amina Rahman")
    say_yes(mentor)
    mentor.sees("You have accepted")

    mentee.visit("/mentoring/")
    mentee.follow("Ben Okafor")
    say_yes(mentee)
    mentee.sees("The pairing is active")
    mentee.sees("ben@example.org")
    assert Pairing.objects.get().status == Status.ACTIVE


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_talk_first_in_two_browsers_and_then_a_yes(
    manner: tuple[int, bool], arrive: type_of_arrive
) -> None:
    pairing = proposed(enrolment=amina().enrolments.get(), mentor=ben())
    mentor, mentee = arrive(manner, pairing.mentor), arrive(manner, pairing.mentee)
    mentor.visit(pairing.get_absolute_url())
    mentor.press("Let us talk first")
    mentor.sees("Amina has been told")
    mentor.fill("Write to Amina", "What would you ask me first?")
    mentor.press("Send message")

    mentee.visit("/mentoring/")
    mentee.follow("1 new message from Ben")
    mentee.sees("What would you ask me first?")
    mentee.fill("Write to Ben", "Who stops coming, and")
    mentee.press("Keep as a draft")
    mentee.fill("Write to Ben", "Who stops coming, and how you know.")
    mentee.press("Send message")
    mentee.follow("Change this message")
    mentee.fill("Your message", "Who stops coming, and how you notice.")
    mentee.press("Change the message")
    mentee.sees("Your message is changed")

    mentor.visit(pairing.get_absolute_url())
    mentor.sees("how you notice")
    say_yes(mentor)
    mentor.sees("You have accepted")


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_a_no_and_another_mentor(manner: tuple[int, bool], arrive: type_of_arrive) -> None:
    pairing = proposed(enrolment=amina().enrolments.get(), mentor=ben())
    carys()
    mentor = arrive(manner, pairing.mentor)
    mentor.visit(pairing.get_absolute_url())
    mentor.follow("Decline")
    mentor.press("Decline the proposal")
    mentor.sees("You have declined")

    mentee = arrive(manner, pairing.mentee)
    mentee.visit(pairing.get_absolute_url())
    mentee.follow("Find another mentor")
    mentee.follow("Carys Bevan")
    mentee.follow("Propose")
    fill_in(mentee)
    mentee.tick("I accept already")
    mentee.press("Send the proposal")
    mentee.sees("Your proposal is sent")
    statuses = Pairing.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == [Status.DECLINED, Status.PROPOSED]


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_end_without_blame(manner: tuple[int, bool], arrive: type_of_arrive) -> None:
    pairing = active(enrolment=amina().enrolments.get(), mentor=ben())
    mentee = arrive(manner, pairing.mentee)
    mentee.visit("/mentoring/")
    mentee.follow("Ben Okafor")
    mentee.follow("Change mentor, or end")
    mentee.sees("nobody’s fault")
    mentee.press("End the pairing")
    mentee.sees("The pairing has ended")
    pairing.refresh_from_db()
    assert (pairing.status, pairing.slot) == (Status.ENDED, None)


def find(walker: Walker, words: str) -> None:
    """Search, and narrow by the lens; as somebody new to the page would."""
    walker.visit("/mentors/")
    walker.fill("Search mentors", words)
    walker.press("Search", exact=True)
    walker.sees("1 mentor")


def fill_in(walker: Walker) -> None:
    """The four prompts and the question about line management."""
    walker.fill("Who I am and where I work", "I run a service of twelve libraries.")
    walker.fill("Why you in particular", WHY)
    walker.fill("What I hope for", "To see my service from the counter.")
    walker.fill("How we could meet", "By video, every six weeks.")
    walker.tick("No", within="Does one of you line manage the other?")


def say_yes(walker: Walker) -> None:
    walker.tick("No", within="Does one of you line manage the other?")
    walker.press("Accept")
