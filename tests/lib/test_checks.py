"""System checks: each shows its fault, and is quiet otherwise."""

import sqlite3
from importlib.util import find_spec
from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from lib import checks
from lib.sqlite import is_sound

WAL = {"init_command": "PRAGMA journal_mode=WAL"}
DELETE = {"init_command": "PRAGMA journal_mode=DELETE"}


def ids(found: list[Any]) -> list[str]:
    return [str(each.id) for each in found]


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ((3, 40, 1), ["lib.E001"]),
        ((3, 44, 5), ["lib.E001"]),
        ((3, 44, 6), []),
        ((3, 45, 0), ["lib.E001"]),
        ((3, 50, 6), ["lib.E001"]),
        ((3, 50, 7), []),
        ((3, 51, 2), ["lib.E001"]),
        ((3, 51, 3), []),
        ((3, 53, 4), []),
    ],
)
def test_an_sqlite_that_can_corrupt_is_an_error(
    version: tuple[int, int, int],
    found: list[str],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", WAL)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)

    assert ids(checks.sqlite_is_sound()) == found


def test_an_old_sqlite_without_wal_is_slow_and_sound(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", DELETE)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))

    assert ids(checks.sqlite_is_sound()) == ["lib.W001"]


def test_an_old_sqlite_is_nothing_to_postgresql(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", {})
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))

    assert checks.sqlite_is_sound() == []


def test_the_package_brings_a_sound_sqlite() -> None:
    """Where it has nothing for a kind of machine, SQLite does without WAL."""
    assert is_sound() or not find_spec("pysqlite3")


@pytest.mark.parametrize(
    ("backend", "found"),
    [
        ("django.core.cache.backends.locmem.LocMemCache", ["lib.E002"]),
        ("django.core.cache.backends.dummy.DummyCache", ["lib.E002"]),
        ("django.core.cache.backends.db.DatabaseCache", []),
    ],
)
def test_a_cache_of_each_process_is_an_error(
    backend: str, found: list[str], settings: Settings
) -> None:
    settings.CACHES = {"default": {"BACKEND": backend}}

    assert ids(checks.cache_is_shared()) == found


def test_any_host_at_all_is_an_error(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["mentoring.example.org", "*"]

    assert ids(checks.hosts_are_named()) == ["lib.E003"]


def test_the_checks_are_among_djangos(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    assert "lib.E003" in ids(run_checks())
