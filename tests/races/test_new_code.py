"""New code takes over while the product is in use: nobody is refused, and nothing is lost.

As systemd does it: the port is its own and stays open, while one server ends what it is at
and the next one starts (deploy/alongside-web.socket).
"""

import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.races.server import ROOT, WORKERS, Server, database, made_ready
from tests.races.test_killed_workers import WRITERS, writing

BETWEEN = 15  # messages that are answered before, meanwhile and after
WAITING = 256
# It knows its own number only once it runs, and the port comes as its third file.
AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, sys.argv[2:])
"""
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with database(tmp_path) as url:
        server = made_ready(url, tmp_path)
        server.stage("people", 42, 42)
        yield server


@contextmanager
def running(server: Server, port: socket.socket) -> Iterator["subprocess.Popen[bytes]"]:
    number = port.fileno()
    command = [sys.executable, "-c", AS_SYSTEMD, str(number), *GUNICORN, "--workers", WORKERS]
    with subprocess.Popen(
        [*command, "config.wsgi"], env=server.environment(), cwd=ROOT, pass_fds=[number]
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def test_new_code_takes_over_and_nobody_is_refused(
    server: Server, figures: Callable[[str], None]
) -> None:
    with (
        closing(socket.create_server(("127.0.0.1", server.port), backlog=WAITING)) as port,
        running(server, port) as old,
        writing(server) as crowd,
    ):
        crowd.wait_for(BETWEEN)
        server.stage("expand")
        crowd.wait_for(BETWEEN)
        old.terminate()
        assert old.wait() == 0
        with running(server, port):
            crowd.wait_for(2 * BETWEEN)
            crowd.finish()
    found = server.stage("what_rooms_hold", WRITERS)
    figures(f"New code under load: {crowd.answered} messages, answers {dict(crowd.statuses)}")
    assert set(crowd.statuses) == {302}
    for kept, texts in zip(crowd.kept, found["texts"], strict=True):
        assert Counter(texts) == Counter(kept)
    assert found["broken"] == []
