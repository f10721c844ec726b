"""A period in steps: months while it is short, then quarters, then years."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

SHORT, LONG = 6, 36  # months


@dataclass(frozen=True)
class Step:
    """Some months on end, by the name that people give them."""

    name: str
    first: date
    months: int

    def __contains__(self, month: date) -> bool:
        return 0 <= count(month) - count(self.first) < self.months


def count(month: date) -> int:
    return month.year * 12 + month.month - 1


def steps_of(months: Collection[date], short: int = SHORT) -> list[Step]:
    """The steps from the first of these months to the last, none left out.

    Args:
        short: how many months are still told one by one.
    """
    if not months:
        return []
    first, last = count(min(months)), count(max(months))
    length = size_of(last - first + 1, short)
    beginnings = range(first - first % length, last + 1, length)
    return [_step(date(n // 12, n % 12 + 1, 1), length) for n in beginnings]


def size_of(months: int, short: int) -> int:
    if months <= short:
        return 1
    return 3 if months <= LONG else 12


def _step(first: date, months: int) -> Step:
    if months == 1:
        name = date_format(first, "F Y")
    elif months == 12:
        name = str(first.year)
    else:
        quarter = {"quarter": first.month // 3 + 1, "year": first.year}
        name = _("Quarter %(quarter)d of %(year)d") % quarter
    return Step(name, first, months)
