"""Two people plan: an aim, a step with a month, a tick by the other, and a milestone."""

from tests.e2e.conftest import in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben
from tests.factories import active


@in_three_manners(320)
def test_two_plan_and_tick(manner: tuple[int, bool, bool], arrive: type_of_arrive) -> None:
    *how, scripts = manner
    pairing = active(enrolment=amina().enrolments.get(), mentor=ben())
    mentee = arrive(how, pairing.mentee, scripts=scripts)
    mentor = arrive(how, pairing.mentor, scripts=scripts)

    mentee.visit(pairing.get_absolute_url())
    mentee.follow("Write down an aim or a step")
    mentee.press("Add the aim")
    mentee.is_told("Write the aim first.")
    mentee.fill("An aim", "To hear what the counter hears.")
    mentee.press("Add the aim")
    mentee.fill("A next step", "Serve on a Friday.")
    mentee.choose("For which aim?", "To hear what the counter hears.")
    mentee.press("Add the step")
    mentee.press("Add Draft the statement")

    mentor.visit(pairing.get_absolute_url())
    mentor.press("Tick Serve on a Friday.")
    mentor.sees("Done. If it was a slip")
    mentor.follow("See, add and change all aims and steps")
    mentor.sees("Ticked by you on")
    mentor.press("Reopen Serve on a Friday.")
    mentor.follow("Change Serve on a Friday.")
    mentor.press("Take it away")

    mentee.visit(f"{pairing.get_absolute_url()}aims/")
    mentee.sees("To hear what the counter hears.")
    assert [step.words for step in pairing.steps.standing()] == ["Draft the statement"]
