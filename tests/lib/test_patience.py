"""A change of a table does not stop the product behind somebody's long statement."""

from collections.abc import Iterator
from contextlib import closing
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, transaction

from lib import patience
from lib.patience import impatiently

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LONGEST", "100ms")


@pytest.fixture
def reader() -> Iterator[Event]:
    """Somebody has read the table and goes on with their transaction until told to stop."""
    begun, stopped = Event(), Event()

    def read() -> None:
        with closing(connection.copy()) as another, another.cursor() as cursor:
            another.set_autocommit(False)
            cursor.execute("SELECT count(*) FROM accounts_member")
            begun.set()
            stopped.wait(30)
            another.rollback()

    thread = Thread(target=read)
    thread.start()
    begun.wait()
    yield stopped
    stopped.set()
    thread.join()


def change() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE accounts_member IN ACCESS EXCLUSIVE MODE")


def test_it_lets_go_and_is_tried_again_until_it_can_be_done(reader: Event) -> None:
    tried = []

    def act() -> None:
        tried.append(None)
        if len(tried) == 3:
            reader.set()
        change()

    impatiently(act, pause=0)

    assert len(tried) >= 3


def test_who_holds_on_for_ever_wins(reader: Event) -> None:
    with pytest.raises(OperationalError, match="lock timeout"):
        impatiently(change, pause=0)


def test_another_fault_is_not_tried_again() -> None:
    tried = []

    def act() -> None:
        tried.append(None)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '1ms'; SELECT pg_sleep(1)")

    with pytest.raises(OperationalError, match="statement timeout"):
        impatiently(act, pause=0)
    assert len(tried) == 1


def test_afterwards_one_waits_as_of_old() -> None:
    impatiently(change)
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
