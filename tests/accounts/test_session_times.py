"""Nobody stays signed in for ever: shorter in the office, and at once with a role."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Member
from accounts.roles import Role
from lib.sessions import SessionStore
from mentoring.models import Message
from tests.accounts.doors import LOG_IN, LOG_OUT, is_signed_in, log_in
from tests.factories import AdministratorFactory, MemberFactory, active
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ROLES = [*Role]


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def arrive(member: Member) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(member)
    return client


def of_the_office(role: Role = Role.ADMINISTRATOR) -> Member:
    member = MemberFactory()
    member.give_role(role, by=None)
    return member


def is_in(client: Client, clock: Any, at: timedelta) -> bool:
    clock.move_to(START + at)
    return is_signed_in(client)


# Members ----------------------------------------------------------------


@pytest.mark.parametrize(("late", "stays"), [(-SECOND, True), (SECOND, False)])
def test_a_member_is_signed_out_after_fourteen_idle_days(
    clock: Any, late: timedelta, stays: bool
) -> None:
    assert is_in(arrive(MemberFactory()), clock, 14 * DAY + late) is stays


@pytest.mark.parametrize(("late", "stays"), [(-SECOND, True), (SECOND, False)])
def test_a_member_signs_in_again_after_thirty_days(
    clock: Any, late: timedelta, stays: bool
) -> None:
    client = arrive(MemberFactory())
    assert all(is_in(client, clock, days * DAY) for days in (10, 20, 29))
    assert is_in(client, clock, 30 * DAY + late) is stays


# The office -------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("late", "stays"), [(-SECOND, True), (SECOND, False)])
def test_the_office_is_signed_out_after_two_idle_hours(
    clock: Any, role: Role, late: timedelta, stays: bool
) -> None:
    assert is_in(arrive(of_the_office(role)), clock, 2 * HOUR + late) is stays


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("late", "stays"), [(-SECOND, True), (SECOND, False)])
def test_the_office_signs_in_again_after_twelve_hours(
    clock: Any, role: Role, late: timedelta, stays: bool
) -> None:
    client = arrive(of_the_office(role))
    assert all(is_in(client, clock, hours * HOUR) for hours in range(1, 12))
    assert is_in(client, clock, 12 * HOUR + late) is stays


def test_a_superuser_without_a_role_is_of_the_office(clock: Any) -> None:
    root = Member.objects.create_superuser("root@example.org", name="Root")
    assert not is_in(arrive(root), clock, 2 * HOUR + SECOND)


@pytest.mark.parametrize(("idle", "stays"), [(2 * HOUR - SECOND, True), (2 * HOUR, False)])
def test_a_role_makes_the_shorter_idle_time_hold_at_once(
    clock: Any, idle: timedelta, stays: bool
) -> None:
    member = MemberFactory()
    client = arrive(member)
    clock.shift(idle)
    member.give_role(Role.AUDITOR, by=None)
    assert is_signed_in(client) is stays
    assert not is_in(client, clock, 4 * HOUR)


@pytest.mark.parametrize(("late", "stays"), [(-SECOND, True), (SECOND, False)])
def test_a_role_makes_the_shorter_whole_time_hold_at_once(
    clock: Any, late: timedelta, stays: bool
) -> None:
    member = MemberFactory()
    client = arrive(member)
    assert is_in(client, clock, 11 * HOUR)
    clock.move_to(START + 12 * HOUR + late)
    member.give_role(Role.AUDITOR, by=None)
    assert is_signed_in(client) is stays


def test_without_the_role_the_longer_time_holds_again(clock: Any) -> None:
    AdministratorFactory()
    member = of_the_office(Role.AUDITOR)
    client = arrive(member)
    member.take_role(Role.AUDITOR, by=None)
    assert is_in(client, clock, HOUR)
    assert is_in(client, clock, 13 * HOUR)


def test_a_time_that_the_office_chose_holds_at_once(clock: Any, settings: Any) -> None:
    client = arrive(MemberFactory())
    settings.MENTORING = {**settings.MENTORING, "MEMBER_IDLE_DAYS": 3}
    assert not is_in(client, clock, 3 * DAY + SECOND)


def test_a_session_of_before_we_counted_is_over() -> None:
    client = arrive(MemberFactory())
    session = client.session
    del session["began_at"]
    session.save()
    assert not is_signed_in(client)


# What is written --------------------------------------------------------


def changes(client: Client) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert is_signed_in(client)
    said = [query["sql"] for query in queries]
    return [each for each in said if not each.startswith("SELECT")]


@pytest.mark.parametrize("member", [MemberFactory, of_the_office])
def test_a_page_view_is_noted_every_five_minutes_and_writes_nothing_else(
    clock: Any, member: Any
) -> None:
    client = arrive(member())
    assert changes(client) == []
    clock.shift(5 * MINUTE - SECOND)
    assert changes(client) == []
    clock.shift(SECOND)
    [noted] = changes(client)
    assert noted.startswith('UPDATE "django_session" SET "expire_date"')
    assert changes(client) == []


def test_near_the_end_of_the_whole_time_nothing_is_noted(clock: Any) -> None:
    client = arrive(of_the_office())
    assert all(is_in(client, clock, hours * HOUR) for hours in range(1, 12))
    clock.shift(6 * MINUTE)
    assert changes(client) == []


def test_a_page_view_writes_over_nothing_that_was_noted_meanwhile(clock: Any) -> None:
    """The view read the session before a second step was noted in it."""
    client = arrive(MemberFactory())
    early = SessionStore(client.session.session_key)
    assert "step" not in early
    later = client.session
    later["step"] = "taken"
    later.save()
    clock.shift(HOUR)
    early.see(early["times"], 5 * MINUTE)
    assert client.session["step"] == "taken"


def test_a_session_that_was_ended_meanwhile_does_not_come_back(clock: Any) -> None:
    client = arrive(MemberFactory())
    session = SessionStore(client.session.session_key)
    assert "began_at" in session
    Session.objects.all().delete()
    clock.shift(HOUR)
    session.see(session["times"], 5 * MINUTE)
    assert not Session.objects.exists()


def test_a_page_is_shown_by_a_database_that_cannot_write(clock: Any) -> None:
    client = arrive(MemberFactory())
    clock.shift(HOUR)

    def full(run: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE"):
            raise OperationalError("database or disk is full")
        return run(sql, *rest)

    with connection.execute_wrapper(full):
        assert is_signed_in(client)


# What is said and kept --------------------------------------------------


def test_the_log_in_page_says_why_and_leads_back(clock: Any) -> None:
    ben = MemberFactory(email="ben@example.org")
    client = arrive(ben)
    clock.shift(15 * DAY)
    sent = client.get("/me/?a=b")
    assert sent["Location"] == f"{LOG_IN}?next=/me/%3Fa%3Db&over=yes"
    page = client.get(sent["Location"])
    assert "You had opened no page for a while, or had been signed in for long." in words(page)
    again = {"login": ben.email, "password": "", "next": page.context["redirect_field_value"]}
    assert again["next"] == "/me/?a=b"


def test_a_role_ends_it_and_says_so_too(clock: Any) -> None:
    member = MemberFactory()
    client = arrive(member)
    clock.shift(3 * HOUR)
    member.give_role(Role.AUDITOR, by=None)
    assert client.get("/staff/")["Location"] == f"{LOG_IN}?next=/staff/&over=yes"


def test_whoever_was_not_signed_in_is_told_nothing_of_it(clock: Any) -> None:
    assert Client().get("/me/")["Location"] == f"{LOG_IN}?next=/me/"
    assert "You had opened no page" not in words(Client().get(f"{LOG_IN}?next=/me/"))


def test_what_was_typed_is_kept(clock: Any) -> None:
    pairing, long = active(), "I have read your note twice. " * 9
    client = arrive(pairing.mentee)
    client.get("/me/")
    clock.shift(14 * DAY + SECOND)
    address = reverse("mentoring:message_write", args=[pairing.pk])
    sent = client.post(address, {"text": long})
    assert sent["Location"] == f"{LOG_IN}?next=/me/typed/&over=yes"
    page = words(client.get(sent["Location"]))
    assert "You had opened no page for a while" in page
    assert "What you wrote is kept" in page
    client.force_login(pairing.mentee)
    assert long.strip() in words(client.get("/me/typed/"))
    assert not Message.objects.exists()


def test_what_is_over_is_kept_two_weeks_for_that_and_then_swept(clock: Any) -> None:
    arrive(of_the_office())
    clock.shift(2 * HOUR + 14 * DAY)
    call_command("clearsessions")
    assert Session.objects.count() == 1
    clock.shift(SECOND)
    call_command("clearsessions")
    assert not Session.objects.exists()


def test_who_goes_leaves_nothing_in_the_browser(clock: Any) -> None:
    client = arrive(MemberFactory())
    assert "Clear-Site-Data" not in client.get("/me/").headers
    assert client.post(LOG_OUT)["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/about/").headers
    client = arrive(MemberFactory())
    clock.shift(15 * DAY)
    assert client.get("/about/")["Clear-Site-Data"] == '"cache", "storage"'


def test_a_browser_whose_time_is_over_is_not_on_the_list(clock: Any) -> None:
    ben = MemberFactory(email="ben@example.org")
    log_in(Client(), ben.email)
    clock.shift(14 * DAY)
    call_command("forget_sessions")
    assert not UserSession.objects.exists()
