"""The pages of holds: for those who handle concerns, and nobody about whom one is."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from history.models import Event
from mentoring.models import Hold
from tests.factories import ConcernFactory, HoldFactory, MemberFactory, SafeguardingFactory
from tests.mentoring.browsing import browser, guards_its_forms, words

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("staff:hold_list"), reverse("staff:hold_new")


@pytest.fixture
def safe() -> Client:
    return browser(SafeguardingFactory(name="Sefton Safe"))


def typed(days: int = 30, **more: str) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=days)
    return {"ground": "safety", "why": "It may be needed.", "until": until.isoformat(), **more}


def test_a_training_record_is_held_by_address_or_number(safe: Client) -> None:
    member = MemberFactory(membership_number="M104233")
    assert guards_its_forms(safe.get(NEW))

    answer = safe.post(NEW, typed(member="m 104233"))

    hold = Hold.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, hold.get_absolute_url())
    assert (hold.member, hold.ground) == (member, "safety")


@pytest.mark.parametrize(
    "wrong",
    [{"member": "nobody@example.org"}, {"why": " "}, {"until": "soon"}, {"ground": "habit"}],
)
def test_what_is_wrong_is_shown_with_what_was_typed(safe: Client, wrong: dict[str, str]) -> None:
    member = MemberFactory(email="amina@example.org")
    answer = safe.post(NEW, {**typed(member=member.email), **wrong})

    assert answer.status_code == 422
    assert not Hold.objects.exists()


def test_a_day_too_far_away_is_shown(safe: Client) -> None:
    answer = safe.post(NEW, typed(400, member=MemberFactory().email))

    assert answer.status_code == 422
    assert "within a year" in words(answer)


def test_a_concern_is_held_from_its_page(safe: Client) -> None:
    concern = ConcernFactory()
    page = reverse("staff:concern_hold", args=[concern.pk])
    assert page in safe.get(concern.get_absolute_url()).content.decode()

    assert safe.post(page, typed()).status_code == 302
    assert safe.post(page, typed(40)).status_code == 409

    hold = Hold.objects.get()
    assert hold.concern == concern
    assert f"Concern no. {concern.pk}" in words(safe.get(LIST))
    assert hold.get_absolute_url() in safe.get(concern.get_absolute_url()).content.decode()


def test_the_page_shows_what_an_erasure_left_and_that_one_looked(safe: Client) -> None:
    hold = HoldFactory(kept="Whose training: Zanzibar Lee")

    assert "Whose training: Zanzibar Lee" in words(safe.get(hold.get_absolute_url()))
    assert [event.verb for event in Event.objects.about(hold)] == ["hold.read"]


def test_it_is_changed_and_lifted_on_its_page(safe: Client) -> None:
    hold = HoldFactory(kept="Zanzibar")
    page = hold.get_absolute_url()
    assert guards_its_forms(safe.get(page))

    assert safe.post(f"{page}change/", typed(why=" ")).status_code == 422
    assert safe.post(f"{page}change/", typed()).status_code == 302
    hold.refresh_from_db()
    assert hold.why == "It may be needed."
    assert safe.post(f"{page}lift/").status_code == 302
    assert "Zanzibar" not in words(safe.get(page))
    late = safe.post(f"{page}change/", typed(why="Typed in vain"))
    assert (late.status_code, "has been lifted" in words(late)) == (409, True)
    assert "Nothing is held" in words(safe.get(LIST))


def test_what_is_about_oneself_is_not_there() -> None:
    member = SafeguardingFactory()
    about = ConcernFactory(about=member)
    mine = [HoldFactory(member=member), HoldFactory(member=None, concern=about)]
    other = HoldFactory()

    assert list(browser(member).get(LIST).context["holds"]) == [other]
    for hold in mine:
        page = hold.get_absolute_url()
        assert browser(member).get(page).status_code == 404
        assert browser(member).post(f"{page}lift/").status_code == 404
    assert browser(member).get(reverse("staff:concern_hold", args=[about.pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(
    number: int, safe: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        HoldFactory()
        HoldFactory(member=None, concern=ConcernFactory())
    with django_assert_num_queries(5):
        safe.get(LIST)
