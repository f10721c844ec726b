"""The list of what must never be false, and how it is counted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from lib.moment import one_moment
from mentoring.models import Pairing
from mentoring.querysets import PairingQuerySet

Counter = Callable[[], int]


@dataclass(frozen=True)
class Invariant:
    """One sentence that must hold, and how to count where it does not."""

    number: str
    name: str
    sentence: str
    violations: Counter

    @property
    def place(self) -> int:
        """Where it stands in the list: by its number, those of the house last."""
        return int(self.number[1:] or 99)


@dataclass(frozen=True)
class Broken:
    """An invariant that does not hold, and in how many rows."""

    name: str
    count: int


INVARIANTS: list[Invariant] = []


def must_hold(number: str) -> Callable[[Counter], Counter]:
    """Enter a counting function among the invariants; its docstring is the sentence.

    It counts at one moment: what somebody does between two of its statements breaks nothing.
    """

    def enter(counter: Counter) -> Counter:
        sentence = (counter.__doc__ or "").strip()
        INVARIANTS.append(Invariant(number, counter.__name__, sentence, one_moment()(counter)))
        return counter

    return enter


def check_invariants() -> list[Broken]:
    """The invariants that do not hold now; an empty list is what everybody wants."""
    counted = [(invariant.name, invariant.violations()) for invariant in INVARIANTS]
    return [Broken(name, count) for name, count in counted if count]


def more_than(most: int, rows: QuerySet[Any], *fields: str) -> int:
    """How many groups of rows, alike in `fields`, have more than `most` members."""
    groups = rows.order_by().values(*fields).annotate(n=Count("pk"))
    return groups.filter(n__gt=most).count()


def pairings() -> PairingQuerySet:
    return Pairing.objects.all()
