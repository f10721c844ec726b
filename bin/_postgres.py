"""A PostgreSQL for the tests: the one that answers here, or one of our own for a while."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import _house as house

USUAL_PORT = 5432
SECONDS_TO_START = 30
# Nothing here outlives the tests, so nothing need reach the disk.
QUICK = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


@contextmanager
def server(name: str) -> Iterator[str | None]:
    """The DATABASE_URL of a database by this name; None where there is no PostgreSQL."""
    if _admits_us(USUAL_PORT):
        yield _url(USUAL_PORT, name)
    elif (programs := _programs()) is None:
        yield None
    else:
        with _own(programs) as port:
            yield _url(port, name)


def is_here() -> bool:
    return _admits_us(USUAL_PORT) or _programs() is not None


def _url(port: int, name: str) -> str:
    return f"postgres://postgres@127.0.0.1:{port}/{name}"


def _admits_us(port: int) -> bool:
    if not house.answers(port):
        return False
    ask = f"import psycopg2; psycopg2.connect({_url(port, 'postgres')!r}, connect_timeout=5)"
    done = subprocess.run([house.PYTHON, "-c", ask], capture_output=True, check=False)
    return done.returncode == 0


def _programs() -> Path | None:
    """The folder of initdb and postgres: on the path, or where Debian keeps them, newest first."""
    on_path = shutil.which("initdb")
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest_first = sorted(versions, key=lambda found: int(found.parts[4]), reverse=True)
    found = [*([Path(on_path)] if on_path else []), *newest_first]
    return found[0].resolve().parent if found else None


@contextmanager
def _own(programs: Path) -> Iterator[int]:
    """Run a server on a spare port, as nobody where we are root, and clear it away."""
    port, user = house.spare_port(), "nobody" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="alongside-postgres-") as name:
        if user:
            shutil.chown(name, user)
        data = ["-D", f"{name}/data"]
        first = [programs / "initdb", *data, "-U", "postgres", "--auth", "trust", "-E", "UTF8"]
        subprocess.run([*first, "--no-sync"], cwd=name, user=user, check=True, capture_output=True)
        listen = ["-p", str(port), "-k", name, "-c", "listen_addresses=127.0.0.1"]
        command = [programs / "postgres", *data, *listen, *QUICK]
        with Path(name, "log").open("wb") as log:
            child = subprocess.Popen(command, cwd=name, user=user, stdout=log, stderr=log)
        try:
            _wait_for(port)
            yield port
        finally:
            child.send_signal(signal.SIGINT)
            child.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while not _admits_us(port):
        if time.monotonic() > until:
            raise SystemExit("The PostgreSQL of the tests did not start.")
        time.sleep(0.1)
