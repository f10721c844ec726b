"""Every number beside a choice is what one counts by hand over the same rows.

By hand: in plain loops over the mentors as they are in the database, with nothing of the
index, of its sets or of the querysets.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Member
from lib.text import folded
from mentoring.directory.page import Directory
from mentoring.directory.sets.current import today
from mentoring.models import LineManagement, MentorMark, MentorProfile, Pairing
from registration.models import OrganisationKind, Region, Registrant, Route, Sector, Term
from tests.factories import AdministratorFactory, RegistrantFactory, active, closed
from tests.mentoring.directory.properties.looking import looked
from tests.mentoring.mentors import varied_mentors

pytestmark = pytest.mark.django_db
MANY = {"area": "areas", "way": "meeting_ways", "route": "routes", "language": "languages"}
ONE = {"level": "level", "sector": "sector", "region": "region", "kind": "organisation_kind"}
WORDS = ("ann", "maps", "librarian", "community", "elm", "cy", "outreach maps", "zzzz")
PLACES, LENSES = ("now", "later"), ("level", "sector", "kind", "front-line", "region")
EXPERIENCE = ("new", "completed")


class Known(NamedTuple):
    """A mentor, as somebody knows them who has read every row."""

    pk: int
    slugs: dict[str, set[str]]  # by group; "lens" and "places" are groups here
    words: list[str]


# The people --------------------------------------------------------------------------


@pytest.fixture
def seeker() -> Member:
    """Somebody with a level, sector, region and kind, amid mentors of whom some may not be seen."""
    at_work = {
        "level": Route.objects.get(slug="chartership"),
        "sector": Sector.objects.all()[1],
        "region": Region.objects.all()[1],
        "organisation_kind": OrganisationKind.objects.all()[1],
    }
    member: Member = RegistrantFactory(**at_work).member
    chance = random.Random(11)  # noqa: S311  # seeded, so that a failure can be looked at
    mentors = varied_mentors(36, chance)
    for kind in OrganisationKind.objects.all()[:3]:
        some = [each.member_id for each in chance.sample(mentors, 9)]
        Registrant.objects.filter(member__in=some).update(organisation_kind=kind)
    _keep_out(mentors[:5], member)
    _live(mentors[5:])
    return member


def _keep_out(five: list[MentorProfile], seeker: Member) -> None:
    office = AdministratorFactory()
    five[0].leave_directory(five[0].member)
    five[1].member.close(by=office)
    five[2].member.training_completions.get().withdraw(office, "Recorded by mistake.")
    MentorMark.objects.by(seeker, about=five[3]).hide(seeker)
    LineManagement.objects.declare(five[4].member, seeker)


def _live(mentors: list[MentorProfile]) -> None:
    """Some are full, some have seen a pairing through, some are away or were."""
    takers = [mentor for mentor in mentors if mentor.capacity]
    for mentor in takers[:4]:
        active(mentor=mentor.member)
    for mentor in takers[4:8]:
        closed("completed", mentor=mentor.member)
    for mentor, days in zip(takers[8:12], (-1, 0, 1, 9), strict=True):
        MentorProfile.objects.filter(pk=mentor.pk).update(away_until=today() + timedelta(days=days))


# By hand -----------------------------------------------------------------------------


def known_to(seeker: Member) -> list[Known]:
    hidden = {mark.profile_id for mark in MentorMark.objects.all() if mark.hidden_at}
    managers = {row.member_id for row in LineManagement.objects.all()}
    return [
        known(profile, seeker)
        for profile in MentorProfile.objects.all()
        if profile.listed_at
        and profile.member.is_active
        and any(row.withdrawn_at is None for row in profile.member.training_completions.all())
        and profile.pk not in hidden
        and profile.member_id not in managers
    ]


def known(profile: MentorProfile, seeker: Member) -> Known:
    work, mine = profile.member.registrant, seeker.registrant
    slugs = {group: slugs_of([getattr(work, column)]) for group, column in ONE.items()}
    slugs |= {group: slugs_of(getattr(profile, many).all()) for group, many in MANY.items()}
    theirs = list(Pairing.objects.filter(mentor=profile.member))
    slugs["experience"] = {"completed"} if any(p.status == "completed" for p in theirs) else set()
    if not any(p.mentor_accepted_at and p.mentee_accepted_at for p in theirs):
        slugs["experience"].add("new")
    is_here = profile.away_until is None or profile.away_until <= today()
    is_free = is_here and sum(p.slot is not None for p in theirs) < profile.capacity
    slugs["places"] = {"now" if is_free else "later"}
    slugs["lens"] = {"front-line"} if profile.works_at_front_line else set()
    for lens, column in ONE.items():
        holds, is_asked = getattr(work, column), getattr(work, column) or lens == "level"
        if is_asked and holds != getattr(mine, column):
            slugs["lens"].add(lens)
    return Known(profile.pk, slugs, list(words_of(profile)))


def slugs_of(terms: "list[Term | None]") -> set[str]:
    """Those of the terms, or of what has replaced them."""
    found = set()
    for held in filter(None, terms):
        term = held
        while term.replaced_by:
            term = term.replaced_by
        found.add(term.slug)
    return found


def words_of(profile: MentorProfile) -> Iterator[str]:
    work = profile.member.registrant
    terms = [work.sector, work.region, *profile.areas.all(), *profile.languages.all()]
    texts = [profile.member.name, work.job_title, work.organisation, profile.story]
    for text in (*texts, profile.help_with, *(f"{term} {term.slug}" for term in terms if term)):
        yield from folded(text or "").split()


class Asked(NamedTuple):
    """A search, as one reads it off the page."""

    chosen: dict[str, set[str]]
    words: str

    @property
    def address(self) -> str:
        pairs = [f"{key}={slug}" for key, slugs in self.chosen.items() for slug in sorted(slugs)]
        return "?" + "&".join([f"q={self.words.replace(' ', '+')}", *pairs])

    def fits(self, mentor: Known, but: str = "") -> bool:
        """Whether all holds that is asked, leaving one group (or one lens) aside."""
        asked = {"places": {"now"}, **self.chosen}
        lenses = {lens for lens in asked.pop("lens", set()) if f"lens {lens}" != but}
        return (
            all(mentor.slugs[key] & slugs for key, slugs in asked.items() if key != but)
            and lenses <= mentor.slugs["lens"]
            and all(any(w.startswith(word) for w in mentor.words) for word in self.words.split())
        )

    def number_with(self, mentors: list[Known], key: str, slug: str) -> int:
        """How many there are with a choice, beside those of its group that are made."""
        but = f"lens {slug}" if key == "lens" else key
        return sum(slug in mentor.slugs[key] and self.fits(mentor, but) for mentor in mentors)


# What is asked -----------------------------------------------------------------------


def slugs(terms: list[str]) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from(terms), max_size=2)


def searches() -> st.SearchStrategy[Asked]:
    """Up to two choices of each group, and some words or none."""
    terms = {"level": Route, "sector": Sector, "region": Region, "route": Route}
    some = {key: [t.slug for t in term.objects.all()[:4]] for key, term in terms.items()}
    some |= {"lens": list(LENSES), "places": list(PLACES), "experience": list(EXPERIENCE)}
    some |= {"way": ["in-person", "video"], "language": ["english", "cymraeg", "gaelic"]}
    some |= {"area": ["knowledge-management", "information-governance", "data-management"]}
    chosen = st.fixed_dictionaries({}, optional={key: slugs(each) for key, each in some.items()})
    made = chosen.map(lambda found: {key: each for key, each in found.items() if each})
    return st.builds(Asked, made, st.just("") | st.sampled_from(WORDS))


def counts_of(directory: Directory) -> dict[tuple[str, str], int]:
    """Every number that the page shows beside a choice."""
    return {
        (option.name, option.value): option.number
        for facet in directory.rail
        for option in facet.options
    }


def test_counts_are_those_of_a_count_by_hand(seeker: Member) -> None:
    mentors, begun = known_to(seeker), []

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(searches())
    def holds(asked: Asked) -> None:
        found = looked(seeker, asked.address)
        assert set(found.found.everybody) == {m.pk for m in mentors if asked.fits(m)}
        shown = counts_of(found)
        by_hand = {one: asked.number_with(mentors, *one) for one in shown}
        assert shown == by_hand
        begun.append(len(shown))

    holds()
    assert min(begun) > 20
