"""Choices: "or" inside a group, "and" across, counted as one who knows every row would."""

import random
from collections import Counter
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from lib.text import folded
from mentoring.directory.groups import GROUPS, NOT_OFFERED
from mentoring.models import MentorProfile
from registration.models import KnowledgeArea, Region, Registrant, Route, Sector
from tests.factories import (
    MemberFactory,
    MentorProfileFactory,
    RegistrantFactory,
    TrainingCompletionFactory,
)
from tests.mentoring.mentors import directory, mentor_at, names, varied_mentors

pytestmark = pytest.mark.django_db
TEXTS = ("story", "help_with")


@pytest.fixture
def seeker(client: Client) -> Client:
    chartered = RegistrantFactory(
        level=Route.objects.get(slug="chartership"), sector=Sector.objects.get(slug="public")
    )
    client.force_login(chartered.member)
    return client


OFFERED = [group for group in GROUPS if group.key not in NOT_OFFERED]


def facets(client: Client, query: str) -> dict[str, dict[str, int]]:
    """How many each choice would give, without those that nobody has and nobody chose."""
    found = directory(client, query)
    shown = [found.perspectives, *found.facets]
    return {
        facet.options[0].name: {o.value: o.number for o in facet.options if o.number or o.is_chosen}
        for facet in shown
    }


def lenses(client: Client, query: str = "") -> dict[str, int]:
    return facets(client, query)["lens"]


# What anybody can count by hand ------------------------------------------------


def held(profile: MentorProfile) -> dict[str, set[str]]:
    """The slugs of what one can choose a mentor by, by group; the seeker holds Chartership,
    and works in public libraries.
    """
    job = profile.member.registrant
    one = {"level": job.level, "sector": job.sector, "region": job.region}
    many = {group.key: getattr(profile, group.many).all() for group in OFFERED if group.many}
    terms: dict[str, Any] = {**{key: [term] if term else [] for key, term in one.items()}, **many}
    slugs = {key: {term.slug for term in found} for key, found in terms.items()}
    looks = {
        "level": "chartership" not in slugs["level"],
        "sector": bool(slugs["sector"]) and "public" not in slugs["sector"],
        "front-line": profile.works_at_front_line,
    }
    return {
        **slugs,
        "lens": {lens for lens, holds in looks.items() if holds},
        "places": {"now" if profile.places_free and not profile.is_away() else "later"},
    }


def says(profile: MentorProfile, words: list[str]) -> bool:
    job = profile.member.registrant
    terms = [*profile.areas.all(), *profile.languages.all(), job.sector, job.region]
    names = " ".join(str(term) for term in terms if term)
    texts = (profile.member.name, job.job_title, job.organisation, names)
    everything = folded(" ".join([*texts, *(getattr(profile, name) for name in TEXTS)])).split()
    return all(any(each.startswith(word) for each in everything) for word in words)


class Asked(NamedTuple):
    chosen: dict[str, set[str]]
    words: list[str]

    @property
    def query(self) -> str:
        pairs = [f"{key}={slug}" for key, slugs in self.chosen.items() for slug in sorted(slugs)]
        return "?" + "&".join([f"q={'+'.join(self.words)}", *pairs])

    def fits(self, profile: MentorProfile, terms: dict[str, set[str]], but: str = "") -> bool:
        """Whether somebody who knows every row would say so."""
        asked = {"places": {"now"}, **self.chosen}
        groups = all(terms[key] & asked[key] for key in asked if key not in ("lens", but))
        lenses = all(
            lens in terms["lens"] for lens in asked.get("lens", ()) if f"lens {lens}" != but
        )
        return groups and lenses and says(profile, self.words)


def expected(
    mentors: list[MentorProfile], terms: dict[int, dict[str, set[str]]], asked: Asked
) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for key in (*(group.key for group in OFFERED), "places"):
        fit = [m for m in mentors if asked.fits(m, terms[m.pk], key)]
        counts[key] = Counter(slug for m in fit for slug in terms[m.pk][key])
    counts["lens"] = Counter(
        lens
        for lens in ("level", "sector", "front-line")
        for m in mentors
        if lens in terms[m.pk]["lens"] and asked.fits(m, terms[m.pk], f"lens {lens}")
    )
    return {key: dict(found) for key, found in counts.items()}


@pytest.mark.parametrize("seed", range(6))
def test_results_and_counts_are_those_of_a_count_by_hand(seeker: Client, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # seeded, so that a failure can be looked at
    mentors = varied_mentors(18, chance)
    terms = {mentor.pk: held(mentor) for mentor in mentors}
    for _ in range(12):
        asked = some_choices(chance)
        found = directory(seeker, asked.query)
        fit = {m.pk for m in mentors if asked.fits(m, terms[m.pk])}
        assert (found.found.total, set(found.found.everybody)) == (len(fit), fit), asked
        by_hand = expected(mentors, terms, asked)
        shown = {key: without_zeros(counts) for key, counts in facets(seeker, asked.query).items()}
        assert {key: shown.get(key, {}) for key in by_hand} == by_hand, asked


def some_choices(chance: random.Random) -> Asked:
    groups = chance.sample(OFFERED, chance.randint(0, 3))
    chosen = {
        group.key: set(
            chance.sample([t.slug for t in group.terms.objects.all()[:4]], chance.randint(1, 2))
        )
        for group in groups
    }
    if lenses := chance.choice([set(), set(), {"level"}, {"sector", "front-line"}]):
        chosen["lens"] = lenses
    if places := chance.choice([set(), set(), {"later"}, {"now", "later"}]):
        chosen["places"] = places
    return Asked(
        chosen, chance.choice([[], [], ["librarian"], ["ann", "maps"], ["ma"], ["management"]])
    )


def without_zeros(counts: dict[str, int]) -> dict[str, int]:
    return {slug: number for slug, number in counts.items() if number}


def test_without_a_choice_counts_are_shown_beside_what_is_chosen(seeker: Client) -> None:
    law, prisons = Sector.objects.get(slug="law"), Sector.objects.get(slug="prisons")
    mentor_at("Ann", sector=law)
    mentor_at("Bo", sector=prisons)
    assert names(seeker, "?sector=law") == ["Ann"]
    assert facets(seeker, "?sector=law")["sector"] == {"law": 1, "prisons": 1}
    assert sorted(names(seeker, "?sector=law&sector=prisons")) == ["Ann", "Bo"]
    assert facets(seeker, "?sector=law&sector=schools")["sector"] == {
        "schools": 0,
        "law": 1,
        "prisons": 1,
    }


# The lens -------------------------------------------------------------------------


def test_the_lens_shows_every_level_but_mine_and_is_off_until_chosen(seeker: Client) -> None:
    for slug in ("certification", "chartership", "fellowship"):
        mentor_at(slug, level=Route.objects.get(slug=slug))
    mentor_at("none")
    assert len(names(seeker)) == 4
    assert sorted(names(seeker, "?lens=level")) == ["certification", "fellowship", "none"]
    assert lenses(seeker)["level"] == 3


def test_the_lens_of_somebody_without_a_level_shows_who_holds_one(client: Client) -> None:
    client.force_login(MemberFactory())
    mentor_at("holder", level=Route.objects.get(slug="fellowship"))
    mentor_at("none")
    MentorProfileFactory(member__name="without work details")
    assert names(client, "?lens=level") == ["holder"]
    assert "You hold no level yet" in client.get("/mentors/").content.decode()


def test_permuting_all_levels_changes_no_order_no_result_and_no_other_count(
    seeker: Client,
) -> None:
    """Everybody's, the seeker's too; so the lens, which asks for sameness, shows the same."""
    varied_mentors(12, random.Random(9))  # noqa: S311  # as above
    queries = ("", "?q=librarian", "?sector=higher-education&sector=public", "?lens=level")
    before = [(names(seeker, q), facets(seeker, q)) for q in queries]
    levels = [*Route.objects.values_list("pk", flat=True), None]
    level_after = dict(zip(levels, [*levels[1:], levels[0]], strict=True))
    for registrant in Registrant.objects.all():
        registrant.level_id = level_after[registrant.level_id]
        registrant.save()
    after = [(names(seeker, q), facets(seeker, q)) for q in queries]
    for (order, counts), (order_after, counts_after) in zip(before, after, strict=True):
        assert order_after == order
        assert {**counts_after, "level": 0} == {**counts, "level": 0}
    assert [c["level"] for _o, c in after] != [c["level"] for _o, c in before]


# Terms that were replaced ------------------------------------------------------------


def test_a_replaced_term_stands_for_its_successor(seeker: Client) -> None:
    old, new = Region.objects.get(slug="east-midlands"), Region.objects.get(slug="midlands")
    mentor_at("Ann", region=old)
    mentor_at("Bo", region=new)
    assert facets(seeker, "")["region"] == {"midlands": 2}
    assert sorted(names(seeker, "?region=midlands")) == ["Ann", "Bo"]
    assert sorted(names(seeker, "?region=east-midlands")) == ["Ann", "Bo"]
    assert directory(seeker, "?region=east-midlands").search.query() == "?region=midlands"


def test_who_holds_a_replaced_area_and_its_successor_counts_once(seeker: Client) -> None:
    first, second, third = KnowledgeArea.objects.all()[:3]
    for old, new in ((first, second), (second, third)):
        old.retired_at, old.replaced_by = timezone.now(), new
        old.save()
    mentor_at("Ann").areas.set([first, third])
    mentor_at("Bo").areas.set([second])
    assert facets(seeker, "")["area"] == {third.slug: 2}
    assert facets(seeker, f"?area={first.slug}")["area"] == {third.slug: 2}
    assert sorted(names(seeker, f"?area={third.slug}")) == ["Ann", "Bo"]


def test_a_retired_term_is_offered_while_somebody_holds_it(seeker: Client) -> None:
    law = Sector.objects.get(slug="law")
    mentor_at("Ann", sector=law)
    Sector.objects.filter(pk=law.pk).update(retired_at=timezone.now())
    assert facets(seeker, "")["sector"] == {"law": 1}


# The address is the search --------------------------------------------------------------


def test_the_address_holds_the_whole_search(seeker: Client) -> None:
    query = "?q=maps+%26+more&lens=level&sector=health&sector=public&way=video&sort=name&after=x"
    search = directory(seeker, query).search
    assert parse_qs(urlsplit(search.query()).query) == {
        "q": ["maps & more"],
        "lens": ["level"],
        "sector": ["public", "health"],
        "way": ["video"],
        "sort": ["name"],
        "after": ["x"],
    }
    again = directory(seeker, search.query()).search
    assert again == search


def test_unknown_values_are_passed_over(seeker: Client) -> None:
    mentor_at("Ann")
    odd = "?sector=nonsense&sector=%00&region=1%20OR%201&lens=height&level=&x=y&area=%27&way=9"
    assert names(seeker, odd) == ["Ann"]
    assert directory(seeker, odd).made == []


def test_each_choice_can_be_taken_back_by_one_link(seeker: Client) -> None:
    made = directory(seeker, "?q=maps&sector=health&sector=public&lens=level&after=x").made
    assert {str(m["label"]): m["href"] for m in made} == {
        "“maps”": "/mentors/?lens=level&sector=public&sector=health",
        "A different level from mine": "/mentors/?q=maps&sector=public&sector=health",
        "Public libraries": "/mentors/?q=maps&lens=level&sector=health",
        "Health and social care": "/mentors/?q=maps&lens=level&sector=public",
    }


def test_one_form_sends_words_and_choices_without_a_script(seeker: Client) -> None:
    mentor_at("Ann", sector=Sector.objects.get(slug="law"))
    page = seeker.get("/mentors/?sector=law&q=ann&sort=name").content.decode()
    form = page.partition('<form id="find" action="/mentors/"')[2].partition("</form>")[0]
    assert '<input type="checkbox" name="sector" value="law" checked>' in form
    assert 'name="q" value="ann"' in form
    assert '<option value="name" selected>' in form
    assert '<button class="button">Search</button>' in form


# Nothing found ------------------------------------------------------------------------------


def test_an_empty_page_says_which_choice_to_take_back(seeker: Client) -> None:
    mentor_at("Ann", sector=Sector.objects.get(slug="law"))
    mentor_at("Bo", sector=Sector.objects.get(slug="law"))
    found = directory(seeker, "?q=ann&sector=prisons")
    assert [(w["label"], w["count"], w["href"]) for w in found.loosen()] == [
        ("Sector: Prisons", 1, "/mentors/?q=ann")
    ]
    page = seeker.get("/mentors/?sector=prisons&q=").content.decode()
    assert "without Sector: Prisons, there are 2 mentors" in page


def test_an_empty_page_is_honest_when_one_choice_is_not_enough(seeker: Client) -> None:
    mentor_at("Ann", sector=Sector.objects.get(slug="law"))
    page = seeker.get("/mentors/?sector=prisons&q=zzzz").content.decode()
    assert "To take back one choice is not enough here" in page


def test_a_directory_without_anybody_says_so(seeker: Client) -> None:
    TrainingCompletionFactory()
    assert "No mentor has a free place now" in seeker.get("/mentors/").content.decode()
