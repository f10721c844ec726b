"""Where rows and cached things are kept, made from the environment."""

from pathlib import Path
from typing import Any

from config.env import Env
from lib.replica import HOME, REPLICA
from lib.sqlite import is_sound

SQLITE = "django.db.backends.sqlite3"
CACHE_TABLE = "cache_entries"
KEPT_OPEN = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}  # seconds
# A standby whose host is lost does not say so. It is given up within some seconds, and what was
# asked is asked at home; the line to the other database has the machine's own patience.
SOON: dict[str, Any] = {
    "connect_timeout": 3,
    "tcp_user_timeout": 5_000,  # milliseconds, of what was sent and nobody took
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "options": "-c statement_timeout=20s",
}


def databases(env: Env) -> dict[str, dict[str, Any]]:
    """One database, and its standby if there is one; on SQLite a second file for the cache."""
    default = {**_named(env), **KEPT_OPEN}
    if default["ENGINE"] != SQLITE:
        # It takes longer to compile a query, or to weigh all orders of its joins, than that
        # saves (docs/decisions/0044).
        quickly = {"options": "-c jit=off -c join_collapse_limit=4"}
        options = {**quickly, **default.get("OPTIONS", {})}
        default = {**default, "OPTIONS": options}
        if env.replica is None:
            return {HOME: default}
        own = {**options, **env.replica.get("OPTIONS", {})}
        soon = {**SOON, **own, "options": f"{own['options']} {SOON['options']}"}
        return {HOME: default, REPLICA: {**env.replica, **KEPT_OPEN, "OPTIONS": soon}}
    Path(default["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    whole = {**default, "OPTIONS": sqlite_options("FULL")}
    beside = Path(default["NAME"]).with_suffix(".cache.sqlite3")
    return {HOME: whole, "cache": {**whole, "NAME": beside, "OPTIONS": sqlite_options("OFF")}}


def routers(named: dict[str, dict[str, Any]]) -> list[str]:
    """Who says which of several databases is asked."""
    if REPLICA in named:
        return ["lib.replica.ReplicaRouter"]
    return ["lib.routers.CacheRouter"] if "cache" in named else []


def caches() -> dict[str, dict[str, Any]]:
    """One cache that every process shares, since rate limits are counted in it."""
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": CACHE_TABLE,
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }


def _named(env: Env) -> dict[str, Any]:
    return env.database or {"ENGINE": SQLITE, "NAME": env.data_folder / "alongside.sqlite3"}


def sqlite_options(synchronous: str) -> dict[str, Any]:
    """FULL loses nothing to a power cut; the cache may lose everything, and is quick.

    An SQLite that cannot be trusted with WAL does without, and a check says so. Such an
    old one also takes its own JSON functions for strangers in a constraint.
    """
    journal, trusted = ("WAL", "OFF") if is_sound() else ("DELETE", "ON")
    return {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            f"PRAGMA journal_mode={journal}; PRAGMA synchronous={synchronous}; "
            f"PRAGMA foreign_keys=ON; PRAGMA trusted_schema={trusted}"
        ),
    }
