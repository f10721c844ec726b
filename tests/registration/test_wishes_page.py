"""Saying what I look for, and who does not see it."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from history.models import Event
from registration.models import KnowledgeArea, Language, MeetingWay, Registrant
from tests.factories import KnowledgeAreaFactory, MemberFactory, RegistrantFactory

pytestmark = pytest.mark.django_db
PAGE = "/registration/wishes/"
STALE = "One of these is no longer offered. Please choose again."


def post(client: Client, **typed: Any) -> HttpResponse:
    return client.post(PAGE, typed)


def overview(client: Client) -> str:
    return " ".join(client.get("/registration/").content.decode().split())


def wishes(member: Member) -> dict[str, list[Any]]:
    return Registrant.objects.of(member).wishes


def test_wishes_are_saved_and_shown(client: Client, amina: Member) -> None:
    typed = {
        "areas_to_develop": KnowledgeArea.objects.get(slug="strategy").pk,
        "meeting_ways": MeetingWay.objects.get(slug="video").pk,
        "languages": Language.objects.get(slug="cymraeg").pk,
    }
    assert post(client, **typed).url == "/registration/"
    assert {name: [term.pk for term in terms] for name, terms in wishes(amina).items()} == {
        name: [key] for name, key in typed.items()
    }
    page = overview(client)
    assert "What you look for is saved." in page
    for term in ("Strategy, planning and management", "Video", "Cymraeg (Welsh)"):
        assert f'<li class="tag"> {term}' in page


def test_an_empty_section_says_what_will_be_here_and_who_sees_it(
    client: Client, amina: Member
) -> None:
    page = overview(client)
    assert "The knowledge areas you want to develop stand here" in page
    assert "This orders the suggestions that you see" in page
    assert "for over 30 days without a mentor, the office reads it" in page
    assert "you can still find every mentor" in page
    assert f'href="{PAGE}"' in page


def test_all_may_be_left_out_and_taken_back(client: Client, amina: Member) -> None:
    post(client, areas_to_develop=KnowledgeArea.objects.all()[0].pk)
    assert post(client).status_code == 302
    assert wishes(amina)["areas_to_develop"] == []
    assert Event.objects.filter(verb="registrant.changed").count() == 2


def test_saving_nothing_new_writes_no_row(client: Client, amina: Member) -> None:
    post(client)
    assert not Event.objects.exists()


def test_six_areas_are_refused_and_stay_ticked(client: Client, amina: Member) -> None:
    six = [area.pk for area in KnowledgeArea.objects.all()[:6]]
    answer = post(client, areas_to_develop=six)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "areas_to_develop": ["Choose at most 5 knowledge areas. You have chosen 6."]
    }
    assert page.count("checked") == 6
    assert "<title>Error: What I look for" in page
    assert not Registrant.objects.exists()


@pytest.mark.parametrize("name", ["areas_to_develop", "meeting_ways", "languages"])
@pytest.mark.parametrize("key", ["0", "9" * 30, "x", "\x00", "1 OR 1=1", ""])
def test_terms_are_those_on_offer(client: Client, amina: Member, name: str, key: str) -> None:
    answer = post(client, **{name: [key]})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {name: [STALE]}


def test_a_retired_term_stays_with_its_holder_and_is_new_to_nobody(
    client: Client, amina: Member
) -> None:
    kept, other = KnowledgeAreaFactory.create_batch(2)
    post(client, areas_to_develop=kept.pk)
    KnowledgeArea.objects.filter(pk__in=[kept.pk, other.pk]).update(retired_at=timezone.now())
    assert post(client, areas_to_develop=kept.pk).status_code == 302
    assert post(client, areas_to_develop=other.pk).status_code == 422
    assert wishes(amina)["areas_to_develop"] == [kept]


def test_forged_fields_have_no_effect(client: Client, amina: Member) -> None:
    other = RegistrantFactory(member=MemberFactory())
    forged = {"member": other.member.pk, "pk": other.pk, "id": other.pk, "job_title": "Forged"}
    area = KnowledgeArea.objects.all()[0]
    assert post(client, areas_to_develop=area.pk, **forged).status_code == 302
    other.refresh_from_db()
    assert (other.job_title, other.wishes["areas_to_develop"]) == ("Librarian", [])
    assert Registrant.objects.get(member=amina).job_title == ""


@pytest.mark.parametrize("more", [0, 5])
def test_the_page_costs_nine_queries(
    client: Client, amina: Member, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    some = KnowledgeAreaFactory.create_batch(more)
    RegistrantFactory(member=amina).look_for(by=amina, areas_to_develop=some)
    with django_assert_num_queries(9):
        client.get(PAGE)
