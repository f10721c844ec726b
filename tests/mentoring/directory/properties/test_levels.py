"""No level stands above another: to give everybody another level changes no order at all."""

import random
from itertools import permutations

import pytest

from accounts.models import Member
from registration.models import KnowledgeArea, Registrant, Route
from tests.factories import EnrolmentFactory, RegistrantFactory
from tests.mentoring.directory.properties.looking import keys_of, looked
from tests.mentoring.mentors import varied_mentors

pytestmark = pytest.mark.django_db
ADDRESSES = [
    f"?{words}&sort={sort}&places=now&places=later{lens}"
    for words in ("", "q=librarian", "q=ann+maps")
    for sort in ("suggested", "best", "confirmed", "name")
    for lens in ("", "&lens=level")
]


@pytest.fixture
def seekers() -> list[Member]:
    """Somebody with a level, on a route and with wishes; and somebody without."""
    holder = RegistrantFactory(level=Route.objects.get(slug="chartership"))
    holder.look_for(
        by=holder.member,
        areas_to_develop=KnowledgeArea.objects.all()[:2],
        meeting_ways=[],
        languages=[],
    )
    EnrolmentFactory(member=holder.member, route=Route.objects.get(slug="fellowship"))
    return [holder.member, RegistrantFactory(level=None).member]


def orders(seekers: list[Member]) -> list[list[int]]:
    return [keys_of(looked(seeker, address)) for seeker in seekers for address in ADDRESSES]


def test_no_permutation_of_levels_changes_an_order(seekers: list[Member]) -> None:
    """All 24, with holding none as one of them; of those who look as of those who are found."""
    varied_mentors(14, random.Random(7))  # noqa: S311  # seeded, so that a failure can be looked at
    levels = [*Route.objects.order_by("pk").values_list("pk", flat=True), None]
    held, before = dict(Registrant.objects.values_list("pk", "level")), orders(seekers)
    assert len({tuple(order) for order in before}) > len(ADDRESSES) / 2
    for permuted in permutations(levels):
        table = dict(zip(levels, permuted, strict=True))
        for pk, level in held.items():
            Registrant.objects.filter(pk=pk).update(level=table[level])
        assert orders(seekers) == before, table
