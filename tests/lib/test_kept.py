"""What is kept for some seconds: a first time that fails is not kept, and is read at home."""

from threading import Event, Thread

import pytest
from django.db import DatabaseError, InterfaceError, connections

from lib.kept import Kept
from lib.replica import HOME, REPLICA, ReplicaRouter, reading
from mentoring.models import MentorProfile


def keeping(*answers):
    """Gives these one after the other; raises those that are faults."""
    waiting = iter(answers)

    def read():
        answer = next(waiting)
        if isinstance(answer, Exception):
            raise answer
        return {"said": answer}

    made = Kept()
    made.read = read
    return made


def test_it_is_read_once_until_it_is_forgotten():
    made = keeping(1, 2)
    assert [made.known()["said"], made.known()["said"]] == [1, 1]
    made.forget()
    assert made.known()["said"] == 2


@pytest.mark.parametrize("fault", [DatabaseError, InterfaceError])
def test_a_first_time_that_fails_is_tried_again_at_once(fault):
    made = keeping(fault(), 1)
    assert made.known() == {}
    assert made.known() == {"said": 1}


def test_later_the_last_that_was_known_stands_for_a_while():
    made = keeping(1, DatabaseError(), 2)
    made.known()
    made.forget()
    assert [made.known()["said"], made.known()["said"]] == [1, 1]


def test_the_first_time_the_others_wait():
    made, begun, over, heard = Kept(), Event(), Event(), []

    def read():
        begun.set()
        over.wait(5)
        return {"said": 1}

    made.read = read
    first, second = (Thread(target=lambda: heard.append(made.known())) for _each in range(2))
    first.start()
    begun.wait(5)
    second.start()
    second.join(0.2)
    assert second.is_alive()
    over.set()
    first.join()
    second.join()
    assert heard == [{"said": 1}] * 2


def test_what_asks_for_it_while_it_is_read_goes_on():
    made = Kept()
    made.read = lambda: {"before": dict(made.known())}
    assert made.known() == {"before": {}}


def test_it_is_read_at_home_by_whoever_reads_aside(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(connections.settings, REPLICA, connections.settings[HOME])
    made = Kept()
    made.read = lambda: {"where": ReplicaRouter().db_for_read(MentorProfile)}
    with reading(REPLICA):
        assert ReplicaRouter().db_for_read(MentorProfile) == REPLICA
        assert made.known() == {"where": HOME}
