"""From one database to another, row by row: for an installation that outgrows SQLite."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import dj_database_url
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from lib import append_only

OLD = "moved_from"
AT_A_TIME = 500
UNSAID: dict[str, Any] = {
    "ATOMIC_REQUESTS": False,
    "AUTOCOMMIT": True,
    "CONN_HEALTH_CHECKS": False,
    "CONN_MAX_AGE": 0,
    "OPTIONS": {},
    "TEST": {},
    "TIME_ZONE": None,
}


class MoveError(Exception):
    """A sentence fit for whoever runs the command."""


def move_from(url: str) -> dict[str, int]:
    """Fill this database with every row of the one at `url`, which stays as it is.

    What settings.MADE_ANEW names is left to `prepare`. All or nothing, in one transaction
    here; the old database is held meanwhile, so that nobody writes to it.

    Returns:
        How many rows each model has now, by its label: as many as there.

    Raises:
        MoveError: when the two are not of the same version, this one has members, or the
            counts differ. Nothing is changed then.
    """
    connections.settings[OLD] = {**UNSAID, **dj_database_url.parse(url)}
    try:
        _require_same_version()
        if get_user_model()._base_manager.exists():
            raise MoveError("This database has members. Move into one that prepare has just made.")
        with transaction.atomic(using=OLD), transaction.atomic():
            _empty()
            counts = {model._meta.label: _copy(model) for model in _models()}
            _go_on_counting()
        return counts
    finally:
        connections[OLD].close()


def _require_same_version() -> None:
    ours, theirs = (
        set(MigrationRecorder(connections[alias]).applied_migrations())
        for alias in ("default", OLD)
    )
    if ours != theirs:
        raise MoveError("The two are of different versions. Run prepare on both with this code.")


def _models() -> list[type[Model]]:
    """Every model that has rows of its own here."""
    every = apps.get_models(include_auto_created=True)
    return [m for m in every if m._meta.managed and m._meta.label not in settings.MADE_ANEW]


def _empty() -> None:
    """Take out what migrations have sown: the same rows come from there, with their keys."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    statements = connection.ops.sql_flush(no_style(), tables, allow_cascade=True)
    with append_only.lifted(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _copy(model: type[Model]) -> int:
    """Keys, dates and all as they are there: nothing is saved, only written."""
    there, here = model._base_manager.using(OLD), model._base_manager.using("default")
    fields = [f for f in model._meta.local_concrete_fields if not f.generated]
    for rows in _batches(there.order_by("pk").iterator(AT_A_TIME)):
        # As loaddata writes: with raw, auto_now leaves the past alone.
        here._insert(rows, fields=fields, using="default", raw=True)  # type: ignore[attr-defined]
    if (wanted := there.count()) != (found := here.count()):
        raise MoveError(f"{model._meta.label} has {found} rows here and {wanted} there.")
    return found


def _batches(rows: Iterator[Model]) -> Iterator[list[Model]]:
    while batch := list(islice(rows, AT_A_TIME)):
        yield batch


def _go_on_counting() -> None:
    """The next row gets a key that no row has."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
