"""Two steps: an app with recovery codes, a passkey, and the office, which asks for either."""

from typing import Any

import pytest

from tests.accounts.devices import TWO_STEPS, code_of
from tests.e2e.conftest import KEYBOARD, MOUSE, type_of_arrive
from tests.e2e.people import amina, dev
from tests.e2e.walker import Walker
from tests.factories import PASSWORD

TOUCH_ID = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def come_to_the_step(walker: Walker, email: str) -> None:
    walker.visit("/accounts/login/")
    walker.fill("E-mail address", email)
    walker.fill("Password", PASSWORD)
    walker.press("Sign in", exact=True)


def sign_out(walker: Walker) -> None:
    walker.visit("/accounts/logout/")
    walker.page.locator("main").get_by_role("button", name="Sign out").click()


def set_up_app(walker: Walker) -> list[str]:
    """From the page of two-step sign-in; the recovery codes."""
    walker.follow("Set up an app")
    walker.fill("Password", PASSWORD)
    walker.press("Confirm")
    secret = walker.page.get_by_label("The key, to type instead").input_value()
    walker.fill("Code", code_of(secret, left=15))
    walker.press("Set up the app")
    walker.heading("Recovery codes")
    return walker.page.locator(".codes li").all_inner_texts()


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_an_app_is_set_up_and_a_recovery_code_lets_in(
    manner: tuple[int, bool], arrive: type_of_arrive
) -> None:
    walker = arrive(manner, amina())
    walker.visit(TWO_STEPS)
    codes = set_up_app(walker)
    assert len(codes) == 10
    walker.follow("I have kept them")
    walker.sees("Your app is set up.")
    sign_out(walker)
    come_to_the_step(walker, "amina@example.org")
    walker.fill("Code", "000000")
    walker.press("Sign in", exact=True)
    walker.is_told("This is not right")
    walker.fill("Code", codes[0])
    walker.press("Sign in", exact=True)
    walker.visit(TWO_STEPS)
    walker.sees("You have 9 codes left.")


def test_it_all_works_without_scripts_but_passkeys_and_the_page_says_so(
    arrive: type_of_arrive,
) -> None:
    walker = arrive((1280, False), amina(), scripts=False)
    walker.visit(TWO_STEPS)
    set_up_app(walker)
    walker.visit(f"{TWO_STEPS}webauthn/add/")
    walker.sees("A passkey needs JavaScript, which is off in this browser.")
    assert not walker.page.get_by_role("button", name="Make the passkey").is_visible()


def with_device(walker: Walker, **but: Any) -> Any:
    """The browser asks a device of its own for passkeys."""
    device = walker.page.context.new_cdp_session(walker.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**TOUCH_ID, **but}})
    return device


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_the_office_opens_with_a_passkey(manner: tuple[int, bool], arrive: type_of_arrive) -> None:
    dev()
    walker = arrive(manner)
    kept = with_device(walker)  # held: a session that is dropped takes its device along
    come_to_the_step(walker, "dev@example.org")
    walker.follow("Office")
    walker.sees("Your role in the office asks for a second step")
    walker.follow("Add a passkey")
    walker.fill("Password", PASSWORD)
    walker.press("Confirm")
    walker.fill("Name of the passkey", "My phone")
    walker.press("Make the passkey")
    walker.heading("Recovery codes")
    walker.visit("/staff/desk/")
    sign_out(walker)
    walker.visit("/accounts/login/")
    walker.press("Sign in with a passkey")
    walker.visit("/staff/desk/")
    kept.detach()


def test_a_device_that_asks_for_nothing_makes_no_passkey(arrive: type_of_arrive) -> None:
    """No finger, no face and no PIN: whoever picks the device up could come in."""
    walker = arrive((1280, False), amina())
    kept = with_device(walker, isUserVerified=False)
    walker.visit(TWO_STEPS)
    walker.follow("Add a passkey")
    walker.fill("Password", PASSWORD)
    walker.press("Confirm")
    walker.page.get_by_role("button", name="Make the passkey").click()
    walker.sees("No passkey was used.")
    walker.look()
    kept.detach()
