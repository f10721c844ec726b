"""Lists as they come from a spreadsheet, on their way through an import."""

from typing import Any

from django_tasks_db.models import DBTaskResult

from accounts.models import Member
from lib import tasks
from lib.sheets import sheet
from lib.tables import read_text
from mentoring.imports.applying import check
from mentoring.imports.kinds import guessed
from mentoring.models import Import
from tests.factories import AdministratorFactory

HEADS = {
    "members": ["Name", "E-mail", "Membership number", "Region", "Sector"],
    "awards": ["E-mail", "Award", "Awarded on"],
    "completions": ["E-mail", "Completed on", "Kind"],
    "mentors": ["E-mail", "Places", "Routes", "Help with"],
    "pairings": ["Mentee e-mail", "Mentor e-mail", "Route"],
}


def administrator() -> Member:
    return Member.objects.filter(is_staff=True).first() or AdministratorFactory()


def checked(kind: str, rows: list[list[str]], head: list[str] | None = None) -> Import:
    """The list, uploaded and looked through with the columns that its heading says."""
    return checked_text(kind, sheet(head or HEADS[kind], rows))


def checked_text(kind: str, text: str) -> Import:
    """The same, of a list as somebody typed it."""
    by = administrator()
    found = Import.objects.take_in(kind, read_text(text), by=by)
    check(found, guessed(kind, found.heading), by)
    return found


def applied(kind: str, rows: list[list[str]], **options: Any) -> Import:
    """The list, applied whole by the task; without the rows that have a problem."""
    found = checked(kind, rows)
    found.begin(administrator(), without=found.problems, **options)
    run_now()
    found.refresh_from_db()
    return found


def run_now() -> None:
    while (waiting := DBTaskResult.objects.ready().first()) is not None:
        tasks.run(waiting.pk)
    assert not DBTaskResult.objects.failed().exists(), DBTaskResult.objects.failed()[0].traceback


def verdicts(found: Import) -> list[str]:
    return [each["verdict"] for each in found.findings]


def words(found: Import) -> list[str]:
    return [each["words"] for each in found.findings]
