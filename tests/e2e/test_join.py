"""Join with the code from the demo's own post page, and enrol."""

import re

import pytest

from accounts.models import Member
from registration.models import Enrolment
from tests.e2e.conftest import KEYBOARD, MOUSE, type_of_arrive
from tests.e2e.people import amina
from tests.e2e.walker import Walker
from tests.factories import PASSWORD

SIX = re.compile(r"\b[0-9A-Z]{3,4}-?[0-9A-Z]{3,4}\b")


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_a_visitor_joins_and_enrols(manner: tuple[int, bool], arrive: type_of_arrive) -> None:
    visitor = arrive(manner)
    visitor.visit("/")
    visitor.follow("Join Alongside")
    visitor.press("Join Alongside")
    visitor.is_told("There are 3 problems")
    visitor.fill("Your name", "Zoë O’Brien")
    visitor.fill("E-mail address", "Zoe.OBrien@Example.org")
    visitor.fill("Password", "five quiet rivers running")
    visitor.press("Join Alongside")
    visitor.heading("Enter the code")
    visitor.fill("Code", code_from_post(arrive(manner)))
    visitor.press("Continue")
    visitor.follow("My registration")
    visitor.follow("Enrol on a route")
    visitor.tick("Fellowship")
    visitor.press("Enrol on this route")
    visitor.sees("You are enrolled on Fellowship")
    assert Enrolment.objects.get().member == Member.objects.get(email="zoe.obrien@example.org")


def code_from_post(reader: Walker) -> str:
    """What somebody who tries the demo does: look into the post."""
    reader.visit("/demo/post/")
    reader.follow("code")
    found = SIX.search(reader.page.locator("main").inner_text().split("code", 1)[1])
    assert found
    return found.group()


def test_sign_in_out_and_a_wrong_password(arrive: type_of_arrive) -> None:
    member = amina()
    walker = arrive((390, True))
    walker.visit("/accounts/login/")
    walker.fill("E-mail address", "AMINA@example.org")
    walker.fill("Password", "not the password at all")
    walker.press("Sign in")
    walker.is_told("problem")
    walker.fill("Password", PASSWORD)
    walker.press("Sign in")
    walker.sees(member.short_name)
