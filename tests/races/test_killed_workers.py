"""Four web processes and two workers in use, half of each killed: what was answered is there."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from tests.races.server import ROOT, Server, serving
from tests.races.test_drill import family_of, kill

WRITERS = 6
WRITTEN_BETWEEN = 15  # messages that are answered between two killings
SECONDS_TO_FINISH = 60
AS_BAD = 500


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as server:
        server.stage("people", 42, 42)
        yield server


class Crowd:
    """Some write one message after another, each in a room of their own; who was answered what."""

    def __init__(self, server: Server, requests: list[dict[str, Any]]) -> None:
        self.server, self.stopped = server, Event()
        self.kept: list[list[str]] = [[] for _ in requests]
        self.statuses: Counter[int] = Counter()
        self.threads = [
            Thread(target=self.write, args=each) for each in zip(requests, self.kept, strict=True)
        ]

    def write(self, request: dict[str, Any], kept: list[str]) -> None:
        number = 0
        while not self.stopped.is_set():
            number += 1
            text = f"Message {number}"
            status, _page = self.server._post(**{**request, "fields": {"text": text}})
            self.statuses[status] += 1
            if status == 302:
                kept.append(text)
            else:
                time.sleep(0.1)  # nobody is there to be asked

    @property
    def answered(self) -> int:
        return sum(map(len, self.kept))

    def wait_for(self, more: int) -> None:
        wanted = self.answered + more
        for _ in range(SECONDS_TO_FINISH * 10):
            if self.answered >= wanted:
                return
            time.sleep(0.1)
        raise AssertionError(f"Only {self.answered} messages were answered, not {wanted}.")

    def finish(self) -> None:
        """Nobody writes any more, and everybody has their answer."""
        self.stopped.set()
        for thread in self.threads:
            thread.join()


@contextmanager
def writing(server: Server) -> Iterator[Crowd]:
    crowd = Crowd(server, server.stage("rooms", WRITERS))
    for thread in crowd.threads:
        thread.start()
    try:
        yield crowd
    finally:
        crowd.finish()


@contextmanager
def another_worker(server: Server) -> Iterator["subprocess.Popen[bytes]"]:
    """As on a second host: it takes letters from the same table."""
    command = [sys.executable, "manage.py", "work", "--only-tasks"]
    with subprocess.Popen(
        command,
        env=server.environment(),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def web_processes(server: Server) -> list[int]:
    """The children of gunicorn, not of the worker beside it."""
    return [
        pid
        for pid in family_of(server.pid)
        if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes() and pid not in parents(server)
    ]


def parents(server: Server) -> set[int]:
    return {pid for pid in family_of(server.pid) if len(family_of(pid)) > 1}


def test_two_of_four_web_processes_are_killed_and_nothing_that_was_answered_is_lost(
    server: Server, figures: Callable[[str], None]
) -> None:
    with another_worker(server) as worker, writing(server) as crowd:
        crowd.wait_for(WRITTEN_BETWEEN)
        before = web_processes(server)
        assert len(before) == 4
        kill(before[:2])
        crowd.wait_for(WRITTEN_BETWEEN)
        kill([worker.pid])
        crowd.wait_for(WRITTEN_BETWEEN)
        after = web_processes(server)
    found = server.stage("what_rooms_hold", WRITERS)
    for kept, texts in zip(crowd.kept, found["texts"], strict=True):
        assert Counter(texts).most_common(1)[0][1] == 1  # nothing twice
        assert set(kept) <= set(texts)
    assert len(set(after) - set(before)) == 2  # gunicorn has started two others
    assert found["broken"] == []
    cut = sum(count for status, count in crowd.statuses.items() if status >= AS_BAD)
    figures(
        f"Four web processes, two killed, and a worker of two: {crowd.answered} messages answered, "
        f"all there and each once; {cut} requests without an answer"
    )
    assert cut <= 2 * WRITERS  # those that the killed ones held
