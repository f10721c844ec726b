"""The vocabularies: what they start with, and how a term goes out of use."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from registration.models import (
    KnowledgeArea,
    Language,
    MeetingWay,
    OrganisationKind,
    Region,
    Route,
    Sector,
)
from tests.factories import (
    KnowledgeAreaFactory,
    LanguageFactory,
    MeetingWayFactory,
    MentorProfileFactory,
    OrganisationKindFactory,
    RegionFactory,
    RegistrantFactory,
    RouteFactory,
    SectorFactory,
)

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2025, 6, 1, tzinfo=UTC)


def test_routes_to_start_with() -> None:
    assert list(Route.objects.values_list("name", "post_nominals")) == [
        ("Certification", "ACLIP"),
        ("Chartership", "MCLIP"),
        ("Fellowship", "FCLIP"),
    ]
    assert not Route.objects.filter(purpose="").exists()


def test_thirteen_knowledge_areas_of_the_2021_edition() -> None:
    areas = KnowledgeArea.objects.current()
    assert areas.count() == 13
    assert {area.edition for area in areas} == {"2021"}
    assert (areas[0].name, areas[12].name) == (
        "Knowledge management",
        "Technology and communication",
    )


def test_networks_since_the_midlands_merger() -> None:
    current = list(Region.objects.current().values_list("name", flat=True))
    assert len(current) == 12
    assert "Midlands" in current
    for old in ("East Midlands", "West Midlands"):
        region = Region.objects.get(name=old)
        assert old not in current
        assert region.successor == Region.objects.get(slug="midlands")


def test_the_other_vocabularies_are_there() -> None:
    assert Sector.objects.current().count() == 19
    assert MeetingWay.objects.current().count() == 4
    kinds = OrganisationKind.objects.current()
    assert (kinds.count(), kinds[0].slug, kinds[11].slug) == (12, "university", "other")
    assert "cy" in Language.objects.current().values_list("code", flat=True)


def test_the_latest_follows_every_replacement() -> None:
    newest = RegionFactory()
    newer = RegionFactory(retired_at=LONG_AGO, replaced_by=newest)
    old = RegionFactory(retired_at=LONG_AGO, replaced_by=newer)
    assert (old.latest, newer.latest, newest.latest) == (newest, newest, newest)
    assert old.successor == newest
    assert newest.successor is None


def test_the_end_of_a_line_has_no_successor() -> None:
    last = RegionFactory(retired_at=LONG_AGO)
    assert RegionFactory(retired_at=LONG_AGO, replaced_by=last).successor is None
    assert last.successor is None


def test_terms_that_replace_each_other_are_followed_once() -> None:
    first = RegionFactory(retired_at=LONG_AGO)
    second = RegionFactory(retired_at=LONG_AGO, replaced_by=first)
    Region.objects.filter(pk=first.pk).update(replaced_by=second)
    first.refresh_from_db()
    assert first.latest == second
    assert first.successor is None


def test_a_retired_term_is_choosable_by_its_holder_alone() -> None:
    kept = SectorFactory(name="Bookbinding", retired_at=LONG_AGO)
    SectorFactory(name="Papyrus", retired_at=LONG_AGO)
    assert list(Sector.objects.choosable()) == list(Sector.objects.current())
    assert list(Sector.objects.choosable(kept)) == [*Sector.objects.current(), kept]


def test_a_replaced_term_must_be_retired() -> None:
    region = RegionFactory(replaced_by=None)
    region.replaced_by = Region.objects.get(slug="midlands")
    with pytest.raises(ValidationError) as refused:
        region.full_clean()
    assert refused.value.message_dict == {
        "retired_at": ["Say since when this term is not offered."]
    }


def test_terms_cannot_replace_each_other() -> None:
    midlands = Region.objects.get(slug="midlands")
    midlands.retired_at = LONG_AGO
    midlands.replaced_by = Region.objects.get(slug="east-midlands")
    with pytest.raises(ValidationError) as refused:
        midlands.full_clean()
    assert refused.value.message_dict == {"replaced_by": ["These terms would replace each other."]}


@pytest.mark.parametrize(
    "factory",
    [
        SectorFactory,
        OrganisationKindFactory,
        RegionFactory,
        KnowledgeAreaFactory,
        MeetingWayFactory,
        LanguageFactory,
        RouteFactory,
    ],
)
def test_a_new_term_has_no_uses(factory: type[SectorFactory]) -> None:
    assert factory().uses() == {}


def test_uses_count_records_profiles_and_replaced_terms() -> None:
    midlands, area = Region.objects.get(slug="midlands"), KnowledgeAreaFactory()
    RegistrantFactory(region=midlands)
    MentorProfileFactory().areas.add(area)
    level = RouteFactory()
    RegistrantFactory(level=level)
    assert midlands.uses() == {"registrants": 1, "regions": 2}
    assert area.uses() == {"mentor profiles": 1}
    assert level.uses() == {"registrants": 1}
