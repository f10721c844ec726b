"""A large import set up beside its worker, and what became of it, on the same database."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Member
from accounts.roles import Role
from history.models import Event
from lib import tasks
from lib.progress import said
from lib.sheets import sheet
from lib.tables import read_text
from mentoring.imports.applying import check, progress_of
from mentoring.imports.kinds import guessed
from mentoring.invariants import check_invariants
from mentoring.models import Import


def begin(rows: str) -> None:
    """A list of so many members, checked, and begun: its task waits for a worker."""
    officer = Member.objects.create_user("dev@example.org", name="Dev", verified=True)
    officer.give_role(Role.ADMINISTRATOR, by=None)
    officer = Member.objects.get(pk=officer.pk)
    people = [[f"Person {n}", f"p{n}@example.org", f"CI{n:06}", "Law"] for n in range(int(rows))]
    table = read_text(sheet(["Name", "E-mail", "Number", "Sector"], people))
    found = Import.objects.take_in("members", table, by=officer)
    check(found, guessed("members", found.heading), officer)
    found.begin(officer)


def begin_again() -> None:
    """The press on “Begin again” while the first task still waits."""
    found = Import.objects.get()
    found.begin(found.uploaded_by)


def waiting() -> int:
    """How many tasks are not done yet."""
    return DBTaskResult.objects.exclude(status__in=["SUCCESSFUL", "FAILED"]).count()


def far() -> int:
    """How far the worker says it is."""
    return said(progress_of(Import.objects.get()))


def outcome() -> dict[str, Any]:
    """What is in the database now."""
    return {
        "status": Import.objects.get().status,
        "members": Member.objects.count() - 1,
        "events": Event.objects.filter(verb__in=["member.entered", "import.applied"]).count(),
        "broken": list(map(str, check_invariants())),
    }


def release() -> int:
    """Free what the killed worker held, as `retry_tasks` does ten minutes later."""
    return tasks.retry(timezone.now() + timedelta(minutes=11))
