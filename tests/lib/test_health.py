"""/healthz and /readyz: one word for machines, and nothing of what is wrong."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from lib import health
from tests.lib.test_failures import failing


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    health._migrated.clear()
    yield
    health._migrated.clear()


def ask(path: str) -> tuple[int, str, str]:
    answer = Client(raise_request_exception=False).get(path)
    return answer.status_code, answer.content.decode(), answer["Cache-Control"]


UNCACHED = "max-age=0, no-cache, no-store, must-revalidate, private"


def test_healthz_asks_no_database() -> None:
    """Without the mark for the database, a statement would fail here."""
    assert ask("/healthz") == (200, "ok\n", UNCACHED)


@pytest.mark.django_db
def test_readyz_is_content() -> None:
    assert ask("/readyz") == (200, "ready\n", UNCACHED)


@pytest.mark.django_db
def test_a_probe_gets_no_cookie() -> None:
    assert not Client().get("/readyz").cookies


@pytest.mark.django_db
def test_readyz_without_a_database() -> None:
    with connection.execute_wrapper(failing(OperationalError("server down"))):
        assert ask("/readyz") == (503, "unready\n", UNCACHED)
    assert ask("/readyz")[0] == 200


@pytest.mark.django_db
def test_readyz_before_the_tables_are_made() -> None:
    MigrationRecorder.Migration.objects.filter(app="mentoring").delete()

    assert ask("/readyz")[:2] == (503, "unready\n")


@pytest.mark.django_db
def test_the_tables_are_looked_for_until_they_are_there() -> None:
    ask("/readyz")
    MigrationRecorder.Migration.objects.filter(app="mentoring").delete()

    assert ask("/readyz")[:2] == (200, "ready\n")


@pytest.mark.django_db
def test_readyz_without_a_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache is a file of its own on SQLite, and can be gone alone."""

    def refuse(*_args: object, **_more: object) -> None:
        raise ConnectionError("no cache")

    monkeypatch.setattr(type(cache._connections[cache._alias]), "set", refuse)

    assert ask("/readyz")[:2] == (503, "unready\n")
