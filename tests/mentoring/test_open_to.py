"""Whom one could propose to, asked of many at once: the same answer as proposing itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Member
from mentoring.models import LineManagement, MentorProfile, Pairing
from registration.models import Enrolment
from tests.factories import (
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
    active,
    closed,
    proposed,
)

pytestmark = pytest.mark.django_db


def nothing(_member: Member) -> None:
    pass


def enrolled(member: Member) -> Enrolment:
    found: Enrolment = EnrolmentFactory(member=member)
    return found


def paired(member: Member) -> None:
    active(enrolment=enrolled(member))


def paired_and_on_another_route(member: Member) -> None:
    paired(member)
    enrolled(member)


def waiting_for_three(member: Member) -> None:
    enrolment = enrolled(member)
    for _ in range(3):
        proposed(enrolment=enrolment)


def waiting_for_two(member: Member) -> None:
    enrolment = enrolled(member)
    for _ in range(2):
        proposed(enrolment=enrolment)
    closed("withdrawn", enrolment=enrolment)


def off_the_route(member: Member) -> None:
    enrolled(member).leave(member)


def mentors(member: Member) -> dict[str, MentorProfile]:
    """A mentor in each situation towards the member."""
    asked, managed, full = (MentorProfileFactory(capacity=2) for _ in range(3))
    proposed(mentor=asked.member, enrolment=EnrolmentFactory(member=member))
    LineManagement.objects.declare(managed.member, member)
    MentorProfile.objects.filter(pk=full.pk).update(capacity=0)
    return {
        "free": MentorProfileFactory(),
        "asked": asked,
        "managed": managed,
        "full": full,
        "away": MentorProfileFactory(away_until=timezone.localdate() + timedelta(days=1)),
        "unlisted": MentorProfileFactory(listed_at=None),
        "untrained": MentorProfileFactory(trained=False),
        "oneself": MentorProfileFactory(member=member),
    }


def could_propose(member: Member, profile: MentorProfile) -> bool:
    """What proposing itself would say."""
    mine = Enrolment.objects.of(member).open()
    return any(not Pairing.objects.why_not(one, profile.member, member) for one in mine)


SITUATIONS: list[tuple[Callable[[Member], Any], set[str]]] = [
    (nothing, {"free"}),  # the route of the proposal to "asked" has room
    (enrolled, {"free"}),
    (paired_and_on_another_route, {"free"}),
    (waiting_for_two, {"free"}),
]


@pytest.mark.parametrize(("situation", "open_to"), SITUATIONS)
def test_the_set_and_the_guard_agree(situation: Callable[[Member], Any], open_to: set[str]) -> None:
    member = MemberFactory()
    situation(member)
    found = mentors(member)
    asked_at_once = set(MentorProfile.objects.open_to(member))
    assert {name for name, p in found.items() if p in asked_at_once} == open_to
    assert {name for name, p in found.items() if could_propose(member, p)} == open_to


@pytest.mark.parametrize("situation", [nothing, paired, waiting_for_three, off_the_route])
def test_without_a_route_that_has_room_nobody_can_be_asked(
    situation: Callable[[Member], Any],
) -> None:
    member, profile = MemberFactory(), MentorProfileFactory()
    situation(member)
    assert not MentorProfile.objects.open_to(member).exists()
    assert not could_propose(member, profile)
