"""Triggers by which the directory hears of every change that it shows, whoever makes it.

A verb, an import, the admin or a console: each write leaves news in its own transaction.
Made anew after every migration, because SQLite drops a table's triggers when it rebuilds
the table, and taken off before, because it cannot rename a table that one of them names.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

PROFILES, NEWS = "mentoring_mentorprofile", "mentoring_directorychange"
SNAPSHOT = "mentoring_directorysnapshot"
EVERYTHING = 0  # in place of the key of a profile
FUNCTION = "directory_hears"
WHOSE = {
    "profile": "SELECT {who}",
    "member": f"SELECT id FROM {PROFILES} WHERE member_id = {{who}}",  # noqa: S608
    "words": "SELECT CAST(NULL AS bigint)",
}


class Ear(NamedTuple):
    """A table, the column that leads to the mentor, and the columns that matter (or all)."""

    table: str
    column: str
    whose: str
    only: tuple[str, ...] = ()


TERMS = (
    "route",
    "sector",
    "region",
    "knowledgearea",
    "meetingway",
    "language",
    "organisationkind",
)
EARS = (
    Ear(PROFILES, "id", "profile"),
    *(
        Ear(f"{PROFILES}_{name}", "mentorprofile_id", "profile")
        for name in ("routes", "areas", "meeting_ways", "languages")
    ),
    Ear("mentoring_trainingcompletion", "member_id", "member"),
    Ear("mentoring_pairing", "mentor_id", "member", ("status", "slot", "mentor_accepted_at")),
    Ear("registration_registrant", "member_id", "member"),
    Ear("accounts_member", "id", "member", ("name", "is_active")),
    *(Ear(f"registration_{term}", "id", "words") for term in TERMS),
)
ACTS = ("INSERT", "UPDATE", "DELETE")


def listen(plan: Any = (), using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Put the triggers on, and say that everything may have changed. After a migration."""
    connection = connections[using]
    if not _has_news(connection) or not (plan or missing(using)):
        return
    with connection.cursor() as cursor:
        for statement in _making(connection):
            cursor.execute(statement)
        cursor.execute(_news(connection, f"SELECT {EVERYTHING}"))
        cursor.execute(f"DELETE FROM {SNAPSHOT}")  # noqa: S608


def stop(plan: Any = (), using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Take the triggers off. Before a migration, if there is anything to migrate."""
    if not plan:
        return
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for ear in EARS:
            if ear.table in tables:
                for act in ACTS:
                    cursor.execute(_dropping(connection, ear, act))


def missing(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """The triggers that should be there and are not."""
    connection = connections[using]
    kept = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(kept)
        found = {name for (name,) in cursor.fetchall()}
    return {_name(ear, act) for ear in EARS for act in ACTS} - found


def _has_news(connection: BaseDatabaseWrapper) -> bool:
    """Whether the tables are there: a migration may have led back to before them."""
    needed = {NEWS, SNAPSHOT, *(ear.table for ear in EARS)}
    return needed <= set(connection.introspection.table_names())


def _making(connection: BaseDatabaseWrapper) -> Iterator[str]:
    if connection.vendor == "postgresql":
        yield _function(connection)
    for ear in EARS:
        for act in ACTS:
            yield _dropping(connection, ear, act)
            yield _trigger(connection, ear, act)


def _name(ear: Ear, act: str) -> str:
    return f"{FUNCTION}_{ear.table}_{act.lower()}"


def _dropping(connection: BaseDatabaseWrapper, ear: Ear, act: str) -> str:
    on = f" ON {ear.table}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {_name(ear, act)}{on}"


def _trigger(connection: BaseDatabaseWrapper, ear: Ear, act: str) -> str:
    only = f" OF {', '.join(ear.only)}" if act == "UPDATE" and ear.only else ""
    head = f"CREATE TRIGGER {_name(ear, act)} AFTER {act}{only} ON {ear.table} FOR EACH ROW"
    if connection.vendor == "postgresql":
        return f"{head} EXECUTE FUNCTION {FUNCTION}('{ear.column}', '{ear.whose}')"
    row = "OLD" if act == "DELETE" else "NEW"
    news = _news(connection, WHOSE[ear.whose].format(who=f"{row}.{ear.column}"))
    return f"{head} BEGIN {news}; END"


def _news(connection: BaseDatabaseWrapper, whose: str) -> str:
    """The statement that leaves news of somebody. PostgreSQL's stamp is the transaction."""
    stamp = "pg_current_xact_id()::text::bigint" if connection.vendor == "postgresql" else "0"
    return (
        f"INSERT INTO {NEWS} (profile_id, stamp, at)"  # noqa: S608
        f" SELECT changed.id, {stamp}, CURRENT_TIMESTAMP FROM ({_as_id(whose)}) AS changed"
    )


def _as_id(whose: str) -> str:
    return whose if " FROM " in whose else f"{whose} AS id"


def _function(connection: BaseDatabaseWrapper) -> str:
    news = {whose: _news(connection, sql.format(who="who")) for whose, sql in WHOSE.items()}
    return f"""
        CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE who bigint;
        BEGIN
            IF TG_OP = 'DELETE' THEN
                EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO who USING OLD;
            ELSE
                EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO who USING NEW;
            END IF;
            IF TG_ARGV[1] = 'profile' THEN {news["profile"]};
            ELSIF TG_ARGV[1] = 'member' THEN {news["member"]};
            ELSE {news["words"]};
            END IF;
            RETURN NULL;
        END $$
    """
