"""The drill: a copy taken in use, everything killed and deleted, and the way back, timed."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from threading import Event, Thread
from typing import Any

import pytest

from tests.races import server as races
from tests.races.server import ROOT, Server, database

MINUTES = 60
MOST_TO_RECOVER = 30 * MINUTES
SEEN = re.compile(r"/pairings/\d+/")
PROCESSES = Path("/proc")
BEFORE = 10  # messages that must be there before the copy begins
AFTER = 5


@dataclass
class Writer:
    """Somebody who writes one message after another, and keeps those that were answered."""

    server: Server
    request: dict[str, Any]
    kept: list[str] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)

    def write(self) -> None:
        number = 0
        while not self.stopped.is_set():
            number += 1
            text = f"Message {number}"
            posted = {**self.request, "fields": {**self.request["fields"], "text": text}}
            if self.server._post(**posted)[0] == 302:
                self.kept.append(text)

    def wait_for(self, count: int) -> None:
        for _ in range(600):
            if len(self.kept) >= count:
                return
            time.sleep(0.1)
        raise AssertionError(f"Only {len(self.kept)} messages were answered.")


@contextmanager
def writing(server: Server) -> Iterator[Writer]:
    [request] = server.stage("same_message", 1)
    writer = Writer(server, request)
    thread = Thread(target=writer.write)
    thread.start()
    try:
        yield writer
    finally:
        writer.stopped.set()
        thread.join()


@contextmanager
def running(folder: Path, url: str) -> Iterator[tuple[Server, "subprocess.Popen[str]"]]:
    command = ["bin/serve", "--port", "0", "--workers", "2", "--folder", str(folder)]
    with races._running([*command, "--database", url], dict(os.environ)) as process:
        yield Server(url, folder, races.port_of(process)), process


def manage(server: Server, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "manage.py", *words]
    env = server.environment()
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


def family_of(pid: int) -> list[int]:
    """A process and all that it started, and they in turn."""
    children = [int(stat.parent.name) for stat in PROCESSES.glob("[0-9]*/stat") if of(stat) == pid]
    return [pid, *(each for child in children for each in family_of(child))]


def of(stat: Path) -> int:
    """Who started the process; the second word behind its name."""
    with suppress(OSError):
        return int(stat.read_text().rpartition(")")[2].split()[1])
    return 0  # it ended while we looked


def kill(pids: list[int]) -> None:
    """With -9; one that has ended by itself meanwhile is dead as well."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def kill_all(process: "subprocess.Popen[str]") -> None:
    kill(family_of(process.pid))
    process.wait()


def delete_all(folder: Path) -> dict[str, bytes]:
    """Lose the machine, but for the secret keys, which are kept apart from the copies."""
    keys = {name: (folder / name).read_bytes() for name in ("secret-key", "second-step-keys")}
    rmtree(folder)
    return keys


@dataclass
class Lost:
    """What is left of an installation that was killed: a copy, the keys, and what people know."""

    copy: Path
    keys: dict[str, bytes]
    writer: Writer
    answered: list[str]
    leaver: tuple[str, str]  # an address, and the line of the ledger that would be theirs


@pytest.fixture
def lost(tmp_path: Path, figures: Callable[[str], None]) -> Lost:
    """An installation in use, copied, then killed and deleted while somebody writes on."""
    folder = tmp_path / "first"
    folder.mkdir()
    with database(folder) as url, running(folder, url) as (server, process):
        server.stage("people", 42, 42)
        leaver = tuple(server.stage("line_of_the_ledger", "mentee-12@example.org"))
        with writing(server) as writer:
            writer.wait_for(BEFORE)
            answered = list(writer.kept)
            done, seconds = timed(manage, server, "backup", str(tmp_path / "copies"))
            assert done.returncode == 0, done.stderr
            writer.wait_for(len(writer.kept) + AFTER)
            kill_all(process)
        keys = delete_all(folder)
    figures(f"Drill: a copy while somebody writes takes {seconds:.1f} s")
    [copy] = (tmp_path / "copies").glob("*Z.*[!6]")
    return Lost(copy, keys, writer, answered, leaver)


def timed(act: Callable[..., Any], *args: Any) -> tuple[Any, float]:
    began = time.monotonic()
    return act(*args), time.monotonic() - began


def test_what_was_answered_before_the_copy_is_there_again(
    lost: Lost, tmp_path: Path, figures: Callable[[str], None]
) -> None:
    folder = tmp_path / "second"
    folder.mkdir()
    for name, key in lost.keys.items():
        (folder / name).write_bytes(key)
    with database(folder) as url:
        gone = leave_after_the_copy(folder, lost)
        done, seconds = timed(manage, Server(url, folder, 443), "restore", str(lost.copy))
        assert "Members erased again: 1." in done.stdout, done.stderr
        assert re.search(r"All \d+ invariants hold", done.stdout), done.stderr
        with running(folder, url) as (server, _process):
            texts = server.stage("texts_of", "mentee-27@example.org")
            figures(
                f"Drill: restored in {seconds:.1f} s; {len(lost.answered)} answered before the "
                f"copy, {len(texts)} in it, {len(lost.writer.kept)} when all was killed"
            )
            assert texts[: len(lost.answered)] == lost.answered
            assert gone not in server.stage("addresses")
            goes_on(server, lost.writer.request)
    assert seconds < MOST_TO_RECOVER


def leave_after_the_copy(folder: Path, lost: Lost) -> str:
    """The ledger, which is kept apart, says that somebody in the copy was erased since."""
    (folder / "erasures.txt").write_text(f"{lost.leaver[1]}\n")
    return lost.leaver[0]


def goes_on(server: Server, request: dict[str, Any]) -> None:
    """The session from before the copy sees its page, and writes."""
    [path] = SEEN.findall(request["path"])
    assert server._send("GET", path, request["session"], "")[0] == 200
    assert server._post(**{**request, "fields": {"text": "I am back."}})[0] == 302
