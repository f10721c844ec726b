"""My own data: a copy asked for, an erasure asked for, and thought about again."""

from accounts.models import Erasure
from tests.e2e.conftest import in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben
from tests.factories import PASSWORD, active


@in_three_manners()
def test_ask_for_a_copy_and_to_be_erased_and_stay(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    pairing = active(enrolment=amina().enrolments.get(), mentor=ben())
    mentee = arrive(how, pairing.mentee, scripts=scripts)
    mentee.visit("/me/")
    mentee.follow("My data")
    mentee.press("Make a copy")
    mentee.sees("Your copy is being made.")

    mentee.follow("See what goes and what stays")
    mentee.sees("What stays, without your name")
    mentee.press("Erase my account")
    mentee.fill("Password", PASSWORD)
    mentee.press("Confirm")
    mentee.sees("Your account will be erased on")
    assert Erasure.objects.get().member == pairing.mentee

    mentee.press("Stay, and erase nothing")
    mentee.sees("You stay. Nothing is erased.")
    assert not Erasure.objects.exists()


def test_a_visitor_complains_about_how_data_is_used(arrive: type_of_arrive) -> None:
    visitor = arrive((390, False))
    visitor.visit("/privacy/")
    visitor.follow("send a complaint")
    visitor.fill("In your own words", "You wrote to my old address.")
    visitor.press("Send the complaint")
    visitor.sees("Thank you. We have your complaint")
