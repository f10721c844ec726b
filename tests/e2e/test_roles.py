"""A role is given in the office, and the officer sees the members of their networks alone."""

import pytest

from registration.models import Region, Registrant
from tests.e2e.conftest import KEYBOARD, MOUSE, type_of_arrive
from tests.e2e.people import amina, dev
from tests.factories import MemberFactory


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_an_officer_is_given_networks_and_sees_their_members_alone(
    manner: tuple[int, bool], arrive: type_of_arrive
) -> None:
    south_west = amina()
    roz = MemberFactory(name="Roz Pereira", email="roz@example.org")
    moray = MemberFactory(name="Moray Innes", email="moray@example.org")
    Registrant.objects.create(member=moray, region=Region.objects.get(slug="scotland"))

    office = arrive(manner, dev())
    office.visit("/staff/roles/")
    office.follow("Give a role")
    office.fill("E-mail address or membership number", "roz@example.org")
    office.tick("Regional officer")
    office.press("Give this role")
    office.sees("Choose at least one network")
    office.tick("CILIP in Scotland (CILIPS)")
    office.press("Give this role")
    office.sees("Roz Pereira holds this role now: Regional officer.")

    roz.refresh_from_db()
    officer = arrive(manner, roz)
    officer.visit("/staff/")
    officer.sees("How mentoring stands today in your networks.")
    officer.visit("/staff/members/")
    assert south_west.name not in officer.page.content()
    assert moray.email not in officer.page.content()
    officer.follow("Moray Innes")
    officer.heading("Moray Innes")
    assert moray.email not in officer.page.content()

    member = arrive(manner, moray)
    member.visit("/me/")
    member.follow("Who in the office looked at my record")
    member.sees("Roz Pereira")

    office.visit("/staff/roles/")
    office.press("Take away")
    office.sees("Roz Pereira no longer holds this role: Regional officer.")
