"""The figures that an operator watches: true, and on this machine's own port alone."""

import urllib.request
from datetime import timedelta
from threading import Thread
from unittest.mock import Mock

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest

from lib import answered, metrics, work
from lib.work import Clocks
from mentoring.models import Pairing
from tests.factories import (
    TEXTS,
    AdministratorFactory,
    EnrolmentFactory,
    MemberFactory,
    mentor,
)

pytestmark = pytest.mark.django_db


def figures() -> dict[str, float]:
    """What is shown now, by name."""
    registry = CollectorRegistry()
    registry.register(metrics.Collector())
    lines = generate_latest(registry).decode().splitlines()
    return {
        name: float(value)
        for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    }


def test_letters_that_wait_are_counted_and_how_long_they_wait() -> None:
    assert figures()["alongside_tasks_waiting"] == 0
    enrolment = EnrolmentFactory()
    Pairing.objects.propose(enrolment, mentor(), TEXTS, by=enrolment.member)
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        found = figures()
    assert found["alongside_tasks_waiting"] == 1
    assert 600 <= found["alongside_tasks_oldest_seconds"] < 660
    assert found["alongside_tasks_failed"] == 0


def test_a_worker_that_looks_round_is_seen_and_so_is_what_it_ran() -> None:
    assert figures()["alongside_worker_seen_seconds"] == float("inf")
    metrics.note(metrics.SEEN)
    ran = Clocks("here").look(timezone.now().timestamp())
    found = figures()
    assert found["alongside_worker_seen_seconds"] < 60
    assert set(ran) == set(settings.CLOCKS)
    for command in ran:
        assert found[f'alongside_clock_ran_seconds{{command="{command}"}}'] < 120


def test_a_clock_that_fails_is_seen_until_it_ends_well(monkeypatch: pytest.MonkeyPatch) -> None:
    name = 'alongside_clock_failed{command="check_invariants"}'
    assert figures()[name] == 0
    monkeypatch.setattr(work, "call_command", Mock(side_effect=CommandError("1 of 78")))
    Clocks("here").look(timezone.now().timestamp())
    assert figures()[name] == 1
    monkeypatch.undo()
    Clocks("here").look((timezone.now() + timedelta(days=1)).timestamp())
    assert figures()[name] == 0


def test_superusers_and_what_is_free_are_counted() -> None:
    AdministratorFactory(is_superuser=True)
    found = figures()
    assert found["alongside_superusers"] == 1
    assert 0 < found["alongside_disk_free_ratio"] < 1


def test_the_port_is_the_loopbacks_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics.Served, "collect", lambda self: iter(()))  # asks no database
    server = metrics.serve(0)
    host, port = server.server_address[:2]
    with urllib.request.urlopen(f"http://{host}:{port}/metrics") as answer:
        assert answer.status == 200
    assert host == "127.0.0.1"
    server.shutdown()
    server.server_close()


def test_who_asks_leaves_no_connection_behind() -> None:
    """Each is answered in a thread of its own, which ends with it."""
    left = []

    def ask() -> None:
        list(metrics.Served().collect())
        left.append(connection.connection)

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert left == [None]


def counted_of(route: str, status: int) -> float:
    return answered.answers.labels(route, status)._value.get()


def test_answers_are_counted_by_route_and_status(client: Client) -> None:
    before = counted_of("healthz", 200), counted_of("none", 404)
    client.get("/healthz")
    client.get("/nowhere/")
    after = counted_of("healthz", 200), counted_of("none", 404)
    assert after == (before[0] + 1, before[1] + 1)


def test_no_figure_says_whose_page_it_was(client: Client) -> None:
    profile = mentor().mentor_profile
    client.force_login(MemberFactory())
    client.get(reverse("mentoring:mentor_detail", args=[profile.pk]))
    routes = {labels[0] for labels in answered.answers._metrics}
    assert "mentoring:mentor_detail" in routes
    assert not any("/" in route for route in routes)  # a name, and no address
