"""A list that the office brings in: looked through first, then applied whole or not at all."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.managers import require_importer
from accounts.models import Member
from history.models import Event
from lib.constraints import both_or_neither, exactly_when, one_of
from lib.refusals import NotAllowed
from lib.tables import Table
from mentoring.states import ImportKind, ImportStatus, Verdict
from mentoring.tasks import apply_import

# What is personal in it, as it stands once it is emptied.
EMPTY: dict[str, Any] = {"rows": [], "findings": [], "written": [], "refusal": ""}


class ImportQuerySet(models.QuerySet["Import"]):
    def take_in(self, kind: str, table: Table, *, by: Member) -> "Import":
        """Keep the rows of an upload, the heading first. Nothing else is written.

        Raises:
            NotAllowed: when `by` may not import, or the table has no row below its heading.
        """
        require_importer(by)
        if len(table.rows) < 2:
            raise NotAllowed(_("The table needs a heading, and at least one row below it."))
        rows = [[row.number, list(row.cells)] for row in table.rows]
        return self.create(kind=kind, rows=rows, uploaded_by=by, uploaded_at=timezone.now())

    def light(self) -> Self:
        """Without what is long: for the list of imports."""
        return self.defer("rows", "findings", "written", "refusal")

    def hold(self, pk: int) -> "Import":
        """One import as it is now, locked until the transaction ends."""
        return self.select_for_update(no_key=True, of=("self",)).get(pk=pk)

    def outdated(self, now: datetime) -> Self:
        """Those whose rows have been kept as long as an undo is possible."""
        since = now - timedelta(days=settings.MENTORING["IMPORT_UNDO_DAYS"])
        old = Q(applied_at__lte=since) | Q(applied_at__isnull=True, uploaded_at__lte=since)
        return self.filter(old, emptied_at__isnull=True)


class Import(models.Model):
    """One uploaded or pasted list, from its upload to the day on which its rows are emptied.

    `rows` are the cells as they were uploaded, each with its number; `columns` says which
    cell is what; `findings` what each row would come to; `written` what the rows have come to,
    in keys; `set_aside` the rows that the office leaves out.
    """

    kind = models.CharField(max_length=12, choices=ImportKind)
    status = models.CharField(max_length=12, choices=ImportStatus, default=ImportStatus.UPLOADED)
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    set_aside = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    written = models.JSONField(default=list)
    refusal = models.TextField(blank=True)
    tells_members = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    emptied_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        constraints = [
            one_of("import_kind_is_known", "kind", ImportKind.values),
            one_of("import_status_is_known", "status", ImportStatus.values),
            both_or_neither("import", "uploaded"),
            both_or_neither("import", "applied"),
            both_or_neither("import", "undone"),
            exactly_when(
                "import_applied_at_when_applied",
                "applied_at",
                Q(status__in=[ImportStatus.APPLIED, ImportStatus.UNDONE]),
            ),
            exactly_when(
                "import_undone_at_when_undone", "undone_at", Q(status=ImportStatus.UNDONE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.uploaded_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("staff:import_detail", args=[self.pk])

    @property
    def heading(self) -> list[str]:
        """The cells of the first row."""
        return list(self.rows[0][1]) if self.rows else []

    @property
    def is_emptied(self) -> bool:
        return self.emptied_at is not None

    def count(self, verdict: str) -> int:
        return int(self.counts.get(verdict, 0))

    @property
    def problems(self) -> int:
        """Rows with a problem that nobody has set aside."""
        return self.count(Verdict.PROBLEM)

    @property
    def to_write(self) -> int:
        """Rows that would change something."""
        return self.count(Verdict.NEW) + self.count(Verdict.CHANGE)

    def keep(self, findings: list[dict[str, Any]], **columns: Any) -> None:
        """Write what the check found. The caller has locked the row."""
        self.findings = findings
        self.counts = Counter(finding["verdict"] for finding in findings)
        self.status = ImportStatus.READ
        vars(self).update(columns)
        self.save(update_fields=["findings", "counts", "status", *columns])

    @transaction.atomic
    def begin(self, by: Member, *, without: int = 0, tells_members: bool = False) -> bool:
        """Have the import applied by a task, in one transaction; again, when one was lost.

        Args:
            without: how many rows with a problem the office leaves out; all of them or none.

        Raises:
            NotAllowed: when it was not checked, or rows with a problem stand and were not
                set aside.
        """
        require_importer(by)
        held = type(self).objects.hold(self.pk)
        if held.status == ImportStatus.APPLYING:
            apply_import.enqueue(self.pk, by.pk)
            return False
        if held.status != ImportStatus.READ:
            raise NotAllowed(_("Check the list first. An applied one cannot be applied again."))
        if held.problems != without:
            raise NotAllowed(problems_stand(held.problems))
        if not held.to_write:
            raise NotAllowed(_("There is nothing to apply: everything is here already."))
        aside = [f["row"] for f in held.findings if f["verdict"] == Verdict.PROBLEM]
        self.status, self.set_aside, self.refusal = ImportStatus.APPLYING, aside, ""
        self.tells_members = tells_members
        self.save(update_fields=["status", "set_aside", "refusal", "tells_members"])
        apply_import.enqueue(self.pk, by.pk)
        return True

    @transaction.atomic
    def discard(self, by: Member) -> None:
        """Forget a list that was never applied.

        Raises:
            NotAllowed: for one that is being applied, or was.
        """
        require_importer(by)
        held = type(self).objects.hold(self.pk)
        if held.status not in (ImportStatus.UPLOADED, ImportStatus.READ):
            raise NotAllowed(_("This import was applied. It can be undone, not discarded."))
        held.delete()

    @transaction.atomic
    def empty(self, now: datetime) -> bool:
        """Forget the rows, once they can no longer be undone. False when not due."""
        if not type(self).objects.select_for_update().outdated(now).filter(pk=self.pk).exists():
            return False
        vars(self).update(EMPTY)
        self.emptied_at = now
        self.save(update_fields=[*EMPTY, "emptied_at"])
        Event.objects.record("import.emptied", by=None, on=self, at=now)
        return True


def problems_stand(count: int) -> str:
    """Why nothing is applied while rows have a problem."""
    if not count:
        return _("The rows have changed since you looked. Look again.")
    words = ngettext(
        "%(count)d row has a problem, so nothing was applied. Put it right, or leave it out.",
        "%(count)d rows have a problem, so nothing was applied. Put them right, or leave them out.",
        count,
    )
    return words % {"count": count}
