"""What every test may ask for."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django_tasks_db.models import DBTaskResult

from lib import tasks

RunTasks = Callable[[], list[EmailMessage]]


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
    """Rate limits of one test do not reach the next."""
    cache.clear()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow folders, and run the browser journeys last whatever the order."""
    for item in items:
        for mark in ("races", "e2e"):
            if f"/tests/{mark}/" in item.path.as_posix():
                item.add_marker(mark)
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)
