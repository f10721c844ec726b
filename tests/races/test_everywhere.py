"""What one process writes, every other shows on the next page that it is asked for."""

from collections.abc import Iterator

import pytest

from tests.races.server import Server, serving

TIMES = 24  # at once, so that each of the four processes is asked several times
ROUNDS = 20
FOUND, NOBODY = "<strong>1 mentor</strong> with a", "<strong>0 mentors</strong> with a"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve")) as running:
        running.stage("people", 40, 40)
        yield running


def how_many_say(server: Server, words: str, mentor: int) -> int:
    """Of so many readers at once who look for a mentor, how many read these words."""
    pages = server.read(**server.stage("reader", mentor), times=TIMES)
    return sum(words in page for page in pages)


def test_what_a_mentor_changes_shows_in_every_process(server: Server) -> None:
    assert how_many_say(server, FOUND, 36) == TIMES
    server.stage("rename", 36, "Keeper of maps")
    assert how_many_say(server, "Keeper of maps", 36) == TIMES


def test_what_every_process_answers_is_counted_together(server: Server) -> None:
    reader = server.stage("reader", 35)
    directory, nothing = "mentoring:directory 200", "none 404"
    before = server.stage("answers")
    server.read(**reader, times=TIMES)
    server._send("GET", "/nowhere/", reader["session"], "")
    after = server.stage("answers")
    assert after[directory] - before.get(directory, 0) == TIMES
    assert after[nothing] - before.get(nothing, 0) == 1


@pytest.mark.parametrize(("act", "mentor"), [("fill", 37), ("withdraw_training", 38)])
def test_who_can_no_longer_be_asked_is_in_no_process(server: Server, act: str, mentor: int) -> None:
    assert how_many_say(server, FOUND, mentor) == TIMES
    server.stage(act, mentor)
    assert how_many_say(server, NOBODY, mentor) == TIMES


def test_without_ears_a_process_that_was_asked_before_does_not_know(server: Server) -> None:
    """The control: nothing but the triggers tells a process of what another has written.

    One that is asked for the first time reads the rows as they are, and so may know; all of
    one round may come to such.
    """
    assert how_many_say(server, FOUND, 39) == TIMES
    server.stage("deafen")
    try:
        server.stage("fill", 39)
        assert any(how_many_say(server, NOBODY, 39) < TIMES for _round in range(ROUNDS))
    finally:
        server.stage("hear_again")
    assert how_many_say(server, NOBODY, 39) == TIMES
