"""A worker killed in the middle of an import has done nothing of it; the next one does it all."""

import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from tests.races.server import ROOT, Server, database

ROWS = 5_000
SECONDS = 120


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Server]:
    """A prepared database of the engine of this run, and nobody at work on it."""
    (tmp_path / "secret-key").write_text(secrets.token_urlsafe(50))
    (tmp_path / "second-step-keys").write_text(Fernet.generate_key().decode())
    with database(tmp_path) as url:
        server = Server(url, tmp_path, 443)
        manage(server, "prepare")
        yield server


def manage(server: Server, *words: str) -> None:
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, env=server.environment(), cwd=ROOT, capture_output=True, check=True)


def scene(server: Server, name: str, *words: object) -> Any:
    return server.stage(name, *words, module="tests.races.import_scenes")


@contextmanager
def working(server: Server) -> "Iterator[subprocess.Popen[bytes]]":
    command = [sys.executable, "manage.py", "work", "--only-tasks", "--interval", "0.1"]
    worker = subprocess.Popen(command, env=server.environment(), cwd=ROOT)
    try:
        yield worker
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait()


def wait_for(true: Callable[[], bool]) -> float:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < SECONDS
        time.sleep(0.05)
    return time.monotonic() - began


def test_killed_half_way_it_has_done_nothing_and_is_done_by_the_next(
    installation: Server, figures: Callable[[str], None]
) -> None:
    server = installation
    scene(server, "begin", ROWS)
    with working(server) as worker:
        wait_for(lambda: scene(server, "far") >= ROWS // 2)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    far, killed = scene(server, "far"), scene(server, "outcome")
    assert killed == {"status": "applying", "members": 0, "events": 0, "broken": []}
    assert far < ROWS
    assert scene(server, "release") == 1
    with working(server):
        took = wait_for(lambda: scene(server, "outcome")["status"] == "applied")
    done = {"status": "applied", "members": ROWS, "events": ROWS + 1, "broken": []}
    assert scene(server, "outcome") == done
    figures(f"Import of {ROWS}: killed at row {far}, nothing written; then applied in {took:.1f} s")


def test_two_workers_with_one_import_apply_it_once(installation: Server) -> None:
    """Somebody was impatient and had it begun twice."""
    server = installation
    scene(server, "begin", 500)
    scene(server, "begin_again")
    with working(server), working(server):
        wait_for(lambda: scene(server, "waiting") == 0)
    done = {"status": "applied", "members": 500, "events": 501, "broken": []}
    assert scene(server, "outcome") == done
