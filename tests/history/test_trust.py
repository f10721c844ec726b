"""History is only added to, and a change made around the product shows."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from history import seals, spelling
from history.models import Event, Look, Seal
from lib import append_only
from tests.factories import LookFactory, MemberFactory

pytestmark = pytest.mark.django_db
COPIED = """(verb, actor_id, subject_type, subject_id, particulars, at)
    SELECT verb, actor_id, subject_type, subject_id, particulars, at FROM history_event"""


@pytest.fixture
def events() -> list[Event]:
    """Five acts of one member, and a look at their record."""
    member = MemberFactory()
    LookFactory(whose=member)
    return [Event.objects.record("member.changed", by=member, on=member) for _ in range(5)]


def seal_in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "ROWS_PER_SEAL", 2)


def faults() -> list[str]:
    return [str(fault) for fault in Seal.objects.faults()]


@pytest.mark.parametrize(
    "act",
    [
        lambda: Event.objects.update(actor=None),
        lambda: Event.objects.all()._raw_delete("default"),
        lambda: Event.objects.first().save(),
        lambda: Look.objects.update(page="search"),
        lambda: Look.objects.all()._raw_delete("default"),
        lambda: Seal.objects.update(rows=9),
        lambda: Seal.objects.all()._raw_delete("default"),
    ],
)
def test_the_database_refuses_to_change_what_has_happened(
    events: list[Event], act: Callable[[], object]
) -> None:
    Seal.objects.add()
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        act()


@pytest.mark.postgresql
def test_history_is_not_emptied_in_one_stroke(events: list[Event]) -> None:
    with (
        pytest.raises(IntegrityError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE history_event")


def test_every_row_is_sealed_once(events: list[Event], monkeypatch: pytest.MonkeyPatch) -> None:
    seal_in_twos(monkeypatch)

    assert Seal.objects.add() == 6
    assert Seal.objects.add() == 0
    assert [(s.label, s.rows) for s in Seal.objects.all()] == [
        ("history.Event", 2),
        ("history.Event", 2),
        ("history.Event", 1),
        ("history.Look", 1),
    ]
    assert faults() == []


def test_what_comes_later_is_sealed_upon_what_was(events: list[Event]) -> None:
    Seal.objects.add()
    Event.objects.record("member.changed", by=None, on=events[0].actor)

    assert Seal.objects.add() == 1
    first, second = Seal.objects.filter(label="history.Event")
    assert second.previous == first.digest
    assert faults() == []


PLANTED = {
    "another actor": lambda events: Event.objects.filter(pk=events[2].pk).update(actor=None),
    "another moment": lambda events: Event.objects.filter(pk=events[2].pk).update(at=events[0].at),
    "another particular": lambda events: Event.objects.filter(pk=events[2].pk).update(
        particulars={"fields": ["name"]}
    ),
    "a row less": lambda events: Event.objects.filter(pk=events[2].pk).delete(),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_change_around_the_trigger_is_found_where_it_is(
    events: list[Event], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_in_twos(monkeypatch)
    Seal.objects.add()
    with append_only.lifted():
        PLANTED[name](events)

    assert faults() == [
        f"history.Event up to {events[3].pk}: a row was changed, added or taken away"
    ]


def test_a_seal_that_was_made_anew_does_not_fit_the_next(
    events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever changes a row and its seal as well has changed what the next stands on."""
    seal_in_twos(monkeypatch)
    Seal.objects.add()
    first = Seal.objects.filter(label="history.Event").earliest("pk")
    with append_only.lifted():
        Event.objects.filter(pk=events[0].pk).update(actor=None)
        rows = seals.between("history.Event", None, first.last)
        forged = Seal.over("history.Event", None, rows, "")
        Seal.objects.filter(pk=first.pk).update(digest=forged.digest)

    assert faults() == [
        f"history.Event up to {events[3].pk}: a seal before it is missing or was changed"
    ]


def test_a_chain_that_was_made_anew_lacks_what_was_noted(events: list[Event]) -> None:
    Seal.objects.add()
    noted = Seal.objects.get(label="history.Event").digest
    call_command("verify_history", noted=[noted], stdout=StringIO())
    with append_only.lifted():
        Event.objects.filter(pk=events[0].pk).update(actor=None)
        Seal.objects.all().delete()
    Seal.objects.add()

    call_command("verify_history", stdout=StringIO())
    with pytest.raises(CommandError, match="not as it was: 1 faults"):
        call_command("verify_history", noted=[noted], stdout=StringIO())


def test_the_command_prints_what_is_wrong(events: list[Event]) -> None:
    call_command("seal_history", stdout=(said := StringIO()))
    assert said.getvalue() == "6 rows sealed.\n"
    append_only.unguard(plan=["a hand"])
    Event.objects.filter(pk=events[0].pk).update(actor=None)

    with pytest.raises(CommandError):
        call_command("verify_history", stdout=(said := StringIO()))

    assert "a row was changed" in said.getvalue()
    assert "history_event_refuses_update is missing" in said.getvalue()
    append_only.guard(plan=["a hand"])


def test_the_spelling_of_a_row_is_the_same_on_every_engine() -> None:
    """A history that moves to another engine brings its seals along."""
    row = (1, "a.b", None, "x", 2, {"b": 1, "a": [1, "é"]})

    assert spelling.said(row) == b'[1,"a.b",null,"x",2,{"a":[1,"\\u00e9"],"b":1}]\n'


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_while_somebody_writes_for_long_nothing_is_sealed() -> None:
    """A key may be given out and not committed yet: sealed past it, its row would be a fault."""
    member = MemberFactory()
    Event.objects.record("member.changed", by=member, on=member)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN; INSERT INTO history_event " + COPIED)

        assert Seal.objects.add() == 0
        cursor.execute("COMMIT")
    other.close()

    assert Seal.objects.add() == 2
