"""From an upload to rows: checked by a person, applied in one transaction, undone in one."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.managers import require_importer
from accounts.models import Member
from history.models import Event
from lib import progress
from lib.refusals import NotAllowed
from mentoring.imports.kind import Kind, Written
from mentoring.imports.kinds import KINDS
from mentoring.imports.lines import Finding, Wrong, lines_of
from mentoring.models import Import
from mentoring.models.pairing_races import in_turn
from mentoring.states import ImportStatus, Verdict

CHUNK = 500
MOST_NAMED = 10
WRITES = (Verdict.NEW, Verdict.CHANGE)


def check(found: Import, columns: dict[str, int], by: Member) -> None:
    """Look through every row with these columns, and keep what each would come to.

    Raises:
        NotAllowed: when `by` may not import, or the import is past being checked.
    """
    require_importer(by)
    found.columns, found.set_aside = columns, []
    _kind, findings = look_through(found, by)
    with transaction.atomic():
        held = Import.objects.hold(found.pk)
        if held.status not in (ImportStatus.UPLOADED, ImportStatus.READ):
            raise NotAllowed(_("This import was applied, or is being applied."))
        kept = [finding.kept for finding in findings]
        found.keep(kept, columns=columns, set_aside=[], refusal="")


def run(import_id: int, by_id: int) -> None:
    """Apply an import whole; or write on it why nothing was done.

    Called by a task, as often as there is one: an import that is not waiting to be applied
    stays as it is. Whoever kills it half-way has changed nothing.
    """
    by = Member.objects.get(pk=by_id)
    try:
        _apply(import_id, by)
    except NotAllowed as no:
        _put_back(import_id, by, str(no))
    except (IntegrityError, Wrong):
        _put_back(
            import_id, by, _("Nothing was applied: somebody has changed the same at this moment.")
        )


@transaction.atomic
def _apply(import_id: int, by: Member) -> None:
    held = Import.objects.hold(import_id)
    if held.status != ImportStatus.APPLYING:
        return
    require_importer(by)
    kind, findings = look_through(held, by, part=2)
    require_same(held, findings)
    held.written = list(_write(held, kind, findings))
    held.status, held.applied_at, held.applied_by = ImportStatus.APPLIED, timezone.now(), by
    held.save(update_fields=["written", "status", "applied_at", "applied_by"])
    Event.objects.record(
        "import.applied", by=by, on=held, at=held.applied_at, kind=held.kind, counts=held.counts
    )


def _write(held: Import, kind: Kind, findings: list[Finding]) -> Iterator[Any]:
    """What changes something, chunk by chunk; a row of the list is half done once it is checked."""
    changing = [finding for finding in findings if finding.verdict in WRITES]
    for done, chunk in chunks(changing):
        yield from kind.write(chunk)
        written = done * len(findings) // len(changing)
        progress.say(progress_of(held), (len(findings) + written) // 2)


@transaction.atomic
def _put_back(import_id: int, by: Member, words: str) -> None:
    """To where it was before it was begun, with a fresh look at every row."""
    held = Import.objects.hold(import_id)
    if held.status != ImportStatus.APPLYING:
        return
    held.set_aside = []
    _kind, findings = look_through(held, by)
    held.keep([finding.kept for finding in findings], set_aside=[], refusal=words)


@in_turn
def undo(found: Import, by: Member) -> bool:
    """Take back everything that this import has written. False when that was done.

    Raises:
        NotAllowed: when `by` may not, its rows are no longer kept, or something of it can no
            longer be undone; then nothing is.
    """
    require_importer(by)
    held = Import.objects.hold(found.pk)
    if held.status == ImportStatus.UNDONE:
        return False
    if not can_be_undone(held):
        raise NotAllowed(_("This import cannot be undone any more."))
    kind = kind_of(held, by)
    kind.hold(held.written)
    if kept := kind.held_back(held.written):
        raise NotAllowed(rows_are_held(len(kept)))
    for _done, chunk in chunks(held.written):
        kind.take_back(chunk)
    found.status, found.undone_at, found.undone_by = ImportStatus.UNDONE, timezone.now(), by
    found.save(update_fields=["status", "undone_at", "undone_by"])
    Event.objects.record("import.undone", by=by, on=found, at=found.undone_at, kind=held.kind)
    return True


def can_be_undone(found: Import) -> bool:
    """It was applied, and its rows are kept."""
    return found.status == ImportStatus.APPLIED and not found.is_emptied


def held_back(found: Import, by: Member) -> list[tuple[int, str]]:
    """The rows that can no longer be undone, and why: said before anybody asks for it."""
    written: Written = found.written
    return sorted(kind_of(found, by).held_back(written).items())


def kind_of(found: Import, by: Member) -> Kind:
    return KINDS[found.kind](by=by, tells=found.tells_members)


def look_through(found: Import, by: Member, part: int = 1) -> tuple[Kind, list[Finding]]:
    """What every row would come to now; `part` is of how many parts of the act this is one."""
    kind, lines, findings = kind_of(found, by), list(lines_of(found)), []
    for done, chunk in chunks(lines):
        findings += kind.find(chunk)
        if part > 1:
            progress.say(progress_of(found), done // part)
    return kind, findings


def chunks(rows: Sequence[Any]) -> Iterator[tuple[int, list[Any]]]:
    """The rows in pieces, each with how many there are up to its end."""
    for start in range(0, len(rows), CHUNK):
        chunk = list(rows[start : start + CHUNK])
        yield start + len(chunk), chunk


def progress_of(found: Import) -> str:
    """The name under which it is told how far an import has come."""
    return f"import-{found.pk}"


def require_same(held: Import, findings: list[Finding]) -> None:
    """Refuse rows that would come to something else than what was looked at."""
    aside = set(held.set_aside)
    before = {each["row"]: each for each in held.findings if each["row"] not in aside}
    changed = [
        (found, before[found.row])
        for found in findings
        if (found.verdict, found.plan) != (before[found.row]["verdict"], before[found.row]["plan"])
    ]
    if changed:
        raise NotAllowed(rows_have_changed(changed))


def rows_have_changed(changed: list[tuple[Finding, dict[str, Any]]]) -> str:
    """Which rows, and what has become of them."""
    words = ngettext(
        "Nothing was applied: %(count)d row is not as it was when you checked it.",
        "Nothing was applied: %(count)d rows are not as they were when you checked them.",
        len(changed),
    ) % {"count": len(changed)}
    rows = [
        _("Row %(row)d was “%(before)s” and is “%(now)s”.")
        % {
            "row": now.row,
            "before": Verdict(then["verdict"]).label,
            "now": Verdict(now.verdict).label,
        }
        for now, then in changed[:MOST_NAMED]
    ]
    return " ".join([words, *rows])


def rows_are_held(count: int) -> str:
    words = ngettext(
        "Nothing was undone: %(count)d row can no longer be undone.",
        "Nothing was undone: %(count)d rows can no longer be undone.",
        count,
    )
    return words % {"count": count}
