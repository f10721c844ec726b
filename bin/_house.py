"""What the programs beside this file share, before anything is installed."""

from __future__ import annotations

import atexit
import base64
import hashlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
PRODUCT, WORKSHOP = "requirements.txt", "requirements-dev.txt"
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
FOUND = ("Collecting ", "Processing ", "Requirement already satisfied: ")  # in pip's words
STAMP = FOLDER / "locks.json"
OURS = {
    "ALLOWED_HOSTS",
    "BASE_URL",
    "BOUNCE_ADDRESS",
    "CODE_BY_LETTER",
    "DATABASE_URL",
    "DATA_FOLDER",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "DJANGO_SETTINGS_MODULE",
    "EMAIL_URL",
    "ERASURE_LEDGER",
    "MEMBERSHIP_CLIENT",
    "MEMBERSHIP_SECRET",
    "MEMBERSHIP_URL",
    "REPLICA_URL",
    "SECOND_STEP_KEYS",
    "SECRET_KEY",
    "TELLING_LIST",
    "TELLING_SECRET",
    "TELLING_URL",
    "TRUSTED_PROXY_COUNT",
}


def say(words: str) -> None:
    print(words, flush=True)


def insist_on_python() -> None:
    """Go on with Python 3.11 or later: this one, or another that is on the path."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(20, OLDEST[1] - 1, -1):
        if found := shutil.which(f"python3.{minor}"):
            os.execv(found, [found, *sys.argv])  # the same program, by a newer Python
    sys.exit(f"Alongside needs Python 3.11 or later; this is {sys.version.split()[0]}.")


def environment(lock: str) -> Path:
    """Make sure that .venv has what the lock names; return its Python.

    A stamp of the lock makes the second time quick. Two starts at once take turns.
    """
    insist_on_python()
    if not _is_current(lock):
        with turn("setup"):
            if not _is_current(lock):
                _make(lock)
    return PYTHON


@contextmanager
def turn(name: str) -> Iterator[None]:
    """Only one program at a time does what is named; the next one waits."""
    try:
        import fcntl  # noqa: PLC0415  # Windows has none, and there two starts must not meet
    except ImportError:
        yield
        return
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / f"{name}.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is at this step. Waiting for it.")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def settings(module: str, **names: str) -> dict[str, str]:
    """The environment of a child: this one's, with our own names as given and no others."""
    inherited = {name: value for name, value in os.environ.items() if _is_foreign(name)}
    return {**inherited, "DJANGO_SETTINGS_MODULE": f"config.settings.{module}", **names}


def fernet_key() -> str:
    """One of SECOND_STEP_KEYS, as Fernet.generate_key() makes it."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def manage(*words: str, env: Mapping[str, str]) -> None:
    """Run a management command; leave with its exit code when it fails."""
    done = subprocess.run([PYTHON, "manage.py", *words], cwd=ROOT, env=env, check=False)
    if done.returncode:
        sys.exit(done.returncode)


@contextmanager
def meanwhile(*words: str, env: Mapping[str, str]) -> Iterator[None]:
    """Run a management command beside what is done inside; leave with its code when it fails."""
    with subprocess.Popen([PYTHON, "manage.py", *words], cwd=ROOT, env=env) as beside:
        yield
    if beside.returncode:
        sys.exit(beside.returncode)


def answers(port: int) -> bool:
    """Whether anybody listens on this port of this machine."""
    with closing(socket.socket()) as caller:
        caller.settimeout(1)
        return caller.connect_ex(("127.0.0.1", port)) == 0


def spare_port() -> int:
    """Held while this process lives, so that nobody else is given it before we listen there."""
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    atexit.register(holder.close)
    return int(holder.getsockname()[1])


def last_lines(log: Path, count: int = 20) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""


def _is_foreign(name: str) -> bool:
    return name.removesuffix("_FILE") not in OURS


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _stamps() -> dict[str, str]:
    return dict(json.loads(STAMP.read_text())) if STAMP.exists() else {}


def _is_current(lock: str) -> bool:
    return PYTHON.exists() and _stamps().get(lock) == _digest(lock)


def _make(lock: str) -> None:
    if not PYTHON.exists():
        say(f"Making a Python environment in {FOLDER.name}/ …")
        _make_folder()
    names = [line.split("==")[0] for line in (ROOT / lock).read_text().splitlines() if "==" in line]
    say(f"Installing {len(names)} packages named in {lock}, each checked by its hash …")
    _install(lock, len(names))
    # The workshop's lock holds the product's, to the version.
    current = {lock, PRODUCT}
    STAMP.write_text(json.dumps({**_stamps(), **{name: _digest(name) for name in current}}))


def _make_folder() -> None:
    try:
        venv.EnvBuilder(with_pip=True, clear=FOLDER.exists()).create(FOLDER)
    except subprocess.CalledProcessError:
        shutil.rmtree(FOLDER, ignore_errors=True)
        sys.exit("This Python cannot make environments. On Debian: apt install python3-venv")


def _install(lock: str, count: int) -> None:
    command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "-r", lock]
    quiet = ["--disable-pip-version-check", "--progress-bar", "off"]
    said: list[str] = []
    with subprocess.Popen(
        [*command, *quiet], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            said.append(line)
            _show_progress(line, said, count)
    if pip.returncode:
        sys.exit("".join(said[-20:]) + "The packages could not be installed. Is there a network?")
    say("  installed")


def _show_progress(line: str, said: list[str], count: int) -> None:
    if line.startswith(FOUND):
        done = sum(each.startswith(FOUND) for each in said)
        say(f"  {done:2} of {count}  {_name_in(line)}")
    elif line.startswith("Installing collected"):
        say("  putting them in place …")


def _name_in(line: str) -> str:
    """The package that pip speaks of, by name or as a file."""
    what = line.partition(" in ")[0].split()[-1] if "already" in line else line.split()[1]
    name = Path(what).name
    return name.split("-")[0].replace("_", "-") if name.endswith(".whl") else name.split("==")[0]
