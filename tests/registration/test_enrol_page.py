"""Choosing a route and being enrolled on it."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from history.models import Event
from registration.models import Enrolment, Route
from tests.factories import EnrolmentFactory, MemberFactory, RouteFactory

pytestmark = pytest.mark.django_db
PAGE = "/registration/enrol/"


def route(slug: str) -> Route:
    return Route.objects.get(slug=slug)


def text(client: Client, page: str = PAGE) -> str:
    return " ".join(client.get(page).content.decode().split())


def test_each_route_says_what_it_is_for(client: Client, amina: Member) -> None:
    page = text(client)
    assert page.count('type="radio"') == 3
    for each in Route.objects.all():
        assert each.purpose in page
    assert "check the current handbook" in page


def test_a_route_that_the_office_adds_can_be_chosen(client: Client, amina: Member) -> None:
    new = RouteFactory(name="Knowledge Management Chartership", purpose="For knowledge managers.")
    assert "For knowledge managers." in text(client)
    assert client.post(PAGE, {"route": new.pk}).status_code == 302
    assert Enrolment.objects.get().route == new


def test_enrolling_leads_to_finding_a_mentor(client: Client, amina: Member) -> None:
    answer = client.post(PAGE, {"route": route("fellowship").pk})
    assert answer.url == "/registration/"
    assert "You are enrolled on Fellowship. Next, find a mentor." in text(client, answer.url)
    enrolment = Enrolment.objects.get()
    assert (enrolment.member, enrolment.status) == (amina, "open")


def test_two_enrolments(client: Client, amina: Member) -> None:
    for slug in ("chartership", "fellowship"):
        client.post(PAGE, {"route": route(slug).pk})
    assert Enrolment.objects.of(amina).open().count() == 2
    assert text(client).count("You are enrolled on this route.") == 2


def test_a_second_click_is_answered_kindly_and_has_no_effect(client: Client, amina: Member) -> None:
    for _click in range(2):
        answer = client.post(PAGE, {"route": route("fellowship").pk})
        assert answer.status_code == 302
    assert "You are already enrolled on this route." in text(client, answer.url)
    assert Enrolment.objects.count() == 1
    assert list(Event.objects.values_list("verb", flat=True)) == ["enrolment.opened"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose a route."),
        ({"route": ""}, "Choose a route."),
        ({"route": "fellowship"}, "Choose one from the list."),
        ({"route": "9" * 30}, "Choose one from the list."),
        ({"route": "\x00"}, "Choose one from the list."),
        ({"route": "-1"}, "Choose one from the list."),
    ],
)
def test_bad_input(client: Client, amina: Member, typed: dict[str, str], sentence: str) -> None:
    answer = client.post(PAGE, typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"route": [sentence]}
    assert not Enrolment.objects.exists()


def test_a_route_no_longer_offered_cannot_be_chosen(client: Client, amina: Member) -> None:
    old = RouteFactory(
        name="Licentiate", retired_at=timezone.now(), replaced_by=route("chartership")
    )
    assert "Licentiate" not in text(client)
    answer = client.post(PAGE, {"route": old.pk})
    assert answer.status_code == 422
    assert answer.context["form"].errors["route"] == [
        "Licentiate is no longer offered. Choose Chartership instead."
    ]


def test_a_retired_route_stays_with_those_who_are_on_it(client: Client, amina: Member) -> None:
    old = RouteFactory(name="Licentiate", retired_at=timezone.now())
    EnrolmentFactory(member=amina, route=old)
    assert "Licentiate" in text(client, "/registration/")


def test_without_any_route_the_page_says_so(client: Client, amina: Member) -> None:
    Route.objects.update(retired_at=timezone.now())
    page = text(client)
    assert "No route is open for enrolment now" in page
    assert "Enrol on this route" not in page


def test_forged_fields_have_no_effect(client: Client, amina: Member) -> None:
    other = MemberFactory()
    forged = {"member": other.pk, "status": "completed", "closed_at": "2026-01-01", "id": 77}
    client.post(PAGE, {"route": route("fellowship").pk, **forged})
    enrolment = Enrolment.objects.get()
    assert (enrolment.member, enrolment.status, enrolment.closed_at) == (amina, "open", None)


@pytest.mark.parametrize("more", [0, 5])
def test_the_page_costs_four_queries(
    client: Client, amina: Member, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for added in RouteFactory.create_batch(more):
        EnrolmentFactory(member=amina, route=added)
    with django_assert_num_queries(4):
        client.get(PAGE)
