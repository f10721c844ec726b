"""Many like one: what a factory made, over and over, in a few statements."""

from itertools import count
from typing import Any

from django.db import models

from accounts.models import Member
from lib.codes import new_code
from mentoring.models import (
    Application,
    CheckIn,
    Import,
    MentorProfile,
    Pairing,
    TrainingCompletion,
)
from registration.models import Enrolment, Registrant

# Each after those that it leads to.
KINDS: tuple[type[models.Model], ...] = (
    Member,
    Registrant,
    Enrolment,
    MentorProfile,
    TrainingCompletion,
    Pairing,
    CheckIn,
    Import,
    Application,
)
NUMBERS = count(1)
# What two rows may not have in common.
OF_ITS_OWN = {
    Member: lambda: {"email": f"twin-{next(NUMBERS)}@example.org", "membership_number": None},
    TrainingCompletion: lambda: {"code": new_code()},
}
Keys = dict[tuple[type[models.Model], Any], Any]


def there() -> dict[type[models.Model], set[Any]]:
    """The keys of all rows."""
    return {kind: set(kind._base_manager.values_list("pk", flat=True)) for kind in KINDS}


def made_since(before: dict[type[models.Model], set[Any]]) -> list[models.Model]:
    """The rows that were not there before, each after those that it leads to."""
    return [
        row
        for kind in KINDS
        for row in kind._base_manager.exclude(pk__in=before[kind]).order_by("pk")
    ]


def multiply(rows: list[models.Model], times: int) -> None:
    """Copy these, `times` over; what a copy leads to is the copy of it."""
    maps: list[Keys] = [{} for _ in range(times)]
    for row in rows:
        twins = type(row)._base_manager.bulk_create([twin(row, keys) for keys in maps])
        for keys, each in zip(maps, twins, strict=True):
            keys[type(row), row.pk] = each.pk


def twin(row: models.Model, keys: Keys) -> models.Model:
    """The same row without a key; what it leads to is the copy where there is one."""
    values = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey):
            value = keys.get((field.related_model, value), value)
        values[field.attname] = value
    own = OF_ITS_OWN.get(type(row), dict)()
    return type(row)(**{**values, row._meta.pk.attname: None, **own})
