"""One of two asks the office for help; the other never learns of it."""

from django.utils import timezone

from mentoring.models import CheckIn
from tests.e2e.conftest import in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben, dev
from tests.factories import active


@in_three_manners(320)
def test_help_is_asked_for_and_given(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    pairing = active(enrolment=amina().enrolments.get(), mentor=ben())
    type(pairing).objects.update(check_in_at=pairing.activated_at)
    CheckIn.objects.ask(pairing, timezone.now())
    mentee = arrive(how, pairing.mentee, scripts=scripts)
    mentor = arrive(how, pairing.mentor, scripts=scripts)
    office = arrive(how, dev(), scripts=scripts)

    mentee.visit(pairing.get_absolute_url())
    mentee.press("Could be better")
    mentee.sees("Look at what you agreed, and suggest a change")
    mentee.open("Change my answer")
    mentee.press("I need help")
    mentee.sees("The office is told that you need help, and nothing else.")

    mentor.visit(pairing.get_absolute_url())
    assert "you said" not in mentor.page.inner_text("#main")

    office.visit("/staff/")
    office.follow("Desk")
    office.follow("Help wanted")
    office.sees("The mentee of Ben Okafor, for Fellowship")
    office.press("Mark settled")
    office.sees("Dealt with. The member sees the day on their page.")

    mentee.visit(pairing.get_absolute_url())
    mentee.sees("The office dealt with it on")
