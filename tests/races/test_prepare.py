"""Tables half made when the power goes: the next `prepare` makes the rest."""

import signal
from pathlib import Path

import pytest

from tests.config.conftest import fit, run
from tests.races.server import database

# At the n-th of some hundred notes that a migration was made, before and after it.
KILLED = """
import os, signal, django; django.setup()
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
note, made = MigrationRecorder.record_applied, []
def kill_at(recorder, *migration):
    made.append(migration)
    if len(made) == {at} and {early}: os.kill(os.getpid(), signal.SIGKILL)
    note(recorder, *migration)
    if len(made) == {at}: os.kill(os.getpid(), signal.SIGKILL)
MigrationRecorder.record_applied = kill_at
call_command({command}, verbosity=0)
"""
WHOLE = """
import django; django.setup()
from django.core.management import call_command
call_command("prepare", verbosity=0)
call_command("migrate", check_unapplied=True)
call_command("check_invariants")
"""


@pytest.mark.parametrize(("at", "early"), [(3, True), (60, False), (100, True)])
def test_a_killed_prepare_is_finished_by_the_next(tmp_path: Path, at: int, early: bool) -> None:
    with database(tmp_path) as url:
        environment = {**fit(tmp_path), "DATABASE_URL": url}
        killed = run(KILLED.format(at=at, early=early, command="'prepare'"), environment)
        assert killed.returncode == -signal.SIGKILL
        done = run(WHOLE, environment)
        assert (done.returncode, done.stderr) == (0, "")
