"""A PostgreSQL of the test's own with a standby that follows it, as on a second host."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from lib.replica import HAS_IT, HOW_FAR
from tests.races.server import spare_port

SECONDS_TO_START = SECONDS_TO_CATCH_UP = 30
QUICK = ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=40"]
AS_WHOM = "nobody" if os.geteuid() == 0 else None  # PostgreSQL does not run as root


class Postgres:
    """One server in a folder of its own; a standby has a source that it follows."""

    process: "subprocess.Popen[bytes]"

    def __init__(self, folder: Path, source: "Postgres | None" = None) -> None:
        self.folder, self.port, self.source = folder, spare_port(), source

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def ask(self, sql: str, *values: str) -> Any:
        """The first value of the first row."""
        with closing(psycopg2.connect(self.url)) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute(sql, values or None)
            return cursor.fetchone()[0]

    def pause(self) -> None:
        """Follow no more. What the source had before this, it has."""
        self._catch_up()
        self.ask("SELECT pg_wal_replay_pause()::text")

    def resume(self) -> None:
        """Follow again, and have all that the source has."""
        self.ask("SELECT pg_wal_replay_resume()::text")
        self._catch_up()

    def _catch_up(self) -> None:
        assert self.source
        mark = self.source.ask(HOW_FAR)
        until = time.monotonic() + SECONDS_TO_CATCH_UP
        while not self.ask(HAS_IT, mark):
            assert time.monotonic() < until, "The standby does not follow."
            time.sleep(0.1)

    def start(self) -> None:
        command = [program("postgres"), "-D", f"{self.folder}/rows", "-k", str(self.folder)]
        with Path(self.folder, "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "-p", str(self.port), *QUICK],
                cwd=self.folder,
                user=AS_WHOM,
                stdout=log,
                stderr=log,
            )
        self._wait()

    def stop(self) -> None:
        """At once, as by a power cut."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def _wait(self) -> None:
        for _ in range(SECONDS_TO_START * 10):
            try:
                self.ask("SELECT 1")
            except psycopg2.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.folder / "log").read_text())


@contextmanager
def followed() -> Iterator[tuple[Postgres, Postgres]]:
    """The source, and the standby that has what it has."""
    with tempfile.TemporaryDirectory(prefix="alongside-standby-") as name:
        source = Postgres(Path(name, "source"))
        standby = Postgres(Path(name, "standby"), source)
        for folder in (Path(name), source.folder, standby.folder):
            folder.mkdir(exist_ok=True)
            shutil.chown(folder, AS_WHOM) if AS_WHOM else None
        rows = f"{source.folder}/rows"
        run("initdb", "-D", rows, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        with closing_down(source):
            copy = ["-D", f"{standby.folder}/rows", "-d", source.url, "-R", "-X", "stream"]
            run("pg_basebackup", *copy, "--checkpoint=fast", "--no-sync")
            with closing_down(standby):
                yield source, standby


@contextmanager
def closing_down(server: Postgres) -> Iterator[None]:
    server.start()
    try:
        yield
    finally:
        server.stop()


def run(name: str, *words: str) -> None:
    subprocess.run([program(name), *words], cwd="/", user=AS_WHOM, check=True, capture_output=True)


def program(name: str) -> str:
    """On the path, or where Debian keeps those of the newest version."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or str(kept[-1])
