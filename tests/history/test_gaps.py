"""A row of history that is let go leaves its hash, so that its seal still holds."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from history import seals
from history.models import Event, Gap, Look, Seal
from mentoring import retention
from mentoring.invariants import INVARIANTS, check_invariants
from tests.factories import LookFactory, MemberFactory

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """Five acts, sealed by twos."""
    monkeypatch.setattr(seals, "ROWS_PER_SEAL", 2)
    member = MemberFactory()
    acts = [Event.objects.record("member.changed", by=member, on=member) for _ in range(5)]
    Seal.objects.add()
    return acts


def faults() -> list[str]:
    return [str(fault) for fault in Seal.objects.faults()]


def let_go(*events: Event) -> int:
    return Gap.objects.let_go(Event.objects.filter(pk__in=[event.pk for event in events]))


def test_rows_go_and_every_seal_holds(events: list[Event]) -> None:
    assert let_go(events[0], events[3], events[4]) == 3

    assert list(Event.objects.order_by("pk")) == [events[1], events[2]]
    assert faults() == []
    call_command("verify_history", stdout=(heard := StringIO()))
    assert "Rows that were let go, each with its gap: 3." in heard.getvalue()


def test_what_went_before_it_was_sealed_is_sealed_as_gone(events: list[Event]) -> None:
    member = MemberFactory()
    fresh = [Event.objects.record("member.changed", by=member, on=member) for _ in range(4)]
    let_go(fresh[0], fresh[2])

    assert Seal.objects.add() == 4
    assert faults() == []


def test_a_gap_of_one_row_lets_no_other_go(events: list[Event]) -> None:
    let_go(events[0])
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        Event.objects.filter(pk=events[1].pk)._raw_delete("default")


def test_a_gap_of_a_look_lets_no_act_go(events: list[Event]) -> None:
    Gap.objects.create(label="history.Look", key=events[1].pk, digest="0" * 64, at=timezone.now())
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        Event.objects.filter(pk=events[1].pk)._raw_delete("default")


@pytest.mark.parametrize(
    "act",
    [lambda: Gap.objects.update(digest="0" * 64), lambda: Gap.objects.all()._raw_delete("default")],
)
def test_a_gap_is_only_added_to(events: list[Event], act: Callable[[], object]) -> None:
    let_go(events[0])
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        act()


def test_a_gap_with_another_hash_shows(events: list[Event]) -> None:
    Gap.objects.create(label="history.Event", key=events[2].pk, digest="0" * 64, at=timezone.now())
    Event.objects.filter(pk=events[2].pk)._raw_delete("default")

    assert faults() == [
        f"history.Event up to {events[3].pk}: a row was changed, added or taken away"
    ]


def test_a_gap_beside_its_row_shows(events: list[Event]) -> None:
    """Whoever puts one in place to take the row away later, by a day."""
    Gap.objects.create(label="history.Event", key=events[2].pk, digest="0" * 64, at=timezone.now())

    assert len(faults()) == 1


def test_rows_that_went_without_their_pairing_show(events: list[Event]) -> None:
    was = {broken.name for broken in check_invariants()}
    let_go(events[0])

    found = {broken.name for broken in check_invariants()} - was
    assert found == {"history_says_how_much_of_it_was_let_go"}


# Meanwhile ------------------------------------------------------------------------------


@contextmanager
def meanwhile(act: Callable[[], Any]) -> Iterator[None]:
    """Done on a connection of its own when rows have been read, and their gaps are next."""
    left = [act]

    def do() -> None:
        try:
            left.pop()()
        finally:
            connections.close_all()

    def before_gaps(execute: Any, sql: str, *more: Any) -> Any:
        if left and 'FROM "history_gap"' in sql:
            thread = threading.Thread(target=do)
            thread.start()
            thread.join()
        return execute(sql, *more)

    with connection.execute_wrapper(before_gaps):
        yield
    assert left == []


@pytest.mark.django_db(transaction=True)
def test_a_row_that_goes_while_seals_are_looked_at_is_no_fault(events: list[Event]) -> None:
    with meanwhile(lambda: let_go(events[0])):
        assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_a_row_that_goes_while_it_is_sealed_is_sealed_once(events: list[Event]) -> None:
    member = MemberFactory()
    fresh = [Event.objects.record("member.changed", by=member, on=member) for _ in range(2)]
    with meanwhile(lambda: let_go(fresh[0])):
        assert Seal.objects.add() == 2

    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_a_row_that_goes_while_gaps_are_counted_breaks_nothing(events: list[Event]) -> None:
    [one] = [one for one in INVARIANTS if one.name == "history_says_how_much_of_it_was_let_go"]

    def count_a_pairing() -> None:
        with transaction.atomic():
            Event.objects.record("pairing.counted", by=None, on=events[0], rows=let_go(events[0]))

    with meanwhile(count_a_pairing):
        assert one.violations() == 0
    assert one.violations() == 0


# Looks ----------------------------------------------------------------------------------


def test_a_look_goes_after_two_years_and_its_seal_holds() -> None:
    was = {broken.name for broken in check_invariants()}
    look = LookFactory()
    fresh = LookFactory(at=look.at + DAY, hour=look.hour + DAY)
    Seal.objects.add()
    end = look.at + 730 * DAY

    assert not retention.old_looks(end - SECOND).exists()
    assert list(retention.old_looks(end)) == [look]
    assert retention.let_look_go(look, end)
    assert not retention.let_look_go(look, end + SECOND)
    assert not retention.let_look_go(fresh, end)
    assert list(Look.objects.all()) == [fresh]
    assert faults() == []
    with time_machine.travel(end, tick=False):
        assert {broken.name for broken in check_invariants()} == was
