"""Reading on from page to page while mentors come, go and change: nobody is met twice or missed.

What the directory promises: who fits from the first page to the last, and stands where they
stood, is met once. Who goes is not met any more, and who comes is met once at most. Who changes
in what the order goes by may be met in both places, or in neither.
"""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mentoring.directory.sets.current import today
from mentoring.models import MentorProfile
from registration.models import Enrolment, Registrant, Route
from tests.factories import EnrolmentFactory, RegistrantFactory, proposed
from tests.mentoring.directory.properties.looking import keys_of, looked, undone
from tests.mentoring.mentors import bulk_mentors

pytestmark = pytest.mark.django_db
SORTS = ("suggested", "best", "confirmed", "name")
NUMBER, OUTSIDE = 64, 6
ACTS = st.lists(
    st.tuples(st.sampled_from(["go", "come", "change"]), st.integers(0, NUMBER - 1)), max_size=5
)


class Reader:
    """Somebody who reads from the first page to the last, and what happens meanwhile."""

    def __init__(self, address: str, mentors: list[int], enrolment: Enrolment) -> None:
        self.address, self.mentors, self.enrolment = address, mentors, enrolment
        self.inside = set(mentors[OUTSIDE:])
        self.stayed, self.gone, self.changed = set(self.inside), set[int](), set[int]()
        self.met: Counter[int] = Counter()

    def read(self, acts: st.DataObject) -> None:
        found = looked(self.enrolment.member, self.address)
        while True:
            page = keys_of(found)
            assert self.gone.isdisjoint(page)
            self.met.update(page)
            if not found.onwards:
                return
            for act, number in acts.draw(ACTS):
                getattr(self, act)(self.mentors[number])
            found = looked(self.enrolment.member, found.onwards)
            if not found.back:  # nothing is left behind the last one met: this is the beginning
                return

    def go(self, pk: int) -> None:
        MentorProfile.objects.filter(pk=pk).update(capacity=0)
        self.inside.discard(pk)
        self.stayed.discard(pk)
        self.gone.add(pk)

    def come(self, pk: int) -> None:
        MentorProfile.objects.filter(pk=pk).update(capacity=9)
        self.inside.add(pk)
        self.gone.discard(pk)

    def change(self, pk: int) -> None:
        """A name, a day and a proposal, so that they move in every order."""
        profile = MentorProfile.objects.get(pk=pk)
        profile.member.name = f"Nobody {pk}"
        profile.member.save()
        MentorProfile.objects.filter(pk=pk).update(availability_confirmed_on=today())
        proposed(mentor=profile.member)
        self.stayed.discard(pk)
        self.changed.add(pk)


@pytest.fixture
def mentors() -> list[int]:
    """Sixty-four, six of them without a place, of several levels; confirmed on five days.

    So they have several numbers of points, and many have the same.
    """
    profiles = bulk_mentors(NUMBER)
    for number, profile in enumerate(profiles):
        day = today() - timedelta(days=20 * (number % 5))
        MentorProfile.objects.filter(pk=profile.pk).update(
            availability_confirmed_on=day, capacity=0 if number < OUTSIDE else 9
        )
    Registrant.objects.filter(member__in=[p.member_id for p in profiles[::3]]).update(level=None)
    return [profile.pk for profile in profiles]


@pytest.fixture
def enrolment() -> Enrolment:
    """Of somebody who holds the level that most of them hold."""
    return EnrolmentFactory(member=RegistrantFactory(level=Route.objects.first()).member)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("words", ["", "q=counter&"])
def test_who_stays_is_met_once(
    mentors: list[int], enrolment: Enrolment, sort: str, words: str
) -> None:
    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.reuse, Phase.generate],
    )
    @given(st.data())
    def holds(acts: st.DataObject) -> None:
        with undone():
            reader = Reader(f"?{words}sort={sort}", mentors, enrolment)
            reader.read(acts)
            assert {pk: reader.met[pk] for pk in reader.stayed} == dict.fromkeys(reader.stayed, 1)
            twice = {pk for pk, times in reader.met.items() if times > 1}
            assert twice <= reader.changed

    holds()


@pytest.mark.parametrize("sort", SORTS)
def test_while_nothing_happens_everybody_is_met_once(
    mentors: list[int], enrolment: Enrolment, sort: str
) -> None:
    reader = Reader(f"?sort={sort}", mentors, enrolment)
    found = looked(enrolment.member, f"?sort={sort}")
    pages = [keys_of(found)]
    while found.onwards:
        found = looked(enrolment.member, found.onwards)
        pages.append(keys_of(found))
    assert [len(page) for page in pages] == [20, 20, 18]
    assert {pk for page in pages for pk in page} == reader.inside
