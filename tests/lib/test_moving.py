"""An installation that outgrows SQLite: every row is there, as it was, or none is."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.races.server import ROOT, database

pytestmark = pytest.mark.postgresql
COMPARE = """
import sys
import django
django.setup()
import dj_database_url
from django.db import connections
from lib.moving import OLD, UNSAID, _models
connections.settings[OLD] = {**UNSAID, **dj_database_url.parse(sys.argv[1])}
rows = 0
for model in _models():
    here, there = (
        [
            [bytes(said) if isinstance(said, memoryview) else said for said in row]
            for row in model._base_manager.using(alias).order_by("pk").values_list()
        ]
        for alias in ("default", OLD)
    )
    assert here == there, model._meta.label
    rows += len(here)
from accounts.models import Member
Member.objects.create_user("later@example.org", name="Later")
print(rows)
"""
AN_OLDER_VERSION = """
import django
django.setup()
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder.Migration.objects.filter(app="mentoring").last().delete()
"""
Manage = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo's people and all that they have done, on SQLite."""
    url = f"sqlite:///{tmp_path_factory.mktemp('old')}/old.sqlite3"
    assert not python(url, "manage.py", "prepare", "-v", "0", "--then", "seed_demo").returncode
    return url


@pytest.fixture
def new(tmp_path: Path) -> Iterator[str]:
    with database(tmp_path) as url:
        assert not python(url, "manage.py", "prepare", "-v", "0").returncode
        yield url


def python(url: str, *words: str) -> "subprocess.CompletedProcess[str]":
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": url,
    }
    return subprocess.run(
        [sys.executable, *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_every_row_is_there_as_it_was(old: str, new: str, figures: Callable[[str], None]) -> None:
    moved = python(new, "manage.py", "move_from", old)
    assert (moved.returncode, "invariants hold" in moved.stdout) == (0, True), moved.stderr

    compared = python(new, "-c", COMPARE, old)

    assert compared.returncode == 0, compared.stderr
    figures(f"Moved from SQLite: {compared.stdout.strip()} rows, each the same")
    again = python(new, "manage.py", "move_from", old)
    assert "This database has members" in again.stderr


def test_two_versions_are_kept_apart(old: str, new: str) -> None:
    assert not python(new, "-c", AN_OLDER_VERSION).returncode

    refused = python(new, "manage.py", "move_from", old)

    assert "The two are of different versions" in refused.stderr
