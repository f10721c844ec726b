"""A system that is told things: a real one on this machine, with the code of docs/telling.md."""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from config.env import BASE

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
EXAMPLE = re.compile(r"```python\n(.+?)```", re.DOTALL)


def example() -> dict[str, Any]:
    """What a reader of the page would run: `is_genuine` and `answer`."""
    found = EXAMPLE.search((BASE / "docs" / "telling.md").read_text())
    assert found
    space: dict[str, Any] = {}
    exec(compile(found[1], "docs/telling.md", "exec"), space)  # noqa: S102
    return space


class Receiver:
    """What has come: every request as it was, and what was taken in; it answers as it is told."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.taken_in: list[dict[str, str]] = []
        self.known_ids: set[str] = set()
        self.secret = SECRET
        self.statuses: list[int] = []  # to answer with first, before anything is looked at
        self.waits = 0.0
        self.came = Event()
        self.answer = example()["answer"]
        self.url = ""

    def take(self, headers: dict[str, str], body: bytes) -> int:
        self.requests.append((headers, body))
        self.came.set()
        time.sleep(self.waits)
        if self.statuses:
            return self.statuses.pop(0)
        return int(self.answer(self.secret, headers, body, self.known_ids, self._take_in))

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _body in self.requests]

    def _take_in(self, body: bytes) -> None:
        self.taken_in.append(json.loads(body))


@contextmanager
def receiving(more: Sequence[tuple[str, str]] = ()) -> Iterator[Receiver]:
    """A receiver on a spare port; `more` are headers of its answers."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = receiver.take({k.lower(): v for k, v in self.headers.items()}, body)
            self.send_response(status)
            for name, value in more:
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        receiver.url = f"http://127.0.0.1:{server.server_address[1]}/told?from=alongside"
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield receiver
        finally:
            server.shutdown()


@contextmanager
def raw(talk: Callable[[Any], None]) -> Iterator[str]:
    """The address of something that is no web server: `talk` has the connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            with suppress(OSError):
                line, _from = listening.accept()
                with line:
                    talk(line)

        Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
