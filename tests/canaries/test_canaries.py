"""Every page for everybody, every letter, the history, the tasks and the log: no canary there."""

import csv
import io
import json
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoDbBlocker

from history.models import Event
from mentoring.models import Pairing, Telling
from mentoring.querysets import PairingQuerySet
from mentoring.telling import tell_due
from tests.access.test_access import ARGUMENTS, rows
from tests.access.world import OFFICE
from tests.canaries.table import OPEN, PRIVATE, author, fields_of_text, owner, two
from tests.canaries.world import World, build, canaries_in
from tests.conftest import RunTasks
from tests.factories import TellingFactory
from tests.receiver import SECRET, receiving

pytestmark = pytest.mark.django_db
ROLES = (
    "anonymous", "member", "mentee", "mentor", "other", "second", "fellow", *OFFICE
)  # fmt: skip
# How an address is asked: for a page, for the part of it that htmx puts in place where the page
# says that there is one, by POST.
Way = tuple[str, dict[str, str]]
PAGE: Way = ("get", {})
PART: Way = ("get", {"HX-Request": "true", "HX-Trigger": "find"})
POST: Way = ("post", {})
WAYS = (PAGE, PART, POST)
# Addresses that are keys themselves: whoever has one reads what it carries, and no more.
BEARERS = {"mentoring:calendar_feed": {"Meeting.place"}, "mentoring:searches_stop": set()}
# Shown once when it is made, or to whoever is given it on paper, and on no page again.
NEVER_SHOWN = {"CalendarFeed.token_hash", "Member.password"}
OFFICE_TABLE = Path(__file__).with_name("office.txt")
# Where the office counts why pairings came to nothing and why they ended.
COUNTING = {"staff:report_list", "staff:overview"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def world(db: None) -> World:
    return build()


@dataclass
class Reading:
    """Which canaries each role meets, by address and way; and which the log has of all that."""

    world: World
    met: dict[str, list[tuple[str, Way, set[str]]]]
    logged: set[str]

    def pages(self, role: str, only: str = "") -> set[str]:
        """The fields that a role meets on pages, its own among them."""
        met = (
            found for name, way, found in self.met[role] if way == PAGE and name.startswith(only)
        )
        return {self.world.planted_in[canary] for canary in set().union(*met)}


@pytest.fixture(scope="module")
def reading(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Reading:
    """Every address by every role, once for all that is asked of it. The rows are gone then."""
    with django_db_blocker.unblock(), transaction.atomic(), logging_all() as lines:
        world = build()
        met = {role: list(meetings(world, role)) for role in ROLES}
        transaction.set_rollback(True)
    return Reading(world, met, canaries_in(lines.getvalue()))


@contextmanager
def logging_all() -> Iterator[io.StringIO]:
    """Whatever is logged, down to what only a developer reads."""
    root, lines = logging.getLogger(), io.StringIO()
    handler, before = logging.StreamHandler(lines), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def test_every_field_of_text_is_classed_once() -> None:
    """A new field has to be put into the table, so that somebody says who may read it."""
    assert sorted(fields_of_text()) == sorted([*PRIVATE, *OPEN])
    assert not PRIVATE.keys() & OPEN


def test_every_private_field_has_a_canary(world: World) -> None:
    assert set(world.planted_in.values()) == set(PRIVATE)


def paths(world: World, key: str) -> Iterator[list[Any]]:
    """The arguments of an address: of everything there is of its kind."""
    for found in world.keys[key] if key in world.keys else [ARGUMENTS[key]]:
        yield found if isinstance(found, list) else [found]


def text_of(answer: Any) -> str:
    """What a page, a table, a calendar or a paper says."""
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type") == "application/pdf":
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(whole)).pages)
    return str(whole.decode().replace("\r\n ", "") + str(answer.headers))


def visits(
    world: World, role: str, ways: tuple[Way, ...] = WAYS, only: tuple[str, ...] = ("",)
) -> Iterator[tuple[str, Way, str]]:
    """Every address in each way, and what it says to this role. Whatever was done is undone."""
    cache.clear()  # what limits one role does not limit the next
    browser = sign_in(world, role)
    for name, key in ((name, key) for name, key, *_ in rows() if name.startswith(only)):
        for arguments in paths(world, key):
            path, has_part = reverse(name, args=arguments), False
            for way in ways:
                if way == PART and not has_part:
                    continue
                with transaction.atomic():
                    answer = getattr(browser, way[0])(path, headers=way[1])
                    has_part |= "HX-Request" in answer.get("Vary", "")
                    yield name, way, text_of(answer)
                    transaction.set_rollback(True)
        if name.endswith(("logout", "password")):  # a door that was gone through
            browser = sign_in(world, role)


def meetings(world: World, role: str) -> Iterator[tuple[str, Way, set[str]]]:
    for name, way, text in visits(world, role):
        yield name, way, canaries_in(text)


def sign_in(world: World, role: str) -> Client:
    browser = Client()
    if role in world.people:
        browser.force_login(world.people[role])
    return browser


def leaks(world: World, role: str, met: Iterable[tuple[str, Way, set[str]]]) -> dict[str, set[str]]:
    """What a role reads that it should not, by address."""
    found, member = defaultdict(set), world.people.get(role)
    for name, _way, canaries in met:
        leaked = world.leaked(canaries, member.pk if member else None)
        if leaked - BEARERS.get(name, set()):
            found[name] |= leaked
    return dict(found)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_what_is_not_theirs(role: str, reading: Reading) -> None:
    assert leaks(reading.world, role, reading.met[role]) == {}


def test_the_log_carries_none(reading: Reading) -> None:
    assert reading.logged == set()


def test_the_part_of_a_page_is_read_as_well(reading: Reading) -> None:
    parts = {name for name, way, _found in reading.met["member"] if way == PART}
    assert parts == {"mentoring:directory"}


def test_every_field_is_read_by_somebody_who_may(reading: Reading) -> None:
    """Else a field would be private because no page shows it, and nothing would be proved."""
    seen = set().union(*(reading.pages(role) for role in ("mentee", "mentor", "admin", "safe")))
    assert PRIVATE.keys() - seen == NEVER_SHOWN


def office_table() -> dict[str, list[str]]:
    """Field by field, which role of the office reads it; what is not there is read by none."""
    lines = [line.split() for line in OFFICE_TABLE.read_text().splitlines()]
    return {line[0]: line[1:] for line in lines if line and line[0] != "#"}


@pytest.mark.parametrize("role", OFFICE)
def test_each_role_of_the_office_reads_what_its_table_says(role: str, reading: Reading) -> None:
    column = OFFICE.index(role)
    says = {field for field, cells in office_table().items() if cells[column] == "yes"}
    assert reading.pages(role, only="staff:") == says


def test_the_table_of_the_office_is_whole() -> None:
    """Of known fields alone; and nothing of what two people write is read by any role."""
    table = office_table()
    assert {len(cells) for cells in table.values()} == {len(OFFICE)}
    assert set().union(*table.values()) == {"yes", "-"}
    assert table.keys() <= PRIVATE.keys()
    assert {field for field in table if PRIVATE[field] in (two, author, owner)} == set()


@pytest.mark.parametrize("role", ["mentee", "mentor", "second", "admin"])
def test_why_somebody_said_no_or_ended_it_changes_no_page_of_a_person(
    role: str, world: World
) -> None:
    """A reason is one of a few choices, and so no canary: but nothing may depend on it."""
    pages, moment = [], timezone.now()
    for reason in ("", "fit"):
        Pairing.objects.filter(status="declined").update(declined_for=reason)
        Pairing.objects.filter(status="ended").update(ended_for=reason)
        with time_machine.travel(moment, tick=False):
            told = visits(world, role, (PAGE,), only=("mentoring:", "staff:"))
            pages.append([TOKEN.sub("", text) for name, _way, text in told if name not in COUNTING])
    assert pages[0] == pages[1]


def test_no_letter_no_history_and_no_task_carries_one(world: World, run_tasks: RunTasks) -> None:
    letters = run_tasks()
    assert letters
    told = [
        (letter.message().as_string() + letter.subject + letter.body).replace(letter.to[0], "")
        for letter in letters
    ]
    history = [json.dumps(event.particulars) for event in Event.objects.all()]
    tasks = [json.dumps(task.args_kwargs) for task in DBTaskResult.objects.all()]
    assert canaries_in("".join([*told, *history, *tasks])) == set()


def test_cilip_is_told_the_fields_of_its_list_and_nothing_else(world: World, settings: Any) -> None:
    """What was sent, word by word, and the list of the day: no canary, no address, no mentor."""
    settings.TELLING_LIST, settings.TELLING_SECRET = True, SECRET
    with receiving() as receiver:
        settings.TELLING_URL = receiver.url
        TellingFactory(pairing=Pairing.objects.filter(status="ended").first(), happened="ended")
        Telling.objects.update(due_at=timezone.now(), told_at=None)
        assert tell_due() == (2, 0)
    sent = b"".join(body for _headers, body in receiver.requests).decode()
    day = {"day": timezone.localdate(timezone=timezone.get_default_timezone()).isoformat()}
    answer = sign_in(world, "admin").get(reverse("staff:telling_day"), day)
    listed = answer.content.decode("utf-8-sig")
    fields = ["id", "happened", "on", "mentee", "membership_number", "route"]
    assert [list(message) for message in receiver.taken_in] == [fields, fields]
    assert list(csv.DictReader(io.StringIO(listed))) == receiver.taken_in
    mentor = world.people["mentor"]
    for said in (sent, listed):
        carried = {world.planted_in[canary] for canary in canaries_in(said)}
        assert carried <= {"Member.membership_number"}
        assert not [word for word in ("@", mentor.name) if word in said]


def test_a_leak_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the door of pairings open, a stranger reads what two have written."""
    monkeypatch.setattr(PairingQuerySet, "visible_to", lambda self, _member: self)
    leaked = leaks(world, "member", meetings(world, "member"))
    assert {"Message.text", "Pairing.why_you"} <= leaked["mentoring:pairing_detail"]
