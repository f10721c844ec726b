"""A browser, a server, and people at them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Member
from tests.e2e.walker import Walker

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the test's thread

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
QUIET = [  # what Chromium needs on a machine without a screen or a way out
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# For what a crowded machine does slowly. A test that passes waits no longer for it.
MILLISECONDS = 30_000
expect.set_options(timeout=MILLISECONDS)
MOUSE = pytest.param((1280, False), id="wide, by mouse")
KEYBOARD = pytest.param((390, True), id="narrow, by keyboard")


def in_three_manners(narrowest: int = 390) -> pytest.MarkDecorator:
    """By mouse, by keyboard, and without JavaScript: `manner` is width, by keyboard, scripts."""
    plain = pytest.param((narrowest, False, False), id=f"{narrowest} px, without JavaScript")
    scripted = [pytest.param((*each.values[0], True), id=each.id) for each in (MOUSE, KEYBOARD)]
    return pytest.mark.parametrize("manner", [*scripted, plain])


type_of_arrive = Callable[..., Walker]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(autouse=True)
def post_in_files(settings: Settings, tmp_path: Path) -> None:
    """Letters go to files, where the demo's own post page finds them."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)


@pytest.fixture
def arrive(
    browser: Browser, live_server: LiveServer, django_db_serialized_rollback: None
) -> Iterator[type_of_arrive]:
    """`arrive(width, by_keyboard, member)`: a person with a browser of their own."""
    rooms: list[BrowserContext] = []

    def arrive_now(
        manner: tuple[int, bool], member: Member | None = None, *, scripts: bool = True
    ) -> Walker:
        width, by_keyboard = manner
        room = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="en-GB",
            java_script_enabled=scripts,
        )
        room.set_default_timeout(MILLISECONDS)
        rooms.append(room)
        if member is not None:
            sign_in(room, live_server.url, member)
        return Walker(room.new_page(), live_server.url, by_keyboard, looks=scripts)

    yield arrive_now
    for room in rooms:
        room.close()


def sign_in(room: BrowserContext, base: str, member: Member) -> None:
    """A session like that of a log-in, without waiting for the password to be hashed."""
    client = Client()
    client.force_login(member)
    cookies = [
        {"name": name, "value": morsel.value, "url": base}
        for name, morsel in client.cookies.items()
    ]
    room.add_cookies(cookies)  # type: ignore[arg-type]
