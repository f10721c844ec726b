"""The line breaks before the answer is there."""

import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.races.server import Server, serving

SECONDS_TO_ARRIVE = 20
CUT_OFF = struct.pack("ii", 1, 0)  # closed at once: nobody waits for the answer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve")) as running:
        running.stage("people", 42, 42)
        yield running


def send_and_hang_up(server: Server, request: dict[str, Any]) -> None:
    """What the server has not read by then is lost, as on a real line."""
    with closing(socket.create_connection(("127.0.0.1", server.port))) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, CUT_OFF)
        line.sendall(server.spelled(**request))
        time.sleep(0.5)


def arrived(server: Server, request: dict[str, Any], look: Callable[[], bool]) -> bool:
    """Sent again, and cut again, until it is there."""
    until = time.monotonic() + SECONDS_TO_ARRIVE
    while not look() and time.monotonic() < until:
        send_and_hang_up(server, request)
    return look()


def test_a_message_whose_answer_was_lost_is_there_once_however_often_it_is_sent(
    server: Server,
) -> None:
    [request] = server.stage("same_message", 1)
    author = "mentee-27@example.org"
    assert arrived(server, request, lambda: server.stage("messages_of", author)["messages"] == 1)
    assert server.rush([request]) == [302]
    found = server.stage("messages_of", author)
    assert (found["messages"], found["events"], found["violations"]) == (1, 1, [])


def test_a_yes_whose_answer_was_lost_counts_once(server: Server) -> None:
    [request] = server.stage("same_acceptance", 1)
    mentor = "mentor-1@example.org"
    assert arrived(server, request, lambda: server.stage("pairings_of", mentor)["places"] == 1)
    assert server.rush([request])[0] in (302, 409)
    found = server.stage("pairings_of", mentor)
    assert found["events"] == ["pairing.accepted", "pairing.proposed"]
    assert (found["places"], found["violations"]) == (1, [])
