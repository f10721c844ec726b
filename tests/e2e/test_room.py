"""Two people side by side, from the first word to the record; and the other ways out."""

from datetime import timedelta

from django.utils import timezone

from mentoring.models import MentoringRecord, Pairing
from mentoring.states import Status
from tests.e2e.conftest import in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben
from tests.e2e.walker import Walker
from tests.factories import active, proposed


@in_three_manners()
def test_from_the_first_word_to_the_record(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    a_week_ago = timezone.now() - timedelta(days=7)
    pairing = proposed(enrolment=amina().enrolments.get(), mentor=ben(), proposed_at=a_week_ago)
    mentor = arrive(how, pairing.mentor, scripts=scripts)
    mentee = arrive(how, pairing.mentee, scripts=scripts)

    talk(mentor, mentee, pairing)
    agree(mentor, mentee, pairing)
    meet(mentor, mentee, pairing)
    complete(mentor, mentee, pairing)

    mentee.follow("Open the mentoring record")
    mentee.press("Issue the record")
    record = MentoringRecord.objects.get()
    mentor.visit(f"{pairing.get_absolute_url()}record/")
    mentor.sees(record.shown_code)
    assert (record.meetings, record.minutes) == (1, 45)


def talk(mentor: Walker, mentee: Walker, pairing: Pairing) -> None:
    mentor.visit(pairing.get_absolute_url())
    mentor.press("Let us talk first")
    mentor.fill("Write to Amina", "What would you ask me first?")
    mentor.press("Send message")
    mentee.visit("/mentoring/")
    mentee.follow("1 new message from Ben")
    mentee.sees("What would you ask me first?")


def agree(mentor: Walker, mentee: Walker, pairing: Pairing) -> None:
    for walker in (mentor, mentee):
        walker.visit(pairing.get_absolute_url())
        walker.tick("No", within="Does one of you line manage the other?")
        walker.press("Accept")
    mentee.sees("Both of you accepted this standard text")
    mentee.follow("Suggest a change")
    mentee.fill("How often we meet, and how", "The last Friday of the month.")
    mentee.press("Suggest it to")
    mentor.visit(f"{pairing.get_absolute_url()}agreement/")
    mentor.press("Agree to this change")


def meet(mentor: Walker, mentee: Walker, pairing: Pairing) -> None:
    """Note the talk of yesterday; the other reads of it."""
    mentor.visit(pairing.get_absolute_url())
    mentor.follow("Plan a meeting")
    mentor.fill_day("Day", timezone.localdate() - timedelta(days=1))
    mentor.fill_time("Time", "17:50")
    mentor.fill("How long, in minutes", "45")
    mentor.press("Keep the meeting")
    mentor.sees("17:50")
    mentee.visit(f"{pairing.get_absolute_url()}meetings/")
    mentee.sees("17:50")


def complete(mentor: Walker, mentee: Walker, pairing: Pairing) -> None:
    """The mentee asks too soon; then both say so."""
    mentee.visit(pairing.get_absolute_url())
    mentee.follow("Say that it is complete")
    mentee.press("Say that it is complete")
    mentee.sees("Ben has been asked whether it is complete")
    mentor.visit("/mentoring/")
    mentor.follow("Amina Rahman")
    mentor.press("Not yet")
    mentor.sees("The mentoring goes on")
    mentor.follow("Say that it is complete")
    mentor.press("Say that it is complete")
    mentee.visit(pairing.get_absolute_url())
    mentee.press("Yes, it is complete")
    mentee.sees("The pairing is complete")


@in_three_manners()
def test_pause_go_on_and_stop(manner: tuple[int, bool, bool], arrive: type_of_arrive) -> None:
    *how, scripts = manner
    pairing = active(enrolment=amina().enrolments.get(), mentor=ben())
    mentor = arrive(how, pairing.mentor, scripts=scripts)
    mentor.visit(pairing.get_absolute_url())
    mentor.follow("Pause until a day")
    mentor.press("Pause the pairing")
    mentor.is_told("Say until when")
    mentor.fill_day("Until", timezone.localdate() + timedelta(days=40))
    mentor.press("Pause the pairing")
    mentor.sees("You have paused this pairing until")

    mentee = arrive(how, pairing.mentee, scripts=scripts)
    mentee.visit(pairing.get_absolute_url())
    mentee.press("Go on now")
    mentee.sees("You go on")

    mentor.visit("/mentor-profile/")
    mentor.follow("Stop mentoring")
    mentor.sees("These pairings end")
    mentor.press("Stop mentoring")
    mentor.sees("You have stopped. 1 person has been told")
    pairing.refresh_from_db()
    assert pairing.status == Status.ENDED
