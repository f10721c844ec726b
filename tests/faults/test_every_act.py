"""Every address that changes something, with the database failing at each statement in turn."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring import seeds
from registration.models import Route
from tests.access.test_access import ARGUMENTS, rows
from tests.access.world import ROLES, World, build
from tests.faults.breaking import Breaking, held

DONE = (200, 302)
# What allauth does about signing in and out is in allauth's own hands.
NOT_OURS = ("account_", "admin:", "mfa_", "usersessions_", "openid_connect_", "socialaccount_")


def typed() -> dict[str, dict[str, Any]]:
    """What is typed where an empty form does nothing."""
    next_week = timezone.localdate() + timedelta(days=7)
    held = {"ground": "claim", "why": "A claim is open.", "until": next_week.isoformat()}
    return {
        "mentoring:message_write": {"text": "Good morning."},
        "mentoring:aim_add": {"text": "To write one page a week."},
        "mentoring:step_add": {"text": "Begin."},
        "mentoring:agreement_suggest": {**seeds.AGREEMENT, "aims": "Two pages a week."},
        "mentoring:concern_report": {"words": "They wrote to me every hour."},
        "staff:concern_hold": held,
        "staff:hold_change": {**held, "why": "Another claim."},
        "registration:enrolment_open": {"route": Route.objects.get(slug="certification").pk},
        "staff:member_erase": {"identity": "By a letter.", "is_sure": "on"},
        "staff:application_decline": {"reason": "Write a little more."},
        "staff:training_day_cancel": {"reason": "The trainer is ill."},
        "staff:desk_put_off": {"until": next_week.isoformat()},
    }


def acts(typed_names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Name, key and the first role whose empty POST does something, or who may type."""
    return [
        (name, key, ROLES[place])
        for name, key, _get, post in rows()
        if not name.startswith(NOT_OURS)
        for place in _first(post, ("422",) if name in typed_names else ("302",))
    ]


def _first(answers: list[str], wanted: tuple[str, ...]) -> list[int]:
    return [place for place, answer in enumerate(answers) if answer in wanted][:1]


class Act:
    """One POST, done over and over from the same beginning."""

    def __init__(self, path: str, fields: dict[str, Any], browser: Client) -> None:
        self.path, self.fields, self.browser = path, fields, browser

    def go(self, nth: int | None = None) -> tuple[int, Breaking, bool]:
        """The status, what was seen, and whether all is as before; then it is undone."""
        breaking = Breaking(nth)
        with transaction.atomic():
            before = held(self.tables) if nth else {}
            with connection.execute_wrapper(breaking):
                status = self.browser.post(self.path, self.fields).status_code
            whole = (
                not connection.needs_rollback
            )  # else something was written outside a transaction
            as_before = whole and (not nth or held(self.tables) == before)
            transaction.set_rollback(True)
        return status, breaking, as_before

    def faults(self) -> Iterator[str]:
        self.tables: set[str] = set()
        mail.outbox.clear()
        status, seen, _same = self.go()
        if status not in DONE:
            yield f"{self.path} was answered {status} before anything broke"
            return
        self.tables = {*seen.written}
        for nth in range(1, seen.seen + 1):
            status, broke, as_before = self.go(nth)
            if status not in (503, *DONE):
                yield f"{self.path}: {status} at statement {nth}: {broke.broken[:80]}"
            if status == 503 and not as_before and broke.kept != seen.kept:
                yield f"{self.path}: half done at statement {nth}: {broke.broken[:80]}"
        if mail.outbox:
            yield f"{self.path}: a letter was sent"


@pytest.mark.django_db
def test_wherever_the_database_fails_nothing_is_half_done() -> None:
    world, fields, wrong, of_the_office = build(), typed(), [], 0
    for name, key, role in acts(fields):
        arguments = ARGUMENTS[key] if key in ARGUMENTS else world.keys[key]
        path = reverse(name, args=arguments if isinstance(arguments, list) else [arguments])
        browser = browser_that_shows_errors(world, role)
        act = Act(path, fields.get(name, {}), browser)
        wrong += act.faults()
        of_the_office += name.startswith("staff:") and bool(act.tables)
    assert "\n".join(wrong) == ""
    assert of_the_office > 9  # the others need more than an empty form, or were done before


def browser_that_shows_errors(world: World, role: str) -> Client:
    browser = world.browser(role)
    browser.raise_request_exception = False
    return browser
