"""Completing and leaving a route, with what was proposed for it."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from history.models import Event
from mentoring.models import Pairing
from mentoring.states import Status
from registration.models import Enrolment, Route
from tests.conftest import RunTasks
from tests.factories import EnrolmentFactory, PairingFactory, accepted_by_mentor, active, proposed

pytestmark = pytest.mark.django_db
VERBS = [("complete", "completed"), ("leave", "left")]


@pytest.fixture
def enrolment(amina: Member) -> Enrolment:
    opened: Enrolment = EnrolmentFactory(member=amina, route=Route.objects.get(slug="fellowship"))
    return opened


def ask(client: Client, enrolment: Enrolment) -> HttpResponse:
    return client.get(f"/registration/{enrolment.pk}/close/")


def post(client: Client, enrolment: Enrolment, verb: str, **typed: Any) -> HttpResponse:
    return client.post(f"/registration/{enrolment.pk}/{verb}/", typed)


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def statuses(enrolment: Enrolment) -> list[str]:
    return sorted(Pairing.objects.filter(enrolment=enrolment).values_list("status", flat=True))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "No proposal or pairing for this route is open."),
        (1, "One open proposal for this route will be withdrawn, and the mentor told."),
        (3, "3 open proposals for this route will be withdrawn, and the mentors told."),
    ],
)
def test_the_page_says_beforehand_what_will_be_withdrawn(
    client: Client, enrolment: Enrolment, number: int, sentence: str
) -> None:
    PairingFactory.create_batch(number, enrolment=enrolment)
    proposed(enrolment=EnrolmentFactory(member=enrolment.member))
    assert sentence in text(ask(client, enrolment))


def test_the_page_says_that_an_active_pairing_goes_on(client: Client, enrolment: Enrolment) -> None:
    active(enrolment=enrolment)
    page = text(ask(client, enrolment))
    assert "Your active pairing for this route goes on until one of you two ends it." in page
    assert "withdrawn" not in page


@pytest.mark.parametrize(("verb", "status"), VERBS)
def test_closing_withdraws_the_proposals_of_this_route_and_tells_the_mentors(
    client: Client, enrolment: Enrolment, verb: str, status: str, run_tasks: RunTasks
) -> None:
    proposed(enrolment=enrolment)
    accepted_by_mentor(enrolment=enrolment)
    elsewhere = proposed(enrolment=EnrolmentFactory(member=enrolment.member))
    page = text(client.get(post(client, enrolment, verb).url))
    assert "2 open proposals are withdrawn, and the mentors are told." in page
    enrolment.refresh_from_db()
    assert enrolment.status == status
    assert statuses(enrolment) == [Status.WITHDRAWN, Status.WITHDRAWN]
    assert statuses(elsewhere.enrolment) == [Status.PROPOSED]
    assert Event.objects.filter(verb="pairing.withdrawn").count() == 2


@pytest.mark.parametrize(("verb", "status"), VERBS)
def test_an_active_pairing_goes_on(
    client: Client, enrolment: Enrolment, verb: str, status: str
) -> None:
    active(enrolment=enrolment)
    post(client, enrolment, verb)
    enrolment.refresh_from_db()
    assert enrolment.status == status
    assert statuses(enrolment) == [Status.ACTIVE]


@pytest.mark.parametrize(("verb", "status"), VERBS)
def test_a_second_click_is_answered_kindly_and_has_no_effect(
    client: Client, enrolment: Enrolment, verb: str, status: str
) -> None:
    for _click in range(2):
        assert post(client, enrolment, verb).url == "/registration/"
    assert f"You have {status} Fellowship." in text(client.get("/registration/"))
    verbs = Event.objects.about(enrolment).values_list("verb", flat=True)
    assert list(verbs) == [f"enrolment.{status}"]


def test_what_was_left_cannot_be_completed(client: Client, enrolment: Enrolment) -> None:
    post(client, enrolment, "leave")
    answer = post(client, enrolment, "complete")
    assert answer.status_code == 409
    assert "This enrolment is closed already." in text(answer)
    assert "You left this route on" in text(answer)
    enrolment.refresh_from_db()
    assert enrolment.status == "left"


def test_the_page_of_a_closed_route_says_what_is_true_now(
    client: Client, enrolment: Enrolment
) -> None:
    post(client, enrolment, "complete")
    page = text(ask(client, enrolment))
    assert "You completed this route on" in page
    assert "Leave this route" not in page


def test_nothing_is_withdrawn_when_closing_is_refused(client: Client, enrolment: Enrolment) -> None:
    proposed(enrolment=enrolment)
    Enrolment.objects.filter(pk=enrolment.pk).update(status="left", closed_at="2026-01-01T00:00Z")
    assert post(client, enrolment, "complete").status_code == 409
    assert statuses(enrolment) == [Status.PROPOSED]


@pytest.mark.parametrize("verb", ["complete", "leave"])
def test_closing_is_by_post_alone(client: Client, enrolment: Enrolment, verb: str) -> None:
    assert client.get(f"/registration/{enrolment.pk}/{verb}/").status_code == 405
    assert client.post(f"/registration/{enrolment.pk}/close/").status_code == 405
    enrolment.refresh_from_db()
    assert enrolment.is_open


def test_an_enrolment_of_somebody_else_is_not_there(client: Client, amina: Member) -> None:
    theirs = EnrolmentFactory()
    assert ask(client, theirs).status_code == 404
    for verb in ("complete", "leave"):
        assert post(client, theirs, verb, member=amina.pk).status_code == 404
    theirs.refresh_from_db()
    assert theirs.is_open


def test_an_enrolment_that_never_was(client: Client, amina: Member) -> None:
    for verb in ("complete", "leave"):
        assert client.post(f"/registration/{'9' * 30}/{verb}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_five_queries(
    client: Client,
    enrolment: Enrolment,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    PairingFactory.create_batch(number, enrolment=enrolment)
    with django_assert_num_queries(5):
        ask(client, enrolment)
