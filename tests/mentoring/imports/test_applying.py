"""All of a list or nothing of it: what was looked at, and only by those who may."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Member
from history.models import Event
from lib.progress import said
from lib.refusals import NotAllowed
from lib.sheets import sheet
from lib.tables import read_text
from lib.text import normalise_line
from mentoring.imports.applying import can_be_undone, check, look_through, progress_of, run, undo
from mentoring.imports.kinds import guessed
from mentoring.models import Import
from tests.factories import MemberFactory, SafeguardingFactory
from tests.mentoring.imports.lists import (
    HEADS,
    administrator,
    applied,
    checked,
    checked_text,
    run_now,
    verdicts,
)

pytestmark = pytest.mark.django_db


def people(count: int) -> list[list[str]]:
    return [
        [f"Person {n}", f"p{n}@example.org", f"CI{n:05}", "London", "Law"] for n in range(count)
    ]


def test_a_row_with_a_problem_stops_all_of_it():
    found = checked("members", [*people(3), ["Bad", "no address", "", "", ""]])
    before = Member.objects.count()
    with pytest.raises(NotAllowed, match="1 row has a problem, so nothing was applied"):
        found.begin(administrator())
    run_now()
    assert Member.objects.count() == before


def test_rows_with_a_problem_can_be_left_out_in_so_many_words():
    found = checked("members", [*people(3), ["Bad", "no address", "", "", ""]])
    with pytest.raises(NotAllowed, match="1 row has a problem"):
        found.begin(administrator(), without=2)
    assert found.begin(administrator(), without=1)
    run_now()
    found.refresh_from_db()
    assert (found.status, found.set_aside, len(found.written)) == ("applied", [5], 3)


def test_what_has_changed_since_the_check_is_refused_whole_and_shown():
    found = checked("members", people(3))
    MemberFactory(email="p1@example.org", membership_number="CI00001")
    found.begin(administrator())
    run_now()
    found.refresh_from_db()
    assert found.status == "read"
    assert found.refusal == (
        "Nothing was applied: 1 row is not as it was when you checked it. "
        "Row 3 was “New” and is “Change”."
    )
    assert verdicts(found) == ["new", "change", "new"]
    assert not Member.objects.filter(email__in=["p0@example.org", "p2@example.org"]).exists()
    found.begin(administrator())
    run_now()
    assert Member.objects.filter(email__startswith="p").count() == 3


def test_an_applied_import_is_applied_once():
    found = applied("members", people(3))
    run(found.pk, administrator().pk)
    assert Event.objects.filter(verb="import.applied").count() == 1
    with pytest.raises(NotAllowed, match="cannot be applied again"):
        found.begin(administrator())
    with pytest.raises(NotAllowed, match="was applied"):
        check(found, found.columns, administrator())


def test_one_that_was_lost_is_begun_again():
    found = checked("members", people(3))
    found.begin(administrator())
    DBTaskResult.objects.all().delete()
    assert not found.begin(administrator())
    run_now()
    found.refresh_from_db()
    assert (found.status, Member.objects.filter(email__startswith="p").count()) == ("applied", 3)


def failing_at(number: int) -> Callable[..., Any]:
    """A database that is gone at the so-many-th statement."""
    asked = count(1)

    def fail(execute: Callable[..., Any], *statement: Any) -> Any:
        if next(asked) == number:
            raise OperationalError("gone")
        return execute(*statement)

    return fail


def test_whichever_statement_fails_nothing_is_done_and_it_can_be_begun_again():
    found = checked("members", people(2))
    found.begin(administrator())
    DBTaskResult.objects.all().delete()
    by, before = administrator().pk, Event.objects.count()
    for number in count(1):
        with connection.execute_wrapper(failing_at(number)), suppress(OperationalError):
            run(found.pk, by)
            break
        found.refresh_from_db()
        assert (found.status, found.written) == ("applying", [])
        assert Event.objects.count() == before
        assert not Member.objects.filter(email__startswith="p").exists()
    found.refresh_from_db()
    assert number > 10
    assert (found.status, Member.objects.filter(email__startswith="p").count()) == ("applied", 2)


def test_nothing_to_do_is_not_applied():
    applied("members", people(2))
    with pytest.raises(NotAllowed, match="nothing to apply"):
        checked("members", people(2)).begin(administrator())


def test_a_list_without_a_row_is_not_taken_in():
    with pytest.raises(NotAllowed, match="at least one row"):
        Import.objects.take_in("members", read_text("Name,E-mail"), by=administrator())


@pytest.mark.parametrize("act", ["take_in", "check", "begin", "discard", "undo"])
def test_only_those_who_may_import_do(act):
    found = applied("members", people(1)) if act == "undo" else checked("members", people(1))
    for member in (MemberFactory(), SafeguardingFactory(), MemberFactory(is_staff=True)):
        acts = {
            "take_in": lambda by: Import.objects.take_in("members", read_text("a\nb"), by=by),
            "check": lambda by: check(found, found.columns, by),
            "begin": found.begin,
            "discard": found.discard,
            "undo": lambda by: undo(found, by),
        }
        with pytest.raises(NotAllowed, match="Only an administrator can import lists"):
            acts[act](member)


def test_whoever_lost_the_role_meanwhile_applies_nothing():
    found = checked("members", people(1))
    member = MemberFactory()
    with suppress(NotAllowed):
        found.begin(administrator())
    DBTaskResult.objects.all().delete()
    run(found.pk, member.pk)
    found.refresh_from_db()
    assert (found.status, found.refusal) == ("read", "Only an administrator can import lists.")


def test_a_discarded_list_is_gone_and_an_applied_one_stays():
    checked("members", people(1)).discard(administrator())
    assert not Import.objects.exists()
    with pytest.raises(NotAllowed, match="can be undone, not discarded"):
        applied("members", people(1)).discard(administrator())


def test_it_tells_how_far_it_is_while_it_goes_on():
    found = applied("members", people(3))
    assert said(progress_of(found)) == 3


def test_rows_are_emptied_when_they_can_no_longer_be_undone():
    now = timezone.now()
    found, draft = applied("members", people(2)), checked("members", people(2))
    call_command("watch_imports")
    assert Import.objects.filter(emptied_at__isnull=True).count() == 2
    later = now + timedelta(days=31)
    assert found.empty(later)
    assert draft.empty(later)
    assert not found.empty(later)
    found.refresh_from_db()
    assert (found.rows, found.findings, found.written, found.refusal) == ([], [], [], "")
    assert (found.counts, can_be_undone(found)) == ({"new": 2}, False)
    with pytest.raises(NotAllowed, match="cannot be undone any more"):
        undo(found, administrator())


@pytest.mark.parametrize("kind", ["members", "awards", "completions", "mentors"])
def test_a_chunk_takes_as_many_statements_as_a_row(kind, monkeypatch):
    """What grows is the number of chunks, of 500 rows each."""
    members = [MemberFactory(email=f"m{n}@example.org") for n in range(20)]
    tails = {
        "members": lambda n: ["New", f"new{n}@example.org", "", "London", "Law"],
        "awards": lambda n: [members[n].email, "MCLIP", "2014-03-05"],
        "completions": lambda n: [members[n].email, f"2014-03-{n % 9 + 1:02}", ""],
        "mentors": lambda n: [members[n].email, "2", "MCLIP; FCLIP", "Much."],
    }
    counts = [statements(kind, [tails[kind](n)]) for n in (0,)]
    counts.append(statements(kind, [tails[kind](n) for n in range(1, 20)]))
    assert counts[0] == counts[1]
    assert counts[0] <= 32


def statements(kind: str, rows: list[list[str]]) -> int:
    found = checked(kind, rows)
    found.begin(administrator())
    by = administrator().pk
    with CaptureQueriesContext(
        connection,
    ) as asked:
        run(found.pk, by)
    return len(asked)


# What a table can hold: it is refused before, where it has a sign that nobody types.
TYPED = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=10)
NAMES = st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=1, max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(NAMES, min_size=1, max_size=4), bad=st.booleans())
def test_what_is_exported_is_imported_and_a_bad_row_writes_nothing(names, bad):
    Member.objects.filter(email__endswith="@list.example").delete()
    before = Member.objects.count()
    rows = [[f"{name} x", f"n{n}@list.example", "", "", ""] for n, name in enumerate(names)]
    faulty = [["Bad", "bad address", "", "", ""]] if bad else []
    found = checked_text("members", sheet(HEADS["members"], [*rows, *faulty]))
    with suppress(NotAllowed):
        found.begin(administrator())
    run_now()
    made = Member.objects.filter(email__endswith="@list.example").order_by("pk")
    expected = [] if bad else [(normalise_line(row[0]), row[1]) for row in rows]
    assert [(member.name, member.email) for member in made] == expected
    assert Member.objects.count() == max(before, 1) + len(expected)


@given(st.lists(TYPED, min_size=1, max_size=6))
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_cells_come_to_a_sentence(cells):
    found = Import(kind="members", rows=[[1, ["Name", "E-mail", "No"]], [2, cells]])
    for kind in HEADS:
        found.kind = kind
        found.columns = guessed(kind, HEADS[kind])
        _kind, findings = look_through(found, administrator())
        assert [bool(finding.words) for finding in findings] == [True]
