"""CILIP is told once of each start: by four senders at once, and when one is killed half-way."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.races.server import ROOT, Server, serving
from tests.receiver import receiving

STARTS = 12


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as running:
        running.stage("people", 20, 20)
        yield running


def tell_together(server: Server, guarded: str) -> None:
    """Four senders go off at once, and the receiver takes its time."""
    server.stage("tellings", STARTS)
    with receiving() as receiver:
        receiver.waits = 0.05
        server.together(4, "watch_tellings", receiver.url, guarded)
    found = server.stage("told")
    assert sorted(receiver.ids()) == found["ids"]
    assert found["statuses"] == ["told"] * STARTS
    assert found["events"] == STARTS


def test_each_is_sent_once_by_four_senders(server: Server) -> None:
    tell_together(server, "yes")


def test_without_a_claim_two_send_the_same(server: Server) -> None:
    """The control: the very test above fails when nothing is claimed."""
    with pytest.raises(AssertionError):
        tell_together(server, "no")


def test_what_a_killed_sender_held_is_sent_again_under_its_id(server: Server) -> None:
    """Killed while the receiver has it; three minutes later somebody else sends it."""
    server.stage("tellings", 1)
    with receiving() as receiver:
        receiver.waits = 60
        line = [sys.executable, "-m", "tests.races.scenes", "watch_tellings", "0", receiver.url]
        sender = subprocess.Popen(line, env=server.environment(), cwd=ROOT)
        assert receiver.came.wait(30)
        sender.kill()
        sender.wait()
        held = server.stage("told")
        receiver.waits = 0
        server.stage("watch_tellings", 0, receiver.url, "yes", 1)
        assert len(receiver.ids()) == 1
        server.stage("watch_tellings", 0, receiver.url, "yes", 3)
    found = server.stage("told")
    assert (held["statuses"], held["attempts"]) == (["on_its_way"], [1])
    assert receiver.ids() == found["ids"] * 2
    assert (found["statuses"], found["attempts"]) == (["told"], [2])
