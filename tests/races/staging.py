"""A process that has loaded the product once, and runs each scene in a child of its own.

To load it takes longer than most scenes do. A child begins as a new process would: with
nothing asked of the database yet. `python -m tests.races.staging` until its input ends.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import weakref
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import connections

ROOT = Path(__file__).resolve().parents[2]
SCENES = "tests.races.scenes"


class Stage:
    """The side of the tests: it starts the process, and asks for scenes."""

    def __init__(self, env: dict[str, str]) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.races.staging"],
            env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        weakref.finalize(self, process.communicate)
        assert process.stdout
        self.port = int(process.stdout.readline())

    def play(self, scene: str, words: list[str], times: int = 1, module: str = SCENES) -> list[Any]:
        """What so many children say, all at it at the same time."""
        calls = [socket.create_connection(("127.0.0.1", self.port)) for _ in range(times)]
        for call in calls:
            call.sendall(json.dumps([module, scene, words]).encode())
            call.shutdown(socket.SHUT_WR)
        return [heard(call) for call in calls]


def heard(call: socket.socket) -> Any:
    with closing(call), call.makefile() as answer:
        said = answer.read()
    assert said, "The scene failed: its process has said why."
    return json.loads(said)


def main() -> None:
    import_module(SCENES)  # and with it the product, which may ask the database something
    connections.close_all()  # else the children would share one line to it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(listener.getsockname()[1], flush=True)  # noqa: T201
        while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
            call, _caller = listener.accept()
            with closing(call):
                if os.fork() == 0:
                    perform(call)
                    return


def perform(call: socket.socket) -> None:
    """In a child: the scene that is asked for, and what it says."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with call.makefile("rw") as line:
        module, scene, words = json.loads(line.read())
        line.write(json.dumps(getattr(import_module(module), scene)(*words)))


if __name__ == "__main__":
    main()
