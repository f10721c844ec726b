"""Everything is killed with -9 while people write, again and again: what was answered is there."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.races import server as races
from tests.races.server import WORKERS, Server, database, serving_unguarded, spare_port
from tests.races.test_drill import family_of, kill, kill_all
from tests.races.test_killed_workers import Crowd, writing

KILLS = int(os.environ.get("KILLS", "3"))  # bin/test --long: 10
WRITERS = 6
WRITTEN_BETWEEN = 10  # messages that are answered before each killing


@contextmanager
def lives(server: Server) -> Iterator[Callable[[], float]]:
    """Start the product again and again on one port and database; each time kill it first.

    Each life gives the seconds from the killing, or the first start, until the port answers.
    """
    command = ["bin/serve", "--port", str(server.port), "--workers", WORKERS, "--only-tasks"]
    words = [*command, "--folder", str(server.folder), "--database", server.url]
    process = races.started(words, dict(os.environ))

    def again() -> float:
        nonlocal process
        began = time.monotonic()
        kill_all(process)
        process.communicate()
        server.wait(until=False)
        process = races.started(words, dict(os.environ))
        races.port_of(process)
        return time.monotonic() - began

    races.port_of(process)
    try:
        yield again
    finally:
        races.stop(process)


def killed_again_and_again(crowd: Crowd, again: Callable[[], float]) -> list[float]:
    """Seconds until it was up again, each time; somebody writes before and after each."""
    took = []
    for _kill in range(KILLS):
        crowd.wait_for(WRITTEN_BETWEEN)
        took.append(again())
    crowd.wait_for(WRITTEN_BETWEEN)
    return took


def lost(crowd: Crowd, texts: list[list[str]]) -> int:
    """How many messages were answered with yes, and are not there."""
    pairs = zip(crowd.kept, texts, strict=True)
    return sum(text not in there for kept, there in pairs for text in kept)


def test_no_kill_loses_what_was_answered(tmp_path: Path, figures: Callable[[str], None]) -> None:
    with database(tmp_path) as url:
        server = Server(url, tmp_path, spare_port())
        with lives(server) as again:
            server.stage("people", 42, 42)
            with writing(server) as crowd:
                took = killed_again_and_again(crowd, again)
            found = server.stage("what_rooms_hold", WRITERS)
        whole = server.stage("wholeness")
    figures(
        f"{KILLS} kills of everything: {crowd.answered} messages answered, "
        f"{lost(crowd, found['texts'])} lost; up again in {median(took):.1f} s, "
        f"{max(took):.1f} s at most; the database: {whole}"
    )
    assert lost(crowd, found["texts"]) == 0
    assert (whole, found["broken"]) == ("ok", [])
    assert len(took) == KILLS


def test_an_answer_before_the_writing_is_lost(tmp_path: Path) -> None:
    """The control: the very sum above, of a product that answers first and writes after."""
    with serving_unguarded(tmp_path, "tests.races.answers_first") as server:
        server.stage("people", 42, 42)
        web = [pid for pid in family_of(os.getpid()) if is_web(pid)]
        with writing(server) as crowd:
            crowd.wait_for(WRITTEN_BETWEEN)
            kill(web)
            crowd.stopped.set()
        texts = server.stage("what_rooms_hold", WRITERS)["texts"]
    assert lost(crowd, texts) > 0


def is_web(pid: int) -> bool:
    try:
        return b"answers_first" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # ended meanwhile
        return False
