"""Who of the office looked at whose record: once an hour, and never in the way of the page."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from history.models import Look, Page
from tests.factories import (
    AdministratorFactory,
    AuditorFactory,
    LookFactory,
    MemberFactory,
    TrainingCompletionFactory,
)
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 20, tzinfo=UTC)


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member)
    return client


def looks() -> list[tuple[Any, Any, str]]:
    return [(look.viewer, look.whose, look.page) for look in Look.objects.order_by("pk")]


def test_a_look_is_written_once_an_hour_for_each_record_and_page() -> None:
    dev, amina, ben = AdministratorFactory(), MemberFactory(), MemberFactory()
    for minutes in (0, 5, 39, 40):
        Look.objects.note(dev, amina, Page.DETAILS, NOON + timedelta(minutes=minutes))
    Look.objects.note(dev, ben, Page.DETAILS, NOON)
    Look.objects.note(dev, amina, Page.HISTORY, NOON)
    assert [
        look.at for look in Look.objects.filter(whose=amina, page=Page.DETAILS).order_by("at")
    ] == [
        NOON,
        NOON + timedelta(minutes=40),
    ]
    assert Look.objects.count() == 4


def test_ones_own_record_is_looked_at_freely() -> None:
    dev = AdministratorFactory()
    signed_in(dev).get(f"/staff/members/{dev.pk}/")
    assert looks() == []


def test_every_page_about_one_member_is_written_down() -> None:
    dev, record = AdministratorFactory(), TrainingCompletionFactory()
    member, office = record.member, signed_in(dev)
    for page in (
        f"/staff/members/{member.pk}/",
        f"/staff/training/{record.pk}/correct/",
        f"/staff/training/{record.pk}/withdraw/",
        f"/staff/members/{member.pk}/history/",
        f"/staff/history/?member={member.email}",
        f"/staff/members/{member.pk}/",
    ):
        assert office.get(page).status_code == 200
    assert looks() == [(dev, member, page) for page in (Page.DETAILS, Page.TRAINING, Page.HISTORY)]


def test_lists_and_refusals_are_none() -> None:
    member = MemberFactory()
    for page in (
        "/staff/members/",
        "/staff/desk/waiting/",
        "/staff/training/",
        "/staff/members/99999/",
    ):
        signed_in(AdministratorFactory()).get(page)
    signed_in(MemberFactory()).get(f"/staff/members/{member.pk}/")
    assert looks() == []


def breaks_down(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    if "history_look" in sql and sql.startswith("INSERT"):
        raise OperationalError("database is locked")
    return execute(sql, *rest)


@pytest.mark.django_db(transaction=True)
def test_a_page_is_shown_also_when_the_look_cannot_be_written(
    caplog: pytest.LogCaptureFixture,
) -> None:
    member, office = MemberFactory(name="Amina Rahman"), signed_in(AuditorFactory())
    with connection.execute_wrapper(breaks_down):
        answer = office.get(f"/staff/members/{member.pk}/")
    assert answer.status_code == 200
    assert "Amina Rahman" in words(answer)
    assert looks() == []
    wrong = [line.message for line in caplog.records if line.levelno > logging.INFO]
    assert wrong == ["A look at a record could not be written."]


def test_a_member_sees_who_has_looked_and_nobody_elses_looks() -> None:
    amina = MemberFactory()
    LookFactory(whose=amina, viewer=AdministratorFactory(name="Dev Patel"))
    LookFactory(viewer=AdministratorFactory(name="Canary Keeper"))
    page = words(signed_in(amina).get("/me/looks/"))
    assert "Dev Patel" in page
    assert "2 March 2026, 12:30" in page
    assert "Canary" not in page
    assert "Nobody has looked" in words(signed_in(MemberFactory()).get("/me/looks/"))
    assert "/me/looks/" in signed_in(amina).get("/me/").content.decode()


def test_the_office_sees_who_looked_at_whose_record() -> None:
    look, other = LookFactory(), LookFactory()
    auditor = signed_in(AuditorFactory())
    both = words(auditor.get("/staff/looks/"))
    assert {look.viewer.name, look.whose.name, other.whose.name} <= {
        name for name in (look.viewer.name, look.whose.name, other.whose.name) if name in both
    }
    for search in (
        {"member": look.whose.email},
        {"viewer": look.viewer.email},
        {"whose": look.whose.pk},
    ):
        found = auditor.get("/staff/looks/", search).context["page"]
        assert list(found) == [look]
    assert auditor.get("/staff/looks/", {"member": "nobody@example.net"}).status_code == 422


@pytest.mark.parametrize("path", ["/me/looks/", "/staff/looks/"])
@pytest.mark.parametrize("number", [1, 3])
def test_a_list_takes_as_many_statements_for_many(
    path: str, number: int, django_assert_num_queries: Any
) -> None:
    dev = AdministratorFactory()
    for _ in range(number):
        LookFactory(whose=dev)
    browser = signed_in(dev)
    with django_assert_num_queries(4 if path == "/me/looks/" else 5):
        browser.get(path)
