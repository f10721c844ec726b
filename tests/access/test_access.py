"""Who is let in where: the table is the rule, and no address may be missing from it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from accounts.roles import Permission
from tests.access.world import ROLES, World, build
from tests.test_house import named_views

TABLE = Path(__file__).with_name("table.txt")
LOG_IN = "/accounts/login/"
ARGUMENTS = {
    "-": [],
    "id": ["1"],
    "ids": ["1", "1"],
    "app": ["registration"],
    "letter": ["none"],
    "language": ["en"],
    "words": ["en", "pairing_proposed"],
    "wording": ["en", "pairing_proposed", "0"],
    "number": ["expire-after-days"],
    "report": ["who-mentors-whom"],
    "sheet": ["who-mentors-whom", "levels"],
    "text": ["en", "1"],
}


def rows() -> list[tuple[str, str, list[str], list[str]]]:
    lines = [line for line in TABLE.read_text().splitlines() if line and line[0] != "#"]
    cells = [line.split("|") for line in lines]
    return [(*head.split(), get.split(), post.split()) for head, get, post in cells]  # type: ignore[misc]


def names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Every name that an address has."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern, prefix + space)
        elif pattern.name:
            yield prefix + pattern.name


def answer_to(browser: Client, method: str, path: str) -> str:
    """The status, with L for the way to the log-in page; whatever was done is undone."""
    with transaction.atomic():
        answer: Any = getattr(browser, method)(path)
        transaction.set_rollback(True)
    if answer.status_code == 302 and answer["Location"].startswith(LOG_IN):
        return "L"
    return str(answer.status_code)


@pytest.fixture(scope="module")
def table() -> dict[str, tuple[str, list[str], list[str]]]:
    return {name: (key, get, post) for name, key, get, post in rows()}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted({name for name, *_ in rows()}) == sorted(set(names()))


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("method", "column"), [("get", 1), ("post", 2)])
def test_each_role_meets_what_the_table_says(
    role: str, method: str, column: int, world: World, table: dict[str, Any]
) -> None:
    browser, wrong = world.browser(role), []
    for name, row in table.items():
        key = ARGUMENTS[row[0]] if row[0] in ARGUMENTS else world.keys[row[0]]
        arguments = key if isinstance(key, list) else [key]
        found = answer_to(browser, method, reverse(name, args=arguments))
        expected = row[column][ROLES.index(role)]
        if found != expected:
            wrong.append(f"{name}: {found} and not {expected}")
        if name.endswith(("logout", "password")):  # a door that was gone through
            browser = world.browser(role)
    assert wrong == []


def test_what_is_not_mine_looks_like_what_is_not_there(world: World) -> None:
    browser = world.browser("super")
    theirs = browser.get(reverse("mentoring:pairing_detail", args=[world.keys["pairing"]]))
    nowhere = browser.get(reverse("mentoring:pairing_detail", args=[999_999]))
    assert theirs.status_code == nowhere.status_code == 404
    path = f"/pairings/{world.keys['pairing']}/"
    assert without_token(theirs).replace(path, "/pairings/999999/") == without_token(nowhere)


def without_token(answer: Any) -> str:
    lines = answer.content.decode().splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


def test_what_is_opened_for_reading_changes_nothing_for_anybody(table: dict[str, Any]) -> None:
    """A view behind a permission to see takes no POST: an act has a permission of its own."""
    shown = {
        name
        for name, view in named_views()
        if name in table and getattr(view, "permission", Permission.GIVE_ROLES).only_shows
    }
    assert {"staff:member_list", "staff:desk", "staff:role_list"} < shown
    administrator = ROLES.index("admin")
    assert {name for name in shown if table[name][2][administrator] != "405"} == set()
