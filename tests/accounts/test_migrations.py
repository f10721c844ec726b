"""Who had joined before a column came has it filled."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import Member
from tests.factories import MemberFactory

JOIN = """
from accounts.models import Member
Member.objects.create_user("zoe@example.org", name="Zoë O’Brien")
"""


@pytest.mark.django_db
def test_who_has_joined_already_is_filed(tmp_path: Path) -> None:
    if connection.vendor == "sqlite":
        assert filed_in_a_file(tmp_path / "rows.sqlite3") == "zoe obrien"
    else:
        assert filed_here() == "zoe obrien"


def filed_in_a_file(path: Path) -> str:
    """In processes of their own: SQLite alters tables outside transactions only."""
    manage(path, "migrate")
    manage(path, "shell", "--command", JOIN)
    manage(path, "migrate", "accounts", "0001")
    manage(path, "migrate")
    with sqlite3.connect(path) as database:
        return database.execute("SELECT filed_as FROM accounts_member").fetchone()[0]


def manage(path: Path, *words: str) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{path}"}
    command = [sys.executable, "manage.py", *words, "--verbosity=0"]
    subprocess.run(command, env=environment, check=True)


def filed_here() -> str:
    MemberFactory(name="Zoë O’Brien")
    for name in ("0001_member", "0002_filed_as"):
        connection.check_constraints()
        MigrationExecutor(connection).migrate([("accounts", name)])
    return Member.objects.values_list("filed_as", flat=True).get()
