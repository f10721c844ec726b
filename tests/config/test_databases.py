"""Where rows and cached things are kept."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config.databases import SOON, databases, routers
from config.env import Env

QUICKLY = "-c jit=off -c join_collapse_limit=4"


@pytest.fixture
def env(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Any:
    def read(**names: str) -> Env:
        for name, value in {**environment, **names}.items():
            monkeypatch.setenv(name, value)
        return Env.read()

    return read


def test_sqlite_loses_nothing_and_the_cache_is_quick(
    env: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 53, 4))

    made = databases(env())

    safe = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
    quick = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; "
    rest = "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF"
    shared = {"timeout": 20, "transaction_mode": "IMMEDIATE"}
    assert {name: each["OPTIONS"] for name, each in made.items()} == {
        "default": {**shared, "init_command": safe + rest},
        "cache": {**shared, "init_command": quick + rest},
    }
    assert [str(each["NAME"]) for each in made.values()] == [
        f"{tmp_path}/rows.sqlite3",
        f"{tmp_path}/rows.cache.sqlite3",
    ]


def test_an_sqlite_that_can_corrupt_does_without_wal(
    env: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))

    commands = [each["OPTIONS"]["init_command"] for each in databases(env()).values()]

    assert [command.partition(";")[0] for command in commands] == ["PRAGMA journal_mode=DELETE"] * 2


def test_postgresql_holds_its_own_cache(env: Any) -> None:
    made = databases(env(DATABASE_URL="postgres://alongside@localhost/rows"))

    assert list(made) == ["default"]
    assert (made["default"]["ENGINE"], made["default"]["CONN_HEALTH_CHECKS"]) == (
        "django.db.backends.postgresql",
        True,
    )


def test_a_standby_is_a_database_beside_the_other(env: Any) -> None:
    made = databases(
        env(
            DATABASE_URL="postgres://alongside@localhost/rows",
            REPLICA_URL="postgres://alongside@standby/rows?sslmode=verify-full",
        )
    )

    assert {name: each["HOST"] for name, each in made.items()} == {
        "default": "localhost",
        "replica": "standby",
    }
    assert made["replica"]["OPTIONS"] == {
        **SOON,
        "sslmode": "verify-full",
        "options": f"{QUICKLY} -c statement_timeout=20s",
    }
    assert made["default"]["OPTIONS"] == {"options": QUICKLY}
    assert made["replica"]["CONN_MAX_AGE"] == made["default"]["CONN_MAX_AGE"] == 600
    assert routers(made) == ["lib.replica.ReplicaRouter"]


def test_postgresql_answers_at_once_unless_the_address_says_otherwise(env: Any) -> None:
    address = "postgres://alongside@localhost/rows?sslmode=require"
    plain = databases(env(DATABASE_URL=address))
    asked = databases(env(DATABASE_URL=f"{address}&options=-c%20jit%3Don"))

    assert plain["default"]["OPTIONS"] == {"options": QUICKLY, "sslmode": "require"}
    assert asked["default"]["OPTIONS"] == {"options": "-c jit=on", "sslmode": "require"}


@pytest.mark.postgresql
def test_our_connections_say_so(db: None) -> None:
    with connection.cursor() as cursor:
        for name, value in (("jit", "off"), ("join_collapse_limit", "4")):
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (value,)


def test_no_transaction_spans_a_request(env: Any) -> None:
    assert not any(each.get("ATOMIC_REQUESTS") for each in databases(env()).values())
