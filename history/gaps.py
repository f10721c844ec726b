"""Rows of history that were let go: each leaves the hash by which its seal still holds.

The database refuses to delete a row that has no gap, and a gap is only added, like history.
"""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from history.spelling import hash_of
from lib.constraints import one_of

SEALED = ("history.Event", "history.Look")


class GapQuerySet(models.QuerySet["Gap"]):
    @transaction.atomic
    def let_go(self, rows: Any, now: datetime | None = None) -> int:
        """Delete rows of history, and put the hash of each in its place; how many."""
        label, at = rows.model._meta.label, now or timezone.now()
        held = list(rows.order_by("pk").values_list())
        gaps = [self.model(label=label, key=row[0], digest=hash_of(row), at=at) for row in held]
        self.bulk_create(gaps)
        rows.model._base_manager.filter(pk__in=[gap.key for gap in gaps])._raw_delete(self.db)
        return len(gaps)

    def between(self, label: str, after: int, last: int) -> "GapQuerySet":
        return self.filter(label=label, key__gt=after, key__lte=last).order_by("key")


class Gap(models.Model):
    """One row of history that is not there any more: its key, and the hash of what it said."""

    label = models.CharField(max_length=40)
    key = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("a_gap_is_in_a_known_table", "label", SEALED),
            models.UniqueConstraint(fields=["label", "key"], name="a_row_is_let_go_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.key}"
