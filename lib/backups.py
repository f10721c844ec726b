"""A copy of the database that can be trusted, and the way back from it."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, connections

ENDINGS = {"sqlite": ".sqlite3", "postgresql": ".pgdump"}
OURS = "alongside-*"
OWNER_ONLY = 0o600
A_PART = ".part"  # not whole yet; nothing of this name is ever read


class BackupError(Exception):
    """A sentence fit for whoever runs the command."""


def back_up(folder: Path, at: datetime) -> Path:
    """Write a copy of the database as it is at one moment, while it is in use.

    Returns:
        The file, named after `at` in UTC. Beside it stands its SHA-256 in a file of the same
        name and `.sha256`, as `sha256sum --check` reads it.

    Raises:
        BackupError: when there is a copy of that name, or the copy is not sound.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"alongside-{at:%Y%m%dT%H%M%SZ}{ENDINGS[connection.vendor]}"
    if copy.exists():
        raise BackupError(f"{copy.name} is there already.")
    with _whole_or_not_at_all(copy) as part:
        {"sqlite": _copy_sqlite, "postgresql": _copy_postgresql}[connection.vendor](part)
        _hash_file(copy).write_text(f"{_sha256(part)}  {copy.name}\n")
    return copy


def restore(copy: Path) -> None:
    """Fill an empty database from a copy that `back_up` made.

    Raises:
        BackupError: when the copy is not what was written, is of another engine, or the
            database is not empty. Nothing is changed then.
    """
    _require_as_written(copy)
    if copy.suffix != ENDINGS[connection.vendor]:
        raise BackupError(f"{copy.name} is not a copy of a {connection.display_name} database.")
    if connection.introspection.table_names():
        raise BackupError("The database has tables. Restore into an empty one.")
    connections.close_all()
    {"sqlite": _refill_sqlite, "postgresql": _refill_postgresql}[connection.vendor](copy)


def forget_before(folder: Path, since: datetime) -> list[Path]:
    """Delete the copies in `folder` whose names say that they are older; return which."""
    first = f"alongside-{since:%Y%m%dT%H%M%SZ}"
    endings = tuple(ENDINGS.values())
    old = sorted(c for c in folder.glob(OURS) if c.name < first and c.name.endswith(endings))
    for copy in old:
        copy.unlink()
        _hash_file(copy).unlink(missing_ok=True)
    return old


@contextmanager
def _whole_or_not_at_all(copy: Path) -> Iterator[Path]:
    """A file to write to, which gets its name when it is whole and on the disk."""
    part = copy.with_name(copy.name + A_PART)
    part.unlink(missing_ok=True)
    part.touch(mode=OWNER_ONLY)
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.rename(copy)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _copy_sqlite(part: Path) -> None:
    """VACUUM INTO reads one moment, in WAL mode without keeping a writer waiting."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(part)])
    with closing(sqlite3.connect(part)) as written:
        found = written.execute("PRAGMA integrity_check").fetchall()
        orphans = written.execute("PRAGMA foreign_key_check").fetchall()
    if found != [("ok",)] or orphans:
        raise BackupError("The copy is not sound. Look at the database: PRAGMA integrity_check.")


def _refill_sqlite(copy: Path) -> None:
    home = Path(connection.settings_dict["NAME"])
    part = home.with_name(home.name + A_PART)
    shutil.copyfile(copy, part)
    part.chmod(OWNER_ONLY)
    for beside in ("-wal", "-shm", "-journal"):
        home.with_name(home.name + beside).unlink(missing_ok=True)
    part.replace(home)


def _copy_postgresql(part: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
    _run("pg_restore", "--list", str(part), connects=False)


def _refill_postgresql(copy: Path) -> None:
    """In one transaction: a restore that fails half-way leaves the database empty."""
    whole = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run("pg_restore", *whole, f"--dbname={connection.settings_dict['NAME']}", str(copy))


def _run(program: str, *words: str, connects: bool = True) -> None:
    """One of PostgreSQL's own programs; the password is in no line that others can read."""
    if not shutil.which(program):
        raise BackupError(f"{program} is missing: install the client programs of PostgreSQL.")
    env = {**os.environ, **(_libpq(connection.settings_dict) if connects else {})}
    done = subprocess.run(  # noqa: S603  words of our own, and a path whoever runs us chose
        [program, *words], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip().splitlines()[0]}")


def _libpq(database: dict[str, Any]) -> dict[str, str]:
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    said = {theirs: str(database[ours]) for ours, theirs in names.items() if database.get(ours)}
    if mode := database.get("OPTIONS", {}).get("sslmode"):
        said["PGSSLMODE"] = str(mode)
    return {**said, "PGDATABASE": str(database["NAME"])}


def _require_as_written(copy: Path) -> None:
    if not copy.is_file():
        raise BackupError(f"There is no file {copy}.")
    beside = _hash_file(copy)
    if not beside.is_file():
        raise BackupError(f"{beside.name} is missing, so nobody can say whether the copy is whole.")
    if _sha256(copy) != beside.read_text().partition(" ")[0]:
        raise BackupError(f"{copy.name} is not what was written. Take another copy.")


def _hash_file(copy: Path) -> Path:
    return copy.with_name(f"{copy.name}.sha256")


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
