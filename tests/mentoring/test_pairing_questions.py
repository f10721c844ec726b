"""Who may do what with a pairing, in every state of it: what the pages and the verbs both ask."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.models import Pairing
from tests.factories import (
    AdministratorFactory,
    MemberFactory,
    accepted_by_mentee,
    accepted_by_mentor,
    active,
    closed,
    completing,
    paused,
    proposed,
    suggested,
)

pytestmark = pytest.mark.django_db
OPEN_ROOM = "written_in planned ended recorded"
OVER = "recorded looked_back_on"


def talking() -> Pairing:
    pairing = proposed()
    pairing.talk_first(pairing.mentor)
    return pairing


# Of each: what the mentor may, what the mentee may, what whoever suggested it may; who is awaited.
MAY: list[tuple[Callable[[], Pairing], str, str, str, tuple[str, ...]]] = [
    (
        proposed,
        "accepted declined talked_over written_in",
        "accepted declined written_in withdrawn",
        "",
        ("mentor",),
    ),
    (
        talking,
        "accepted declined talked_over written_in",
        "accepted declined written_in withdrawn",
        "",
        ("mentor",),
    ),
    (
        accepted_by_mentor,
        "written_in withdrawn",
        "accepted declined written_in withdrawn",
        "",
        ("mentee",),
    ),
    (
        accepted_by_mentee,
        "accepted declined talked_over written_in",
        "written_in withdrawn",
        "",
        ("mentor",),
    ),
    (
        suggested,
        "accepted declined talked_over written_in",
        "accepted declined written_in",
        "withdrawn",
        ("mentor", "mentee"),
    ),
    (active, f"{OPEN_ROOM} completed paused", f"{OPEN_ROOM} completed paused", "", ()),
    (paused, f"{OPEN_ROOM} completed paused", f"{OPEN_ROOM} completed paused", "", ()),
    (completing, f"{OPEN_ROOM} completed put_off", f"{OPEN_ROOM} put_off", "", ("mentor",)),
    (lambda: closed("completed"), OVER, OVER, "", ()),
    (lambda: closed("ended"), OVER, OVER, "", ()),
    *((lambda status=status: closed(status), "", "", "", ()) for status in
      ("declined", "withdrawn", "expired")),
]  # fmt: skip
QUESTIONS = sorted(name for name in dir(Pairing) if name.startswith("can_be_"))


def allowed(pairing: Pairing, member: MemberFactory) -> set[str]:
    asked = {name: getattr(pairing, name)(member) for name in QUESTIONS}
    assert set(asked.values()) <= {True, False}
    return {name.removeprefix("can_be_").removesuffix("_by") for name, may in asked.items() if may}


@pytest.mark.parametrize(("make", "mentor", "mentee", "office", "awaited"), MAY)
def test_who_may_do_what(
    make: Callable[[], Pairing], mentor: str, mentee: str, office: str, awaited: tuple[str, ...]
) -> None:
    pairing = make()
    assert allowed(pairing, pairing.mentor) == set(mentor.split())
    assert allowed(pairing, pairing.mentee) == set(mentee.split())
    if pairing.is_suggested:
        assert allowed(pairing, pairing.proposed_by) == set(office.split())
    for other in (AdministratorFactory(), MemberFactory(is_superuser=True)):
        assert allowed(pairing, other) == set()
    assert pairing.waiting_for == awaited


def test_nobody_writes_to_somebody_who_has_gone() -> None:
    pairing = active()
    pairing.mentor.is_active = False
    assert not pairing.can_be_written_in_by(pairing.mentee)
    assert pairing.can_be_written_in_by(pairing.mentor)


def test_who_may_no_longer_suggest_takes_nothing_back() -> None:
    pairing = suggested()
    pairing.proposed_by.role_holdings.all().delete()
    assert not pairing.can_be_withdrawn_by(pairing.proposed_by)


def test_the_other_is_the_other() -> None:
    pairing = proposed()
    assert pairing.other(pairing.mentor) == pairing.mentee
    assert pairing.other(pairing.mentee) == pairing.mentor
    assert pairing.side_of(AdministratorFactory()) == ""


def test_it_rests_until_the_day_that_was_named() -> None:
    pairing, day = paused(), timezone.localdate() + timedelta(days=30)
    a_day = timedelta(days=1)
    assert [pairing.is_paused(each) for each in (day - a_day, day)] == [True, False]
    assert pairing.is_paused()
    pairing.end(pairing.mentor)
    assert not pairing.is_paused(day - a_day)


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_rest_is_over_today_when_it_was_until_today(day: int) -> None:
    pairing = active()
    pairing.paused_until = timezone.localdate() + timedelta(days=day)
    assert pairing.is_paused() is (day > 0)
