"""The good end: a pairing is complete, both look back, and the office confirms the record."""

import pytest

from mentoring.models import MentoringRecord, Pairing
from tests.e2e.conftest import in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben, dev
from tests.factories import MeetingFactory, active, closed


@in_three_manners()
def test_look_back_share_thank_and_have_the_record_confirmed(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    pairing: Pairing = closed("completed", enrolment=amina().enrolments.get(), mentor=ben())
    mentee = arrive(how, pairing.mentee, scripts=scripts)
    mentee.visit(pairing.get_absolute_url())
    mentee.follow("Look back on this pairing")
    mentee.fill("What did I learn", "To ask the counter first.")
    mentee.press("Keep it for myself")
    mentee.sees("Nobody else sees it")
    mentee.press("Share it with Ben")
    mentee.sees("Ben has been told")
    mentee.fill("A few words to Ben", "Thank you for the Thursdays.")
    mentee.press("Send your thanks")
    mentee.follow("Open the mentoring record")
    mentee.press("Issue the record")
    mentee.sees("The record is issued")

    mentor = arrive(how, pairing.mentor, scripts=scripts)
    mentor.visit(pairing.get_absolute_url())
    mentor.sees("Thank you for the Thursdays.")
    mentor.follow("Read and look back")
    mentor.sees("To ask the counter first.")

    code = MentoringRecord.objects.get().shown_code
    office = arrive(how, dev(), scripts=scripts)
    office.visit("/staff/records/")
    office.fill("Code on the paper", code.lower())
    office.press("Look for this code")
    office.sees(f"Genuine: the paper {code}")


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_pages_of_the_end_and_of_the_desk(width: int, arrive: type_of_arrive) -> None:
    mentor = ben(capacity=3)
    over = closed("completed", enrolment=amina().enrolments.get(), mentor=mentor)
    MeetingFactory(pairing=active(mentor=mentor))
    walker = arrive((width, False), mentor)
    for path in ["", "record/", "reflection/"]:
        walker.visit(f"/pairings/{over.pk}/{path}")
    year = over.closed_at.year
    for path in ["/mentoring/desk/", f"/mentoring/year/{year}/"]:
        walker.visit(path)
    arrive((width, False), dev()).visit("/staff/records/")
