"""No rule ranks levels: every level, none included, mentors every route in the same way."""

from itertools import permutations, product

import pytest

from accounts.models import Member
from mentoring.models import Pairing
from registration.models import Registrant, Route
from tests.factories import EnrolmentFactory, MemberFactory, MentorProfileFactory, active
from tests.mentoring.browsing import ANSWERS, NO, act, browser, look, propose_url, verbs_of, words

pytestmark = pytest.mark.django_db
LEVELS = ["", "certification", "chartership", "fellowship"]
ROUTES = LEVELS[1:]
ROAD = (
    [302, 302, 302],
    ["pairing.proposed", "pairing.accepted", "pairing.accepted", "pairing.activated"],
    "active",
    1,
)


def person(name: str, level: str) -> Member:
    member = MemberFactory(name=name)
    Registrant.objects.create(member=member, level=Route.objects.filter(slug=level).first())
    return member


def walk(level: str, route: str) -> Pairing:
    mentor = MentorProfileFactory(member=person("Ben", level)).member
    mentee = person("Amina", "fellowship")
    EnrolmentFactory(member=mentee, route=Route.objects.get(slug=route))
    answers = [browser(mentee).post(propose_url(mentor), ANSWERS)]
    pairing = Pairing.objects.get()
    answers += [act(who, "pairing_accept", pairing, **NO) for who in (mentor, mentee)]
    pairing.refresh_from_db()
    statuses = [answer.status_code for answer in answers]
    assert (statuses, verbs_of(pairing), pairing.status, pairing.slot) == ROAD
    return pairing


def page_without_names(pairing: Pairing, level: str, route: str) -> str:
    """What the mentee reads, bar the names of the route and of the mentor's level."""
    text = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    if level:
        text = text.replace(f"· Ben holds {Route.objects.get(slug=level).name} ", "")
    return text.replace(Route.objects.get(slug=route).name, "ROUTE")


@pytest.mark.parametrize(("level", "route"), list(product(LEVELS, ROUTES)))
def test_any_level_mentors_any_route(level: str, route: str) -> None:
    pairing = walk(level, route)
    text = page_without_names(pairing, level, route)
    assert text.startswith("My mentoring You and Ben For your ROUTE Active You proposed (done)")
    assert "Say that it is complete Change mentor, or end" in text


def test_permuting_everybodys_levels_changes_no_order() -> None:
    mentor = MentorProfileFactory(capacity=3).member
    mentees = [active(mentor=mentor).mentee for _ in range(3)]
    orders = set()
    for levels in permutations(Route.objects.filter(slug__in=ROUTES)):
        Registrant.objects.filter(member__in=mentees).delete()
        for mentee, level in zip(mentees, levels, strict=True):
            Registrant.objects.create(member=mentee, level=level)
        rows = look(mentor, "overview").context["active"]
        orders.add(tuple(seen.other.pk for seen in rows))
    assert orders == {tuple(mentee.pk for mentee in mentees)}
