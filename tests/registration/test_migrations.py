"""The vocabularies can be taken back and brought again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from registration.models import OrganisationKind, Route
from tests.factories import RouteFactory

NAMES = ["0001_first_version", "0002_vocabularies"]


@pytest.mark.django_db
def test_every_migration_goes_back_and_forth(tmp_path: Path) -> None:
    if connection.vendor == "sqlite":
        migrate_a_file(tmp_path / "rows.sqlite3")
    else:
        migrate_here()


def migrate_a_file(path: Path) -> None:
    """In a process of its own: SQLite alters tables outside transactions only."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{path}"}
    for target in ([], NAMES[:1], []):
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "registration", *target, "--verbosity=0"],
            env=environment,
            check=True,
        )


def migrate_here() -> None:
    RouteFactory(name="Our own", purpose="")
    for name in NAMES:
        connection.check_constraints()
        call_command("migrate", "registration", name, verbosity=0)
    assert Route.objects.exclude(purpose="").count() == 3
    assert OrganisationKind.objects.count() == 12
