"""The database gone, locked, full; the cache gone or full: a plain 503, and nothing half done."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.db import OperationalError, close_old_connections, connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from config.databases import CACHE_TABLE
from config.databases import caches as kept_in_the_database
from mentoring.models import Message, Pairing
from mentoring.states import Status
from tests.accounts.doors import LOG_IN
from tests.factories import MemberFactory, accepted_by_mentor, active
from tests.faults.breaking import Breaking
from tests.mentoring.browsing import NO

LETTER = "ŷŵ" * 1800  # in bytes, more than a page of SQLite takes
whole = pytest.mark.django_db(transaction=True)


def arrive(member: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(member)
    return client


def write(client: Client, pairing: Pairing) -> Any:
    return client.post(reverse("mentoring:message_write", args=[pairing.pk]), {"text": LETTER})


# Gone -------------------------------------------------------------------


class Cut(Breaking):
    """Before the nth statement the server ends the connection."""

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.seen += 1
        if self.seen == self.nth:
            execute("SELECT pg_terminate_backend(pg_backend_pid())", None, False, rest[-1])
        return execute(sql, *rest)


@whole
@pytest.mark.postgresql
def test_a_connection_cut_at_any_statement_leaves_all_or_nothing() -> None:
    """The same process answers the next request, without being started again."""
    pairing, nth = accepted_by_mentor(), 0
    client = arrive(pairing.mentee)
    client.get("/")
    status = 503
    while status == 503:
        nth += 1
        with connection.execute_wrapper(Cut(nth)):
            status = accept(client, pairing).status_code
        close_old_connections()  # as the start of each request does
        found = Pairing.objects.get(pk=pairing.pk)
        if found.status == Status.ACTIVE:
            break
        assert (status, found.mentee_accepted_at) == (503, None)
    assert nth > 8
    assert accept(client, pairing).status_code == 302
    assert Pairing.objects.get(pk=pairing.pk).status == Status.ACTIVE


def accept(client: Client, pairing: Pairing) -> Any:
    return client.post(reverse("mentoring:pairing_accept", args=[pairing.pk]), NO)


# Locked -----------------------------------------------------------------


@contextmanager
def another_writer(seconds: float) -> Iterator[None]:
    """Another process's transaction, which holds the database for so long."""
    begun, ended = threading.Event(), threading.Event()

    def hold() -> None:
        with connection.Database.connect(settings.DATABASES["default"]["NAME"]) as other:
            other.execute("BEGIN IMMEDIATE")
            begun.set()
            ended.wait(seconds)
            other.rollback()

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait()
    try:
        yield
    finally:
        ended.set()
        holder.join()


@whole
@pytest.mark.sqlite
def test_a_short_wait_for_another_writer_ends_well() -> None:
    pairing = active()
    client = arrive(pairing.mentee)
    with another_writer(3):
        began = time.monotonic()
        assert write(client, pairing).status_code == 302
        assert time.monotonic() - began > 1
    assert Message.objects.count() == 1


@whole
@pytest.mark.sqlite
def test_who_waits_in_vain_is_told_and_pages_are_read_meanwhile() -> None:
    pairing = active()
    client = arrive(pairing.mentee)
    with another_writer(60), patience_of(200):
        answer = write(client, pairing)
        page = client.get(reverse("mentoring:pairing_detail", args=[pairing.pk]))
    assert (answer.status_code, page.status_code) == (503, 200)
    assert LETTER in answer.content.decode()
    assert Message.objects.count() == 0
    assert write(client, pairing).status_code == 302


@whole
@pytest.mark.sqlite
def test_a_page_does_not_wait_for_another_writer_to_note_that_it_was_opened() -> None:
    """An import of thousands writes for some seconds; a session is noted at its next page."""
    client = arrive(active().mentee)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        began = time.monotonic()
        with another_writer(60):
            assert client.get("/").status_code == 200
            assert client.get("/").status_code == 200
        assert time.monotonic() - began < 15  # it would wait for twenty seconds, twice
        before = Session.objects.get().expire_date
        client.get("/")
        assert Session.objects.get().expire_date > before


@contextmanager
def patience_of(milliseconds: int) -> Iterator[None]:
    """The product waits 20 seconds; a test has not so long."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
        yield
        cursor.execute("PRAGMA busy_timeout = 20000")


# Full -------------------------------------------------------------------


@whole
@pytest.mark.sqlite
def test_with_a_full_disk_pages_are_read_and_nothing_is_half_written() -> None:
    pairing = active()
    client = arrive(pairing.mentee)
    with full_disk():
        answer = write(client, pairing)
        page = client.get(reverse("mentoring:pairing_detail", args=[pairing.pk]))
    assert (answer.status_code, page.status_code) == (503, 200)
    assert LETTER in answer.content.decode()
    assert Message.objects.count() == 0
    assert write(client, pairing).status_code == 302


@contextmanager
def full_disk() -> Iterator[None]:
    """Not a page more than there are."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


# The cache --------------------------------------------------------------


@pytest.fixture
def cache_in_the_database(db: None) -> Iterator[None]:
    """The cache as an installation has it."""
    with override_settings(CACHES=kept_in_the_database()):
        call_command("createcachetable", verbosity=0)
        yield
        caches["default"].clear()


def refusing(what: str) -> Any:
    """A database that refuses such statements on the cache's table."""

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if CACHE_TABLE in sql and sql.startswith(what):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, *rest)

    return connection.execute_wrapper(refuse)


@pytest.mark.usefixtures("cache_in_the_database")
@pytest.mark.parametrize(("what", "status"), [("", 503), ("INSERT", 429)])
def test_without_a_cache_that_counts_nobody_guesses_passwords(what: str, status: int) -> None:
    """Gone altogether, or full so that nothing can be counted."""
    MemberFactory(email="ben@example.org")
    client = Client(raise_request_exception=False)
    guess = {"login": "ben@example.org", "password": "a wrong password"}
    with refusing(what):
        assert client.post(LOG_IN, guess).status_code == status
    assert client.post(LOG_IN, guess).status_code == 200


@pytest.mark.usefixtures("cache_in_the_database")
def test_without_a_cache_who_is_signed_in_works_on() -> None:
    pairing = active()
    client = arrive(pairing.mentee)
    with refusing(""):
        for path in ("/", "/mentors/", f"/pairings/{pairing.pk}/", "/registration/"):
            assert client.get(path).status_code == 200, path
        assert write(client, pairing).status_code == 302
    assert Message.objects.count() == 1
