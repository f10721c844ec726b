"""Keeping somebody away, and telling those who look after safety: two presses each."""

from mentoring.models import Block, Concern, Message, Pairing
from tests.e2e.conftest import in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben
from tests.factories import SafeguardingFactory, active


def pairing_of_amina_and_ben() -> Pairing:
    pairing = active(enrolment=amina().enrolments.get(), mentor=ben())
    Message.objects.write(pairing, "Answer me at last.", by=pairing.mentor)
    return pairing


@in_three_manners()
def test_end_with_a_block_in_two_browsers(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    pairing = pairing_of_amina_and_ben()
    mentee = arrive(how, pairing.mentee, scripts=scripts)
    mentor = arrive(how, pairing.mentor, scripts=scripts)
    mentor.visit(pairing.get_absolute_url())

    mentee.visit(pairing.get_absolute_url())
    mentee.follow("Block Ben")
    mentee.sees("What is open between you ends at once")
    mentee.press("Block Ben")
    mentee.sees("You have blocked Ben. They are not told.")
    mentee.visit("/mentors/?q=job+club")
    assert not mentee.page.get_by_role("link", name="Ben Okafor").count()

    mentor.fill("Write to Amina", "Are you there?")
    mentor.looks = False  # the page of the refusal is seen above and below in other states
    mentor.press("Send message")
    mentor.sees("This pairing is closed")
    mentor.sees("Are you there?")
    assert not mentor.page.get_by_text("block", exact=False).filter(has_text="blocked").count()

    mentee.visit("/mentoring/")
    mentee.follow("People I have blocked")
    mentee.press("Unblock")
    mentee.sees("Ben is no longer blocked")
    assert (Pairing.objects.get().status, Block.objects.count()) == ("ended", 0)


@in_three_manners()
def test_a_message_is_reported_and_somebody_looks_after_it(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    pairing, safe = pairing_of_amina_and_ben(), SafeguardingFactory(name="Sefton Safe")
    mentee = arrive(how, pairing.mentee, scripts=scripts)
    mentee.visit(pairing.get_absolute_url())
    mentee.follow("Report the message of")
    mentee.sees("A message from Ben Okafor")
    mentee.tick("Attach this message")
    mentee.press("Send the report")
    mentee.sees("Your report is with those who look after safety")

    handler = arrive(how, safe, scripts=scripts)
    handler.visit("/staff/concerns/")
    handler.follow("A message, no.")
    handler.sees("Answer me at last.")
    handler.press("Take this concern")
    handler.fill("What came of it", "Spoken with both.")
    handler.press("Close the concern")
    handler.sees("The concern is closed")
    assert Concern.objects.get().status == "closed"


@in_three_manners()
def test_a_visitor_reports_from_the_foot_of_a_page(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    visitor = arrive(how, scripts=scripts)
    visitor.visit("/about/")
    visitor.follow("Report a concern")
    visitor.press("Send the report")
    visitor.is_told("Write a few words about what happened")
    visitor.fill("In your own words", "Somebody writes to me in the name of a mentor.")
    visitor.press("Send the report")
    visitor.sees("Thank you. Your report is with")
    assert Concern.objects.get().reporter is None
