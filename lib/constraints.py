"""Database constraints that several models share, each named as the sentence it guards."""

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Q


def both_or_neither(model: str, stem: str) -> CheckConstraint:
    """Who and when belong together: `<stem>_at` and `<stem>_by` are both set or both empty."""
    at, by = f"{stem}_at__isnull", f"{stem}_by__isnull"
    return CheckConstraint(
        name=f"{model}_{stem}_has_who_and_when",
        condition=Q(**{at: True, by: True}) | Q(**{at: False, by: False}),
    )


def in_order(name: str, earlier: str, later: str) -> CheckConstraint:
    """`later`, when set, is not before `earlier`."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{later}__isnull": True})
        | Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__gte": F(earlier)}),
    )


def exactly_when(name: str, field: str, holds: Q) -> CheckConstraint:
    """`field` is set exactly when the condition `holds`."""
    filled = Q(**{f"{field}__isnull": False})
    return CheckConstraint(name=name, condition=(filled & holds) | (~filled & ~holds))


def one_of(name: str, field: str, values: Iterable[str]) -> CheckConstraint:
    """`field` is one of the known `values`."""
    return CheckConstraint(name=name, condition=Q(**{f"{field}__in": sorted(values)}))
