"""My registration: what is there, what will be there, and the next step."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from registration.models import Award, Enrolment, KnowledgeArea, Region, Route
from tests.factories import (
    AwardFactory,
    EnrolmentFactory,
    MemberFactory,
    RegistrantFactory,
    RouteFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/registration/"


def text(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_is_for_members(client: Client) -> None:
    assert client.get(PAGE).url == f"{reverse('account_login')}?next={PAGE}"


def test_empty_states_say_what_will_be_here(client: Client, amina: Member) -> None:
    page = text(client)
    assert "You are not on a route yet" in page
    assert "The awards that you hold stand here" in page
    assert "Your job title, organisation, sector and network stand here, and beside" in page
    assert f'href="{reverse("registration:enrolment_open")}"' in page


def test_the_next_step_on_a_route_is_to_find_a_mentor(client: Client, amina: Member) -> None:
    assert text(client).count("> <span>Find a mentor</span>") == 0
    EnrolmentFactory(member=amina, route=Route.objects.get(slug="fellowship"))
    assert text(client).count("<span>Find a mentor</span>") == 1


def test_level_awards_and_both_enrolments_are_there(client: Client, amina: Member) -> None:
    chartership, fellowship = Route.objects.filter(slug__in=["chartership", "fellowship"])
    Award.objects.add(amina, chartership, date(2014, 6, 3))
    Enrolment.objects.enrol(amina, chartership).complete(amina)
    Enrolment.objects.enrol(amina, fellowship)
    page = text(client)
    assert "You hold <strong>Chartership</strong>" in page
    assert "Awarded on 3 June 2014" in page
    assert page.index("Fellowship</strong>") < page.index("✓ Completed")
    assert page.count("Complete or leave") == 1


def test_nothing_of_somebody_else_is_there(client: Client, amina: Member) -> None:
    other = RegistrantFactory(job_title="Canary keeper").member
    AwardFactory(member=other, route=RouteFactory(name="Canary award"))
    EnrolmentFactory(member=other, route=RouteFactory(name="Canary route"))
    assert "Canary" not in text(client)


def test_a_merged_network_is_shown_with_its_new_name(client: Client, amina: Member) -> None:
    RegistrantFactory(member=amina, region=Region.objects.get(slug="east-midlands"))
    assert 'East Midlands <span class="soft">(now Midlands)</span>' in text(client)


def test_what_was_typed_is_shown_as_it_was_typed(client: Client, amina: Member) -> None:
    RegistrantFactory(member=amina, job_title="<script>alert(1)</script>{{ 7|add:7 }}")
    page = text(client)
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}</bdi>" in page


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_costs_eight_queries(
    client: Client, amina: Member, items: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    registrant = RegistrantFactory(member=amina, region=Region.objects.get(slug="east-midlands"))
    registrant.look_for(by=amina, areas_to_develop=KnowledgeArea.objects.all()[:items])
    for route in Route.objects.all()[:items]:
        AwardFactory(member=amina, route=route)
        EnrolmentFactory(member=amina, route=route)
        EnrolmentFactory(member=amina, route=route, status="left", closed_at="2025-01-01T00:00Z")
    EnrolmentFactory(member=MemberFactory())
    with django_assert_num_queries(8):
        client.get(PAGE)
