"""What every test may ask for."""

import gc
import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.test import TransactionTestCase
from django_tasks_db.models import DBTaskResult

from accounts.models import Member
from lib import append_only, tasks
from lib.log import LineFormatter
from mentoring.directory.sets import current

RunTasks = Callable[[], list[EmailMessage]]
Say = Callable[[str], None]
AN_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.\w")
FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture
def run_tasks(db: None) -> RunTasks:
    """Run everything that is queued, and return the post: `run_tasks()[0].subject`."""

    def run_everything() -> list[EmailMessage]:
        while (waiting := DBTaskResult.objects.ready().first()) is not None:
            tasks.run(waiting.pk)
        broken = DBTaskResult.objects.failed().first()
        assert broken is None, broken.traceback
        return mail.outbox

    return run_everything


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Rate limits of one test do not reach the next, nor do the mentors of its directory."""
    cache.clear()
    current.forget()


def by_force(request: HttpRequest, user: Member, **_: object) -> None:
    """Somebody of the office whom a test signs in by force has taken their second step as well.

    Log-ins through a page have a path, and are as they are.
    """
    if user.is_staff and not request.path:
        record_authentication(request, user, "mfa", type="totp", reauthenticated=True)


user_logged_in.connect(by_force)


class Addresses(logging.Handler):
    """Lines that name an address, as production would write them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(LineFormatter())
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if AN_ADDRESS.search(line):
            self.found.append(line)


@pytest.fixture(autouse=True)
def no_address_in_the_log() -> Iterator[None]:
    """Whatever a test does, the log names nobody by their address."""
    root, addresses = logging.getLogger(), Addresses()
    before = root.level
    root.addHandler(addresses)
    root.setLevel(logging.INFO)
    yield
    root.removeHandler(addresses)
    root.setLevel(before)
    assert addresses.found == []


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Say:
    """Say a line at the end of the run: what was measured, beside what is asserted of it."""
    return request.config.stash.setdefault(FIGURES, []).append


@pytest.fixture(autouse=True, scope="session")
def emptied_all_the_same() -> Iterator[None]:
    """A test with transactions of its own ends by emptying every table, those included that
    are only added to.
    """
    empty = TransactionTestCase._fixture_teardown

    def without_triggers(case: TransactionTestCase) -> None:
        with append_only.lifted():
            empty(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
        yield


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if lines := config.stash.get(FIGURES, []):
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Iterator[None]:
    """Mark the slow folders before marks are asked for; journeys go last in any order."""
    for item in items:
        for mark in ("races", "e2e"):
            if f"/tests/{mark}/" in item.path.as_posix():
                item.add_marker(mark)
    _leave_to_the_other_engine(config, items)
    yield
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)


def _leave_to_the_other_engine(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Left out, and not skipped: the other run has them."""
    other = "postgresql" if "sqlite" in settings.DATABASES["default"]["ENGINE"] else "sqlite"
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if not item.get_closest_marker(other)]


def pytest_collection_finish() -> None:
    """What is loaded stays loaded: Python need not look through it again for what is gone.

    A sixth of the time of the quick tests was such looking.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Under CI=true nothing may be skipped: a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        reporter.write_line("A test was skipped, and CI leaves nothing out.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure() -> None:
    """A live server may leave the files beside SQLite's: clear this run's away."""
    named = settings.DATABASES["default"].get("TEST", {}).get("NAME")
    for left in Path(named).parent.glob(f"{Path(named).name}-*") if named else ():
        left.unlink()
