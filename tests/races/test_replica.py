"""A web process that reads the directory from a standby: what shows, and what decides.

One of four threads. Each process looks at the standby for itself, and of several any may
answer: one that was not asked until then knows of no standby yet, and reads at home.
"""

import time
from collections.abc import Iterator

import pytest

from lib.replica import LOOK_EVERY
from tests.races.server import Server, served_by
from tests.races.standby import Postgres, followed
from tests.races.test_everywhere import FOUND, NOBODY

pytestmark = pytest.mark.postgresql
TIMES = 24
DROP = "Remove from my shortlist"
# By then it has looked three times: for a mark, for the next, and at that one.
SECONDS_TO_LOOK = 4 * LOOK_EVERY
READ = "SELECT sum(idx_scan + seq_scan) FROM pg_stat_user_tables WHERE relname LIKE 'mentoring%'"


@pytest.fixture(scope="module")
def standby_and_server(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Postgres, Server]]:
    folder = tmp_path_factory.mktemp("serve")
    with (
        followed() as (source, standby),
        served_by("config.wsgi", source.url, folder, "1", REPLICA_URL=standby.url) as server,
    ):
        server.stage("people", 40, 40)
        yield standby, server


class Reader:
    """Somebody who looks for one mentor, in every thread at once."""

    def __init__(self, server: Server, standby: Postgres, mentor: int) -> None:
        self.server, self.standby = server, standby
        self.asked = server.stage("reader", mentor)

    def pages(self) -> list[str]:
        return self.server.read(**self.asked, times=TIMES)

    def reads_aside(self) -> bool:
        """Whether all of them just now read the standby."""
        before = self.standby.ask(READ)
        self.pages()
        time.sleep(1)  # what a connection has read is counted within a second
        return self.standby.ask(READ) - before >= TIMES

    def warm(self) -> "Reader":
        """The process has looked at the standby, and found it fit."""
        until = time.monotonic() + SECONDS_TO_LOOK
        while not self.reads_aside():
            assert time.monotonic() < until, "The standby is not read."
        return self


def test_a_standby_is_read_and_never_decides(standby_and_server: tuple[Postgres, Server]) -> None:
    standby, server = standby_and_server
    reader = Reader(server, standby, 36).warm()
    assert all(FOUND in page for page in reader.pages())

    standby.pause()
    server.stage("fill", 36)
    assert any(FOUND in page for page in reader.pages())  # as the standby still has it
    assert server.rush(server.stage("asks", 36)) == [409]  # and the source decides

    until = time.monotonic() + SECONDS_TO_LOOK
    while any(FOUND in page for page in reader.pages()):
        assert time.monotonic() < until, "A standby that is behind is read for ever."
    standby.resume()
    assert all(NOBODY in page for page in reader.warm().pages())


def test_what_one_has_just_done_shows_at_once(standby_and_server: tuple[Postgres, Server]) -> None:
    standby, server = standby_and_server
    reader = Reader(server, standby, 35).warm()
    assert not any(DROP in page for page in reader.pages())
    mark = server.stage("reader_marks", 35)

    standby.pause()
    assert server.rush(mark) == [302]
    after = reader.pages()
    standby.resume()

    assert all(DROP in page for page in after)


def test_a_standby_that_dies_is_not_missed(standby_and_server: tuple[Postgres, Server]) -> None:
    standby, server = standby_and_server
    reader = Reader(server, standby, 37).warm()

    standby.stop()
    after = reader.pages()
    standby.start()

    assert all(FOUND in page for page in after)
