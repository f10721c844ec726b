"""The product under gunicorn with several processes, on a database of the test's own."""

import atexit
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from urllib.parse import urlencode

import psycopg2
from django.conf import settings
from django.utils.functional import cached_property

from tests.races.staging import ROOT, SCENES, Stage

TOKEN = "r" * 32
WORKERS = "4"
# What happens by the clock is staged, so that nothing else happens meanwhile.
SERVE = ["bin/serve", "--port", "0", "--only-tasks"]
SECONDS_TO_START = 30
SECONDS_TO_MEET = 2
NO_ANSWER = 599  # as bad as any answer of 500 and above
Answer = tuple[int, str]  # the status and the page


class Server:
    """A running product: `stage` writes and reads its database, `rush` posts all at once."""

    def __init__(self, url: str, folder: Path, port: int, pid: int = 0, **told: str) -> None:
        self.url, self.folder, self.port, self.pid = url, folder, port, pid
        self.told = told  # what the environment says besides
        self.rushes: list[Counter[int]] = []  # how each of them was answered

    def stage(self, scene: str, *words: object, module: str = SCENES) -> Any:
        """Run a function of `scenes` beside the server, on the same database."""
        [said] = self.scenes.play(scene, [str(word) for word in words], module=module)
        return said

    def together(self, times: int, scene: str, *words: object) -> list[Any]:
        """Run a function of `scenes` in several processes, all let go at one moment."""
        moment = time.time() + SECONDS_TO_MEET
        return self.scenes.play(scene, [str(moment), *map(str, words)], times)

    @cached_property
    def scenes(self) -> Stage:
        return Stage(self.environment())

    def environment(self) -> dict[str, str]:
        """What bin/serve gives its children."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECRET_KEY_FILE": str(self.folder / "secret-key"),
            "SECOND_STEP_KEYS_FILE": str(self.folder / "second-step-keys"),
            "DATA_FOLDER": str(self.folder),
            "DATABASE_URL": self.url,
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "BASE_URL": f"https://localhost:{self.port}",
            "TRUSTED_PROXY_COUNT": "1",
            "EMAIL_URL": f"file:///{self.folder}/post",
            "DEFAULT_FROM_EMAIL": "Alongside <mentoring@example.org>",
            **self.told,
        }

    def wait(self, until: bool = True) -> None:
        """Until the port answers, or until it no longer does."""
        for _ in range(SECONDS_TO_START * 10):
            with closing(socket.socket()) as caller:
                if (caller.connect_ex(("127.0.0.1", self.port)) == 0) is until:
                    return
            time.sleep(0.1)
        raise AssertionError("The server did not start, or did not stop.")

    def rush(self, requests: list[dict[str, Any]]) -> list[int]:
        """Post every request from a thread of its own, all let go together; the statuses."""
        statuses = [status for status, _page in _all_at_once(self._post, requests)]
        self.rushes.append(Counter(statuses))
        return statuses

    def read(self, path: str, session: str, times: int) -> list[str]:
        """The same page, asked for so many times at once, as every process shows it."""
        asked = {"method": "GET", "path": path, "session": session, "body": ""}
        answers = _all_at_once(self._send, [asked] * times)
        assert {status for status, _page in answers} == {200}
        return [page for _status, page in answers]

    def send_from(self, path: str, session: str, fields: dict[str, str], place: str) -> Answer:
        """Post as if from this network address, by the word of the proxy."""
        form = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        return self._send("POST", path, session, form, {"X-Forwarded-For": place})

    def _post(self, path: str, session: str, fields: dict[str, str]) -> Answer:
        return self._send(
            "POST", path, session, urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        )

    def _send(
        self, method: str, path: str, session: str, body: str, more: dict[str, str] | None = None
    ) -> Answer:
        with closing(self._caller()) as caller:
            try:
                caller.request(method, path, body, {**self._headers(session), **(more or {})})
                answer = caller.getresponse()
                return answer.status, answer.read().decode()
            except (OSError, http.client.HTTPException):
                return NO_ANSWER, ""

    def _caller(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def spelled(self, path: str, session: str, fields: dict[str, str]) -> bytes:
        """A post as it goes over the line."""
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        headers = {**self._headers(session), "Content-Length": str(len(body))}
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {says}" for name, says in headers.items())]
        return "\r\n".join([*lines, "", body]).encode()

    def _headers(self, session: str) -> dict[str, str]:
        return {
            "Host": f"localhost:{self.port}",
            "X-Forwarded-Proto": "https",
            "Referer": f"https://localhost:{self.port}/",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"__Host-csrf={TOKEN}; __Host-session={session}",
            "X-Forwarded-For": "192.0.2.200",
        }


def _all_at_once(send: Callable[..., Answer], requests: list[dict[str, Any]]) -> list[Answer]:
    """Every request from a thread of its own, all let go together."""
    gate, answers = Barrier(len(requests)), [(0, "")] * len(requests)

    def go(number: int, request: dict[str, Any]) -> None:
        gate.wait()
        answers[number] = send(**request)

    threads = [Thread(target=go, args=pair) for pair in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """bin/serve on a spare port, with a new database of the engine that this run tests."""
    with database(folder) as url:
        command = [*SERVE, "--workers", WORKERS, "--folder", str(folder)]
        with _running([*command, "--database", url], dict(os.environ)) as process:
            yield Server(url, folder, port_of(process), process.pid)


@contextmanager
def serving_unguarded(folder: Path, application: str = "tests.races.unguarded") -> Iterator[Server]:
    """The same product without its locks or its shared cache."""
    with database(folder) as url, served_by(application, url, folder) as server:
        yield server


@contextmanager
def served_by(
    application: str, url: str, folder: Path, workers: str = WORKERS, **told: str
) -> Iterator[Server]:
    """This application on a database that a short life of bin/serve made ready."""
    server = made_ready(url, folder, **told)
    gunicorn = ["-m", "gunicorn", "--config", "config/gunicorn.py", "--workers", workers]
    bound = ["--bind", f"127.0.0.1:{server.port}", f"{application}:application"]
    with _running([*gunicorn, *bound], server.environment()):
        server.wait()
        yield server


@contextmanager
def _running(words: list[str], env: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    process = started(words, env)
    try:
        yield process
    finally:
        stop(process)


def started(words: list[str], env: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    )


def stop(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)


def port_of(process: "subprocess.Popen[str]") -> int:
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Ready on http://127.0.0.1:"):
            return int(line.split(":")[2].split()[0])
    raise AssertionError("".join(said))


def made_ready(url: str, folder: Path, **told: str) -> Server:
    """The tables and keys of a server, which does not run."""
    command = [*SERVE, "--workers", "1", "--folder", str(folder)]
    with _running([*command, "--database", url], dict(os.environ)) as process:
        return Server(url, folder, port_of(process), **told)


def spare_port() -> int:
    """Held while this process lives, so that nobody else is given it before we listen there."""
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    atexit.register(holder.close)
    return int(holder.getsockname()[1])


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """The address of an empty database; on PostgreSQL it is created and dropped."""
    default = settings.DATABASES["default"]
    if "sqlite" in default["ENGINE"]:
        yield f"sqlite:///{folder}/alongside.sqlite3"
        return
    name = f"alongside_races_{secrets.token_hex(4)}"
    server = f"{default['USER']}@{default['HOST']}:{default['PORT'] or 5432}"
    _sql(f"postgres://{server}/postgres", f"create database {name}")
    try:
        yield f"postgres://{server}/{name}"
    finally:
        _sql(f"postgres://{server}/postgres", f"drop database {name} with (force)")


def _sql(url: str, statement: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()
