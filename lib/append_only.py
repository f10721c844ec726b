"""Tables that are only added to: triggers refuse every change and deletion, whoever asks.

Which tables those are says settings.APPEND_ONLY; of those in settings.LET_GO_BY a row can be
deleted once its key stands in the table of what was let go. Made anew after every migration,
and taken off before: SQLite drops a table's triggers when it rebuilds the table, and cannot
rename a table that a trigger names.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

FUNCTION, LETTING_GO = "only_added_to", "only_let_go"
REFUSAL = "this table is only added to"
ACTS = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}


def guard(plan: Any = (), using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Put the triggers on. After a migration."""
    connection = connections[using]
    if not (plan or missing(using)):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_function())
            cursor.execute(_function_of_letting_go())
        for table in _tables(connection):
            for act in ACTS[connection.vendor]:
                cursor.execute(_dropping(connection, table, act))
                cursor.execute(_trigger(connection, table, act))


def unguard(plan: Any = (), using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Take the triggers off. Before a migration, if there is anything to migrate."""
    if not plan:
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and connection.in_atomic_block:
            # PostgreSQL keeps its triggers while keys wait to be looked at.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for table in _tables(connection):
            for act in ACTS[connection.vendor]:
                cursor.execute(_dropping(connection, table, act))


@contextmanager
def lifted(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Without the triggers, to empty a database that is filled from another."""
    unguard(plan=["lifted"], using=using)
    try:
        yield
    finally:
        guard(plan=["lifted"], using=using)


def missing(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """The triggers that should be there and are not."""
    connection = connections[using]
    kept = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(kept)
        found = {name for (name,) in cursor.fetchall()}
    acts = ACTS[connection.vendor]
    return {_name(table, act) for table in _tables(connection) for act in acts} - found


def _tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Those that are there: a migration may have led back to before them."""
    there = set(connection.introspection.table_names())
    named = [apps.get_model(label)._meta.db_table for label in settings.APPEND_ONLY]
    return [table for table in named if table in there]


def _name(table: str, act: str) -> str:
    return f"{table}_refuses_{act.lower()}"


def _dropping(connection: BaseDatabaseWrapper, table: str, act: str) -> str:
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {_name(table, act)}{on}"


def _trigger(connection: BaseDatabaseWrapper, table: str, act: str) -> str:
    each = "STATEMENT" if act == "TRUNCATE" else "ROW"
    head = f"CREATE TRIGGER {_name(table, act)} BEFORE {act} ON {table} FOR EACH {each}"
    gap = _gap_of(connection, table) if act == "DELETE" else None
    if connection.vendor == "postgresql":
        if gap:
            return f"{head} EXECUTE FUNCTION {LETTING_GO}('{gap[0]}', '{gap[1]}')"
        return f"{head} EXECUTE FUNCTION {FUNCTION}()"
    unless = ""
    if gap:
        gone = f"label = '{gap[1]}' AND \"key\" = OLD.id"
        there = f"SELECT 1 FROM {gap[0]} WHERE {gone}"  # noqa: S608  # names from our settings
        unless = f" WHEN NOT EXISTS ({there})"
    return f"{head}{unless} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


def _gap_of(connection: BaseDatabaseWrapper, table: str) -> tuple[str, str] | None:
    """Where the keys of rows stand that were let go, and as what; nothing where none may go."""
    for label, gap in settings.LET_GO_BY.items():
        kept = apps.get_model(gap)._meta.db_table
        is_there = kept in connection.introspection.table_names()
        if apps.get_model(label)._meta.db_table == table and is_there:
            return kept, label
    return None


def _function() -> str:
    return f"""
        CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
        END $$
    """


def _function_of_letting_go() -> str:
    """For tables whose rows can be let go; its arguments say where their keys stand."""
    asked = "format('SELECT EXISTS (SELECT FROM %I WHERE label = $1 AND key = $2)', TG_ARGV[0])"
    return f"""
        CREATE OR REPLACE FUNCTION {LETTING_GO}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            is_let_go boolean;
        BEGIN
            EXECUTE {asked} INTO is_let_go USING TG_ARGV[1], OLD.id;
            IF is_let_go THEN
                RETURN OLD;
            END IF;
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
        END $$
    """  # nothing in it comes from outside
