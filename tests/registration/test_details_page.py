"""Changing my work details."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from history.models import Event
from registration.models import OrganisationKind, Region, Registrant, Sector
from tests.factories import MemberFactory, RegionFactory, RegistrantFactory, RouteFactory

pytestmark = pytest.mark.django_db
PAGE = "/registration/details/"


def post(client: Client, **typed: Any) -> HttpResponse:
    names = ("job_title", "organisation", "organisation_kind", "sector", "region")
    blank = dict.fromkeys(names, "")
    return client.post(PAGE, {**blank, **typed})


def sector(slug: str) -> Sector:
    return Sector.objects.get(slug=slug)


def kind(slug: str) -> OrganisationKind:
    return OrganisationKind.objects.get(slug=slug)


def region(slug: str) -> Region:
    return Region.objects.get(slug=slug)


def test_details_are_saved_and_shown(client: Client, amina: Member) -> None:
    answer = post(
        client,
        job_title="  Head of  service ",
        organisation="Llyfrgell Tŷ’r Môr",
        organisation_kind=kind("local-authority").pk,
        sector=sector("public").pk,
        region=region("cymru-wales").pk,
    )
    assert answer.url == "/registration/"
    saved = Registrant.objects.get(member=amina)
    assert (saved.job_title, saved.organisation) == ("Head of service", "Llyfrgell Tŷ’r Môr")
    assert saved.organisation_kind == kind("local-authority")
    assert (saved.sector, saved.region) == (sector("public"), region("cymru-wales"))
    assert "Your work details are saved." in client.get("/registration/").content.decode()


def test_all_may_be_left_out(client: Client, amina: Member) -> None:
    RegistrantFactory(member=amina, sector=sector("law"))
    assert post(client).status_code == 302
    assert Registrant.objects.get(member=amina).sector is None


def test_saving_unchanged_details_writes_no_second_row(client: Client, amina: Member) -> None:
    for _time in range(2):
        post(client, job_title="Librarian", sector=sector("law").pk)
    assert list(Event.objects.values_list("verb", flat=True)) == ["registrant.changed"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"job_title": "x" * 121}, "Use at most 120 characters. This has 121."),
        ({"organisation": "x" * 5000}, "This is much too long."),
        ({"job_title": "a\x00b"}, "Use letters, numbers and signs that can be seen."),
        ({"job_title": "two\r\nlines"}, "Use letters, numbers and signs that can be seen."),
        ({"organisation": "\u202egnp.exe"}, "Use letters, numbers and signs that can be seen."),
        ({"organisation": "e" + "\u0301" * 300}, "Use at most three accents on one letter."),
        ({"sector": "999999"}, "Choose one from the list."),
        ({"sector": "9" * 30}, "Choose one from the list."),
        ({"sector": "-1"}, "Choose one from the list."),
        ({"organisation_kind": "999999"}, "Choose one from the list."),
        ({"sector": "1\x00"}, "Choose one from the list."),
        ({"region": "midlands"}, "Choose one from the list."),
    ],
)
def test_bad_input_is_refused_beside_its_field(
    client: Client, amina: Member, typed: dict[str, str], sentence: str
) -> None:
    answer = post(client, **{"job_title": "Librarian", "organisation": "Kept", **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == typed.keys()
    assert sentence in page
    assert "<title>Error: My work details" in page
    assert ("Kept" in page) == ("organisation" not in typed)
    assert not Registrant.objects.exists()


def test_a_longest_line_is_kept(client: Client, amina: Member) -> None:
    assert post(client, job_title="ŵ" * 120).status_code == 302


def test_a_retired_choice_is_refused_with_its_successor(client: Client, amina: Member) -> None:
    answer = post(client, region=region("east-midlands").pk, job_title="Librarian")
    assert answer.status_code == 422
    assert answer.context["form"].errors["region"] == [
        "East Midlands is no longer offered. Choose Midlands instead."
    ]
    assert 'value="Librarian"' in answer.content.decode()


def test_a_retired_choice_without_successor(client: Client, amina: Member) -> None:
    gone = RegionFactory(name="Rutland", retired_at=timezone.now())
    answer = post(client, region=gone.pk)
    assert answer.context["form"].errors["region"] == [
        "Rutland is no longer offered. Choose another."
    ]


def test_who_holds_a_merged_network_is_offered_its_successor(client: Client, amina: Member) -> None:
    RegistrantFactory(member=amina, region=region("east-midlands"))
    page = client.get(PAGE).content.decode()
    assert f'<option value="{region("midlands").pk}" selected>Midlands</option>' in page
    assert "East Midlands (no longer offered)</option>" in page
    assert "East Midlands is now Midlands." in page
    assert "West Midlands" not in page


def test_who_holds_a_retired_term_may_keep_it(client: Client, amina: Member) -> None:
    gone = RegionFactory(name="Rutland", retired_at=timezone.now())
    RegistrantFactory(member=amina, region=gone)
    page = client.get(PAGE).content.decode()
    assert f'<option value="{gone.pk}" selected>Rutland (no longer offered)</option>' in page
    assert "Rutland is no longer offered. You can keep it." in page
    assert post(client, region=gone.pk).status_code == 302
    assert Registrant.objects.get(member=amina).region == gone


def test_a_retired_term_that_was_given_up_is_not_taken_again(client: Client, amina: Member) -> None:
    RegistrantFactory(member=amina, region=region("east-midlands"))
    post(client, region=region("london").pk)
    assert post(client, region=region("east-midlands").pk).status_code == 422


def test_forged_fields_have_no_effect(client: Client, amina: Member) -> None:
    other = RegistrantFactory(member=MemberFactory())
    level = RouteFactory()
    forged = {"level": level.pk, "member": other.member.pk, "id": other.pk, "pk": other.pk}
    assert post(client, job_title="Librarian of Alexandria", **forged).status_code == 302
    mine = Registrant.objects.get(member=amina)
    assert (mine.job_title, mine.level) == ("Librarian of Alexandria", None)
    other.refresh_from_db()
    assert (other.job_title, other.level) == ("Librarian", None)


@pytest.mark.parametrize("more", [0, 20])
def test_the_page_costs_six_queries(
    client: Client, amina: Member, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    RegistrantFactory(member=amina, region=region("east-midlands"))
    RegionFactory.create_batch(more)
    with django_assert_num_queries(6):
        client.get(PAGE)
