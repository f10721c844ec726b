"""`python -m bench [WORK] …`: every engine and size, then one table."""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from cryptography.fernet import Fernet

from bench.show import Table, say
from bench.soak import MENTORS, soak

WORKS, REPORTS, SOAK = ("directory", "pairing", "office"), "reports", "soak"
ENGINES = ("sqlite", "postgres")
ON_POSTGRES = "postgres://postgres@127.0.0.1:5432"


def main() -> None:
    asked = arguments()
    if asked.works == [SOAK]:
        soak_each(asked)
    else:
        measure_each(asked)


def measure_each(asked: argparse.Namespace) -> None:
    """Each engine and size with a database and a process of its own; then the table."""
    found = []
    for engine in ENGINES if asked.engine == "both" else [asked.engine]:
        for size in asked.sizes:
            for works in databases_of(asked.works or [*WORKS, REPORTS]):
                what = "pairings" if works == [REPORTS] else "mentors"
                say(f"Building {size:,} {what} on {engine} …")
                found += run(works, engine, size, asked)
            if asked.json:  # after each, as a long run may not come to its end
                Path(asked.json).write_text(json.dumps(found, indent=1) + "\n")
    Table(found).show()


def soak_each(asked: argparse.Namespace) -> None:
    """Each engine with a database and a server of its own."""
    for engine in ENGINES if asked.engine == "both" else [asked.engine]:
        with tempfile.TemporaryDirectory() as folder, database(engine, folder) as url:
            env = {**os.environ, **environment(url, folder)}
            prepare(env)
            _run([sys.executable, "-m", "bench.build", str(MENTORS)], env)
            for line in soak(asked.minutes, engine, env):
                say(line)


def databases_of(works: list[str]) -> list[list[str]]:
    """Works that share a database, together; the reports ask for pairings and not for mentors."""
    others = [work for work in works if work != REPORTS]
    return [each for each in (others, [REPORTS] if REPORTS in works else []) if each]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("works", nargs="*", metavar="|".join([*WORKS, "imports", REPORTS, SOAK]))
    parser.add_argument("--sizes", type=_sizes, default=[1000, 10000], help="1000,10000")
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    parser.add_argument("--rounds", type=int, default=40, help="calls a case; at most 60")
    parser.add_argument("--minutes", type=float, default=5, help="how long a soak lasts: 5")
    parser.add_argument("--json", metavar="FILE", help="write the rows there as well")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def run(
    works: list[str], engine: str, size: int, asked: argparse.Namespace
) -> list[dict[str, Any]]:
    """Make a database, measure in a process of its own, and take the database away again."""
    with tempfile.TemporaryDirectory() as folder, database(engine, folder) as url:
        env = {**os.environ, **environment(url, folder)}
        prepare(env)
        steps = steps_of(works, size, asked.rounds)
        rows = [
            row for step in steps for row in json.loads(_run([sys.executable, "-m", *step], env))
        ]
        return [{"engine": engine, "size": size, **row} for row in rows]


def prepare(env: dict[str, str]) -> None:
    """Make the tables and gather the static files."""
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--no-input"]):
        _run([sys.executable, "manage.py", *command, "--verbosity", "0"], env)


def steps_of(works: list[str], size: int, rounds: int) -> list[list[str]]:
    """The programs of one database, in their order. The reports have one of their own."""
    if works == [REPORTS]:
        return [["bench.histories", str(size)], ["bench.reports"]]
    return [
        ["bench.build", str(size)],
        *([["bench.index"]] if "directory" in works else []),
        ["bench.run", ",".join(works), str(rounds)],
    ]


def _run(words: list[str], env: dict[str, str]) -> str:
    """What a child of ours prints; leaves with its words when it fails."""
    done = subprocess.run(words, env=env, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
    return done.stdout


def environment(url: str, folder: str) -> dict[str, str]:
    """Production settings, pointed at a database of this run's own."""
    return {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SECOND_STEP_KEYS": Fernet.generate_key().decode(),
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": "https://localhost",
        "TRUSTED_PROXY_COUNT": "1",
        "EMAIL_URL": "dummymail:",
        "DEFAULT_FROM_EMAIL": "mentoring@example.org",
        "DATABASE_URL": url,
        "DATA_FOLDER": folder,
    }


@contextmanager
def database(engine: str, folder: str) -> Iterator[str]:
    """The address of an empty database; on PostgreSQL it is created and dropped."""
    if engine == "sqlite":
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    name = f"alongside_bench_{os.getpid()}"
    _sql(f"create database {name}")
    try:
        yield f"{ON_POSTGRES}/{name}"
    finally:
        _sql(f"drop database {name}")


def _sql(statement: str) -> None:
    connection = psycopg2.connect(f"{ON_POSTGRES}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


if __name__ == "__main__":
    main()
