"""The vocabularies in the superusers' workshop."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from registration.models import (
    Award,
    Enrolment,
    KnowledgeArea,
    Language,
    MeetingWay,
    OrganisationKind,
    Region,
    Registrant,
    Route,
    Sector,
    Term,
)
from tests.factories import MemberFactory, MentorProfileFactory, RegistrantFactory, SectorFactory

pytestmark = pytest.mark.django_db
VOCABULARIES = [Route, Region, Sector, OrganisationKind, KnowledgeArea, MeetingWay, Language]


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(MemberFactory(is_superuser=True))
    return client


def address(term: Term, act: str) -> str:
    return reverse(f"admin:registration_{term._meta.model_name}_{act}", args=[term.pk])


@pytest.mark.parametrize("model", VOCABULARIES)
def test_every_vocabulary_can_be_read_and_added_to(office: Client, model: type[Term]) -> None:
    for act in ("changelist", "add"):
        page = reverse(f"admin:registration_{model._meta.model_name}_{act}")
        assert office.get(page).status_code == 200


@pytest.mark.parametrize("model", VOCABULARIES)
def test_lists_are_not_editable_and_have_no_actions(model: type[Term]) -> None:
    desk = admin.site.get_model_admin(model)
    assert (desk.list_editable, desk.actions) == ((), None)


@pytest.mark.parametrize("model", [Award, Enrolment, Registrant])
def test_what_is_the_members_own_is_not_there(model: type[Award]) -> None:
    assert not admin.site.is_registered(model)


def test_members_do_not_come_in(client: Client) -> None:
    client.force_login(MemberFactory(is_staff=True))
    assert client.get(reverse("admin:registration_region_changelist")).status_code in (302, 403)


def typed(region: Region, **more: str) -> dict[str, str]:
    return {"name": region.name, "position": str(region.position), "replaced_by": "", **more}


def test_a_network_is_retired_and_replaced(office: Client) -> None:
    london, east = Region.objects.get(slug="london"), Region.objects.get(slug="east")
    retired = {"retired_at_0": "2026-11-01", "retired_at_1": "00:00:00"}
    office.post(address(london, "change"), typed(london, replaced_by=str(east.pk), **retired))
    london.refresh_from_db()
    assert london.successor == east


def test_a_replaced_network_must_be_retired_and_the_short_name_stays(office: Client) -> None:
    london, east = Region.objects.get(slug="london"), Region.objects.get(slug="east")
    answer = office.post(
        address(london, "change"), typed(london, replaced_by=str(east.pk), slug="elsewhere")
    )
    assert "Say since when this term is not offered." in answer.content.decode()
    office.post(address(london, "change"), typed(london, slug="elsewhere", name="Greater London"))
    london.refresh_from_db()
    assert (london.slug, london.name) == ("london", "Greater London")


def test_a_term_in_use_is_not_deleted_and_the_page_says_what_to_do(office: Client) -> None:
    sector = Sector.objects.get(slug="law")
    RegistrantFactory(sector=sector)
    for answer in (
        office.get(address(sector, "delete")),
        office.post(address(sector, "delete"), {"post": "yes"}),
    ):
        assert "1 registrants" in answer.content.decode()
        assert "nobody can choose it anew" in answer.content.decode()
    assert Sector.objects.filter(pk=sector.pk).exists()


def test_a_tag_of_a_profile_is_in_use(office: Client) -> None:
    area = KnowledgeArea.objects.get(slug="research")
    profile = MentorProfileFactory()
    profile.areas.add(area)
    office.post(address(area, "delete"), {"post": "yes"})
    assert profile.areas.get() == area


def test_a_term_that_nobody_uses_can_be_deleted(office: Client) -> None:
    mistake = SectorFactory()
    office.post(address(mistake, "delete"), {"post": "yes"})
    assert not Sector.objects.filter(pk=mistake.pk).exists()
