"""What an import costs: every row looked through, and all of it applied; 500 rows and 5,000."""

from collections.abc import Callable, Iterator

from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from accounts.models import Member
from bench.visitor import Visitor
from bench.works import Call, Case, always
from lib.tables import Row, Table
from mentoring.imports.applying import check, run
from mentoring.models import Import

COLUMNS = {"name": 0, "email": 1, "membership_number": 2, "sector": 3}
HEADING = ("Name", "E-mail", "Membership number", "Sector")
ROWS = (500, 5_000)


def cases(application: WSGIHandler) -> Iterator[Case]:
    """New members alone, who are the most to write."""
    officer = Member.objects.get(email="administrator@example.org")
    visitor = Visitor(application, officer)
    for rows in ROWS:
        yield Case(f"check an import of {rows:,}", _checks(visitor, officer, rows), expects=302)
        yield Case(f"apply an import of {rows:,}", _applies(officer, rows), expects=204)
        found = _looked_at(officer, rows, 99)
        yield Case(f"page of an import of {rows:,}", always(visitor, found.get_absolute_url()))


def _uploaded(officer: Member, rows: int, number: int) -> Import:
    """A list of people whom nobody has met; each round has its own."""
    people = (
        Row(n + 2, (f"Person {n}", f"p{rows}-{number}-{n}@list.example", key, "Law"))
        for n in range(rows)
        if (key := f"{rows}X{number}X{n}")
    )
    table = Table((Row(1, HEADING), *people))
    return Import.objects.take_in("members", table, by=officer)


def _looked_at(officer: Member, rows: int, number: int) -> Import:
    found = _uploaded(officer, rows, number)
    check(found, COLUMNS, officer)
    return found


def _checks(visitor: Visitor, officer: Member, rows: int) -> Callable[[int], Call]:
    def checks(number: int) -> Call:
        found = _uploaded(officer, rows, number)
        path = reverse("staff:import_columns", args=[found.pk])
        fields = {name: str(at) for name, at in COLUMNS.items()}
        return lambda: visitor.post(path, **fields)

    return checks


def _applies(officer: Member, rows: int) -> Callable[[int], Call]:
    def applies(number: int) -> Call:
        """As the task does, but for the worker around it."""
        found = _looked_at(officer, rows, number + 100)
        Import.objects.filter(pk=found.pk).update(status="applying")

        def apply() -> tuple[int, bytes]:
            run(found.pk, officer.pk)
            applied = Import.objects.filter(pk=found.pk, status="applied").exists()
            return (204 if applied else 409), b""

        return apply

    return applies
