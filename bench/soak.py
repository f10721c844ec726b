"""Twenty people for some minutes, 19 of 20 requests reading: `bin/bench soak --minutes 5`.

Prints what was answered, how long it took, what the workers' memory did, and how many
pages of the directory were answered in a second beside how many bare ones.
"""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread

PEOPLE, MENTORS, WORKERS = 20, 1000, 2
WRITES = 0.05
FAILED = 500
SAME_TIME, SECONDS_OF_SPEED = 8, 10
WARM_UP = 20.0  # seconds before memory is looked at first
TOKEN = "a" * 32
READ = (
    "/", "/mentors/", "/mentors/?q=community", "/mentors/?sector=public&way=by-video",
    "/mentoring/", "/registration/", "room", "room",
)  # fmt: skip
Person = dict[str, str]


@dataclass
class Answers:
    """What came back, and after how many seconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def add(self, status: int, took: float) -> None:
        self.statuses[status] += 1
        self.seconds.append(took)

    @property
    def p95(self) -> float:
        return quantiles(self.seconds, n=20)[-1] * 1000


class Browser:
    """One person's, with a connection that is kept."""

    def __init__(self, port: int, session: str = "") -> None:
        self.port = port
        self.headers = {
            "Host": "localhost", "X-Forwarded-Proto": "https", "Referer": "https://localhost/",
            "X-Forwarded-For": "127.0.0.1",
            "Cookie": f"__Host-csrf={TOKEN}; __Host-session={session}",
        }  # fmt: skip
        self.caller = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, path: str, body: str = "") -> int:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        for _again in range(2):  # a kept connection may have been closed meanwhile
            try:
                self.caller.request(method, path, body, {**self.headers, **kind})
                answer = self.caller.getresponse()
                answer.read()
                return answer.status
            except (OSError, http.client.HTTPException):
                self.caller.close()
        return 599


def soak(minutes: float, engine: str, env: dict[str, str]) -> Iterator[str]:
    """Run it on a built database, and say line by line what was seen."""
    before = json.loads(_child(env, str(PEOPLE)))
    people = before["people"]
    with serving(env) as (port, master, log):
        answers, memory = lived(minutes, port, people, Memory(master))
        bare, found = speeds(port, people[0])
        locked = log.read_text().count("database is locked")
    left = json.loads(_child(env, "after"))
    failed = sum(count for status, count in answers.statuses.items() if status >= FAILED)
    yield f"{engine}: {PEOPLE} people, {minutes:g} minutes, {WORKERS} workers"
    yield f"  answers      {dict(sorted(answers.statuses.items()))}; 500 and above: {failed}"
    yield f"  p95          {answers.p95:.0f} ms, of {len(answers.seconds):,} answers"
    # Says more than milliseconds where the machine is not always as fast.
    yield f"               as long as {answers.p95 / 1000 * bare:.0f} bare pages take"
    yield f"  in the log   'database is locked' {locked} times"
    yield f"  memory       {memory}"
    yield f"  a second     {bare:.0f} bare pages, {found:.0f} of the directory: {found / bare:.2f}"
    written = left["messages"] - before["messages"]
    broken = "nothing" if left["broken"] == before["broken"] else left["broken"]
    yield f"  afterwards   {written} messages, {answers.statuses[302]} answered; broken: {broken}"


def lived(
    minutes: float, port: int, people: list[Person], memory: "Memory"
) -> tuple[Answers, "Memory"]:
    """What the people were answered, and what it did to memory."""
    answers, stopped = Answers(), Event()
    crowd = [Thread(target=go_on, args=(port, each, answers, stopped)) for each in people]
    for thread in crowd:
        thread.start()
    memory.watch(minutes * 60)
    stopped.set()
    for thread in crowd:
        thread.join()
    return answers, memory


def _child(env: dict[str, str], word: str) -> str:
    """What a child that knows the database prints."""
    words = [sys.executable, "-m", "bench.soakers", word]
    return subprocess.run(words, env=env, check=True, capture_output=True, text=True).stdout  # noqa: S603


def go_on(port: int, person: Person, answers: Answers, stopped: Event) -> None:
    """Read and, now and then, write, with no pause."""
    browser, number = Browser(port, person["session"]), 0
    chance = random.Random(person["room"])  # noqa: S311  # no secret
    while not stopped.is_set():
        began = time.monotonic()
        if chance.random() < WRITES:
            number += 1
            text = f"text=Message+{number}&csrfmiddlewaretoken={TOKEN}"
            status = browser.ask("POST", person["write"], text)
        else:
            path = chance.choice(READ)
            status = browser.ask("GET", person["room"] if path == "room" else path)
        answers.add(status, time.monotonic() - began)


class Memory:
    """What gunicorn's workers take: after the warm-up, and at the end."""

    def __init__(self, master: int) -> None:
        self.master, self.first, self.last = master, 0.0, 0.0

    def watch(self, seconds: float) -> None:
        time.sleep(min(WARM_UP, seconds / 3))
        self.first = self._now()
        time.sleep(max(0.0, seconds - min(WARM_UP, seconds / 3)))
        self.last = self._now()

    def _now(self) -> float:
        """Megabytes, their own and what they share, of gunicorn and all its workers."""
        mine = [
            stat.parent
            for stat in Path("/proc").glob("[0-9]*/stat")
            if self.master in (int(stat.parent.name), _parent(stat))
        ]
        return sum(_pages(process) for process in mine) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def __str__(self) -> str:
        more = 100 * (self.last / self.first - 1)
        return f"{self.first:.0f} MB warm, {self.last:.0f} MB at the end: {more:+.1f} %"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""  # it ended while we looked


def _parent(stat: Path) -> int:
    """Who started the process: the second word behind its name."""
    return int((_read(stat).rpartition(b")")[2].split() or [b"", b"0"])[1])


def _pages(process: Path) -> int:
    return int((_read(process / "statm") or b"0 0").split()[1])


def speeds(port: int, person: Person) -> tuple[float, float]:
    """How many bare pages and pages of the directory are answered in a second, in turns."""
    bare, found = [], []
    for _ in range(2):
        bare.append(speed(port, person, "/healthz"))
        found.append(speed(port, person, "/mentors/?sector=public"))
    return sum(bare) / len(bare), sum(found) / len(found)


def speed(port: int, person: Person, path: str) -> float:
    stopped, answers = Event(), Answers()

    def read() -> None:
        browser = Browser(port, person["session"])
        while not stopped.is_set():
            answers.add(browser.ask("GET", path), 0)

    crowd = [Thread(target=read) for _ in range(SAME_TIME)]
    for thread in crowd:
        thread.start()
    time.sleep(SECONDS_OF_SPEED)
    stopped.set()
    for thread in crowd:
        thread.join()
    return answers.statuses[200] / SECONDS_OF_SPEED


@contextmanager
def serving(env: dict[str, str]) -> Iterator[tuple[int, int, Path]]:
    """gunicorn as in production: its port, its process, the file that it writes to."""
    with socket.socket() as spare:
        spare.bind(("127.0.0.1", 0))
        port = spare.getsockname()[1]
    words = ["-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    bound = ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, *words, *bound], env=env, stdout=log, stderr=log
        )
        try:
            _wait_for(port)
            yield port, process.pid, Path(log.name)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _wait_for(port: int) -> None:
    for _ in range(300):
        if Browser(port).ask("GET", "/healthz") == 200:
            return
        time.sleep(0.2)
    raise SystemExit("The server did not start.")
