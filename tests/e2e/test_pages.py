"""Every page that a product has, at every width and in both schemes, without a barrier."""

import pytest

from tests.e2e.conftest import type_of_arrive
from tests.e2e.people import amina, ben, dev

PUBLIC = ["/", "/about/", "/help/", "/privacy/", "/accessibility/", "/conduct/"]
ENTRANCE = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
MINE = ["/", "/me/", "/accounts/email/", "/accounts/logout/", "/registration/", "/mentoring/"]
MINE += ["/registration/details/", "/registration/awards/add/", "/registration/enrol/"]
OFFICE = ["/staff/", "/staff/members/", "/staff/training/", "/staff/components/"]
WIDTHS = pytest.mark.parametrize("width", [1280, 390, 320])


@WIDTHS
def test_pages_for_everybody(width: int, arrive: type_of_arrive) -> None:
    visitor = arrive((width, False))
    for path in [*PUBLIC, *ENTRANCE]:
        visitor.visit(path)


@WIDTHS
def test_pages_of_a_member(width: int, arrive: type_of_arrive) -> None:
    member, mentor = amina(), ben()
    walker = arrive((width, False), member)
    for path in [*MINE, "/mentors/", f"/mentors/{mentor.mentor_profile.pk}/"]:
        walker.visit(path)


@WIDTHS
def test_pages_of_the_office(width: int, arrive: type_of_arrive) -> None:
    ben()
    office = arrive((width, False), dev())
    for path in OFFICE:
        office.visit(path)
