"""What is noted of a pairing: the two as they were at its start, and the mentor's first word."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Member
from mentoring.models import Message, Pairing
from registration.models import Award, Region, Registrant, Route, Sector
from tests.factories import (
    TEXTS,
    AwardFactory,
    EnrolmentFactory,
    accepted_by_mentee,
    active,
    closed,
    mentor,
    proposed,
)

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def works(member: Member, sector: str, region: str) -> None:
    Registrant.objects.of(member).change(
        by=member,
        sector=Sector.objects.get(slug=sector),
        region=Region.objects.get(slug=region),
    )


def holds(member: Member, slug: str) -> None:
    Award.objects.add(member, Route.objects.get(slug=slug), AwardFactory.awarded_on)


def noted(pairing: Pairing) -> tuple[Any, ...]:
    pairing = Pairing.objects.select_related(
        *(
            f"{side}_{fact}"
            for side in ("mentor", "mentee")
            for fact in ("level", "sector", "region")
        )
    ).get(pk=pairing.pk)
    terms = (
        getattr(pairing, f"{side}_{fact}")
        for side in ("mentor", "mentee")
        for fact in ("level", "sector", "region")
    )
    return tuple(term and term.slug for term in terms)


@pytest.fixture
def waiting() -> Pairing:
    """A proposal on which only the mentor's yes is missing; much is known of the two."""
    pairing = accepted_by_mentee()
    works(pairing.mentor, "public", "north-west")
    works(pairing.mentee, "law", "london")
    holds(pairing.mentor, "certification")
    return pairing


KNOWN = ("certification", "public", "north-west", None, "law", "london")


def test_the_start_is_noted_and_stays_as_it_was(waiting: Pairing) -> None:
    waiting.accept(waiting.mentor)
    works(waiting.mentor, "prisons", "scotland")
    holds(waiting.mentor, "fellowship")
    waiting.refresh_from_db()
    assert noted(waiting) == KNOWN
    assert waiting.route == waiting.enrolment.route
    assert waiting.activated_at is not None
    assert timedelta() <= waiting.noted_at - waiting.activated_at < A_DAY


def test_before_the_start_the_route_is_noted_and_where_the_mentee_worked() -> None:
    enrolment = EnrolmentFactory()
    works(enrolment.member, "law", "london")
    enrolment.refresh_from_db()
    pairing = Pairing.objects.propose(enrolment, mentor(), TEXTS, by=enrolment.member)
    works(enrolment.member, "prisons", "scotland")
    works(pairing.mentor, "public", "north-west")
    assert noted(pairing) == (None, None, None, None, "law", "london")
    assert (pairing.noted_at, pairing.route) == (None, pairing.enrolment.route)


def test_whoever_has_said_nothing_is_noted_as_such() -> None:
    assert noted(active()) == (None,) * 6


def test_the_mentors_first_word_counts_whichever_it_is() -> None:
    now = timezone.now() + A_DAY
    yes, no, talk, message = (proposed() for _ in range(4))
    yes.accept(yes.mentor, now)
    no.decline(no.mentor, now)
    talk.talk_first(talk.mentor, now)
    Message.objects.write(message, "Tell me more.", by=message.mentor, now=now)
    for pairing in (yes, no, talk, message):
        pairing.refresh_from_db()
        assert pairing.replied_at == now


def test_a_later_word_and_one_of_the_mentees_change_nothing() -> None:
    pairing = proposed()
    Message.objects.write(pairing, "Good morning.", by=pairing.mentee)
    pairing.refresh_from_db()
    assert pairing.replied_at is None
    first = timezone.now()
    pairing.talk_first(pairing.mentor, first)
    pairing.accept(pairing.mentor, first + A_DAY)
    pairing.decline(pairing.mentee, first + 2 * A_DAY)
    pairing.refresh_from_db()
    assert pairing.replied_at == first


@pytest.mark.parametrize("status", ["withdrawn", "expired"])
def test_what_closes_without_the_mentor_was_not_replied_to(status: str) -> None:
    assert closed(status).replied_at is None
