"""What the tests of the office share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from tests.factories import AdministratorFactory

FACTS = {"completed_on": "2026-09-03", "kind": "initial", "mode": "in_person"}
Send = Callable[..., HttpResponse]


@pytest.fixture
def dev(db: None) -> Member:
    """The administrator."""
    return AdministratorFactory(name="Dev Patel", email="dev@example.org")


@pytest.fixture
def office(dev: Member) -> Client:
    """A browser in which the administrator is signed in."""
    client = Client()
    client.force_login(dev)
    return client


@pytest.fixture
def check(office: Client) -> Send:
    """Step 1: `check("M1\\nM2")` posts a list for a dry run; facts by keyword."""

    def post(people: str, **facts: Any) -> HttpResponse:
        typed = {**FACTS, "people": people, "check": "1", **facts}
        return office.post(reverse("staff:training_record"), typed)

    return post


@pytest.fixture
def record(office: Client, check: Send) -> Send:
    """Both steps: check a list, then record what the check showed."""

    def post(people: str, **facts: Any) -> HttpResponse:
        roll = check(people, **facts).context["roll"]
        typed = {**FACTS, "people": people, "record": "1", "checked": roll.fingerprint, **facts}
        return office.post(reverse("staff:training_record"), typed)

    return post
