"""History that can be trusted: rows are sealed in their order, each seal upon the one before.

A trigger refuses changes (lib/append_only.py); a seal shows one that was made around it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from heapq import merge
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import OperationalError, connection, models, transaction
from django.utils import timezone

from history.gaps import SEALED, Gap
from history.spelling import hash_of
from lib.constraints import one_of
from lib.moment import one_moment

# So many that a seal costs little, and so few that it tells where something was changed.
ROWS_PER_SEAL = 1000
LONGEST_WAIT = "1s"  # that writers of history may have to wait for the horizon


@dataclass(frozen=True)
class Fault:
    """A seal that the rows, or the seals before it, do not bear out."""

    seal: "Seal"
    why: str

    def __str__(self) -> str:
        return f"{self.seal.label} up to {self.seal.last}: {self.why}"


class SealManager(models.Manager["Seal"]):
    def add(self, now: datetime | None = None) -> int:
        """Seal what has been written since the last time; how many rows.

        Run by one process or by several: a chain has one next seal, which a constraint
        holds, and whoever is second does nothing.
        """
        return sum(self._add(label, now or timezone.now()) for label in SEALED)

    def _add(self, label: str, now: datetime) -> int:
        horizon, sealed = settled(apps.get_model(label)), 0
        before = self.filter(label=label).last()
        while seal := next_seal(label, before, horizon, now):
            made, is_ours = self.get_or_create(
                label=label, previous=seal.previous, defaults=vars_of(seal)
            )
            sealed += made.rows if is_ours else 0
            before = made
        return sealed

    def faults(self) -> Iterator[Fault]:
        """Every seal that does not hold, for the rows and the seals as they are now."""
        for label in SEALED:
            yield from self._faults(label)

    def _faults(self, label: str) -> Iterator[Fault]:
        before: Seal | None = None
        for seal in self.filter(label=label).order_by("pk").iterator():
            if seal.previous != digest_of(before):
                yield Fault(seal, "a seal before it is missing or was changed")
            found = Seal.over(label, before, between(label, before, seal.last), seal.previous)
            if (found.rows, found.digest) != (seal.rows, seal.digest):
                yield Fault(seal, "a row was changed, added or taken away")
            before = seal

    def heads(self) -> list["Seal"]:
        """The newest seal of each chain: whoever notes its digest can ask for it later."""
        newest = [self.filter(label=label).order_by("pk").last() for label in SEALED]
        return [seal for seal in newest if seal]


class Seal(models.Model):
    """That the rows of a table were so, from the seal before up to `last`."""

    label = models.CharField(max_length=40)
    last = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = SealManager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            one_of("a_seal_is_of_a_known_table", "label", SEALED),
            models.UniqueConstraint(
                fields=["label", "previous"], name="a_seal_is_followed_by_one_seal"
            ),
            models.UniqueConstraint(fields=["label", "last"], name="a_row_is_sealed_once"),
            models.CheckConstraint(name="a_seal_is_over_rows", condition=models.Q(rows__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.last} {self.digest}"

    @classmethod
    def over(
        cls, label: str, before: "Seal | None", hashes: Iterable[tuple[int, str]], previous: str
    ) -> "Seal":
        """The seal that these rows give, by key and hash, upon the one before; not saved.

        Rows and gaps are read at one moment: else what is let go meanwhile would count twice.
        """
        digest, count, last = sha256(previous.encode()), 0, before.last if before else 0
        with one_moment():
            for key, said in hashes:
                digest.update(bytes.fromhex(said))
                count, last = count + 1, key
        return cls(label=label, previous=previous, last=last, rows=count, digest=digest.hexdigest())


def next_seal(label: str, before: Seal | None, horizon: int, now: datetime) -> Seal | None:
    """The seal over the rows that come next, or nothing where there are none."""
    rows = islice(between(label, before, horizon, ROWS_PER_SEAL), ROWS_PER_SEAL)
    seal = Seal.over(label, before, rows, digest_of(before))
    seal.at = now
    return seal if seal.rows else None


def between(
    label: str, before: Seal | None, last: int, most: int | None = None
) -> Iterator[tuple[int, str]]:
    """What a seal is over, in its order: the hash of each row, of one that was let go its gap's."""
    after = before.last if before else 0
    found = apps.get_model(label)._base_manager.filter(pk__gt=after, pk__lte=last).order_by("pk")
    gaps = Gap.objects.between(label, after, last).values_list("key", "digest")
    rows = ((row[0], hash_of(row)) for row in found[:most].values_list().iterator())
    return merge(rows, gaps[:most].iterator())


def digest_of(seal: Seal | None) -> str:
    return seal.digest if seal else ""


def vars_of(seal: Seal) -> dict[str, Any]:
    return {"last": seal.last, "rows": seal.rows, "digest": seal.digest, "at": seal.at}


def settled(model: type[models.Model]) -> int:
    """The highest key up to which no row can appear any more.

    PostgreSQL gives out keys before their rows are committed, so whoever is writing is waited
    for, a second at most; where it takes longer, nothing is sealed this time.
    """
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                _wait_for_writers(model)
            newest = model._base_manager.aggregate(newest=models.Max("pk"))
    except OperationalError:
        return 0
    return newest["newest"] or 0


def _wait_for_writers(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
        cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE MODE")
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")
