"""The worker: every clock once a slot, whoever runs it; no fault of one stops the rest."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import get_commands, load_command_class
from django.db import OperationalError
from django.test import override_settings
from django_tasks import task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from config.settings import base
from lib import tasks, work
from lib.watch import Watch
from lib.work import Clocks, keep_working
from tests.config.conftest import fit
from tests.races.server import ROOT

HOUR = 3600
NOON = 1_795_608_000.0


def watches() -> set[str]:
    """Every command that is made to be run by a clock."""
    ours = {name: app for name, app in get_commands().items() if app in {"mentoring", "staff"}}
    return {n for n, app in ours.items() if isinstance(load_command_class(app, n), Watch)}


def test_every_clock_of_the_product_is_run_by_the_worker(settings: Any) -> None:
    assert watches() <= set(settings.CLOCKS)
    assert set(settings.CLOCKS) <= set(get_commands())


@pytest.mark.django_db
@override_settings(CLOCKS={"retry_tasks": 300, "watch_silence": HOUR})
def test_each_clock_runs_once_a_slot_whoever_looks() -> None:
    one, other = Clocks("one"), Clocks("other")

    ran = [clocks.look(NOON + seconds) for seconds in (0, 1, 300, HOUR) for clocks in (one, other)]

    both = ["retry_tasks", "watch_silence"]
    assert ran == [both, [], [], [], ["retry_tasks"], [], both, []]


@pytest.mark.django_db
@override_settings(CLOCKS={"no_such_command": 300, "retry_tasks": 300})
def test_a_clock_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    assert Clocks("one").look(NOON) == ["retry_tasks"]
    assert "no_such_command failed: CommandError" in caplog.text


@pytest.mark.django_db
@override_settings(CLOCKS={"retry_tasks": 300})
def test_without_a_cache_nothing_runs_until_it_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> bool:
        raise ConnectionError("no cache")

    clocks = Clocks("one")
    with monkeypatch.context() as broken:
        broken.setattr(type(cache._connections[cache._alias]), "add", refuse)
        assert clocks.look(NOON) == []

    assert clocks.look(NOON) == ["retry_tasks"]


@pytest.mark.django_db
@override_settings(CLOCKS={"retry_tasks": 300})
def test_stopped_clocks_take_nothing() -> None:
    clocks = Clocks("one")
    clocks.stopped.set()

    assert clocks.look(NOON) == []


def test_a_database_that_is_gone_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    worker, waited = tasks.worker("one", batch=False), list[float]()

    def run() -> None:
        if not waited:
            raise OperationalError("server down")
        worker.running = False

    monkeypatch.setattr(worker, "run", run)

    keep_working(worker, pause=waited.append)

    assert waited == [work.TRY_AGAIN_AFTER]


@task(takes_context=True)
def lose_the_row(context: Any, *, to: str) -> None:
    """What a task comes to whose member is erased meanwhile."""
    DBTaskResult.objects.filter(pk=context.task_result.id).delete()


@task()
def stop() -> None:
    at_work.pop().running = False


at_work: list[Worker] = []


@pytest.mark.django_db(transaction=True)
@override_settings(TASKS=base.TASKS)
def test_a_task_whose_row_is_gone_has_ended_and_the_next_one_runs() -> None:
    lose_the_row.enqueue(to="amina@example.org")
    last = stop.enqueue()
    at_work.append(tasks.worker("one", batch=False))

    keep_working(at_work[0])

    assert [str(row.pk) for row in DBTaskResult.objects.successful()] == [last.id]
    assert DBTaskResult.objects.count() == 1


@pytest.mark.sqlite
def test_a_worker_that_is_told_to_stop_stops(tmp_path: Path) -> None:
    path = {"PATH": os.environ["PATH"]}
    env = {**path, **fit(tmp_path)}
    manage: Callable[[str], list[str]] = lambda word: [sys.executable, "manage.py", word]  # noqa: E731
    subprocess.run([*manage("prepare"), "-v", "0"], env=env, cwd=ROOT, check=True)
    with (tmp_path / "log").open("w") as log:
        worker = subprocess.Popen(manage("work"), env=env, cwd=ROOT, stdout=log, stderr=log)
        for _ in range(300):
            if "watch_mentors: " in (tmp_path / "log").read_text():
                break
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
    assert "retry_tasks: 0 to run again" in (tmp_path / "log").read_text()
