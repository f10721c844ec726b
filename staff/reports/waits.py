"""How long members wait: for a mentor's first word on a proposal, and for a mentor."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from mentoring.models import Pairing
from mentoring.states import Counted
from registration.models import Enrolment
from staff.reports.choices import Choice
from staff.reports.days import WholeDays, within
from staff.reports.drawings import bars
from staff.reports.funnel import BARS, ENROLMENTS
from staff.reports.levels import NOTED
from staff.reports.past import past
from staff.reports.report import Figure, Report
from staff.reports.tables import Table, shown
from staff.reports.vocabulary import Key

BOUNDS = (1, 3, 7, 14, 30, 90)  # a wait is in the first class whose days it is under
Waits = Counter[tuple[int | None, Key]]


class Kind(NamedTuple):
    """One kind of wait, and the words for it."""

    key: str
    title: Promise
    caption: Promise
    none: Promise  # of those who wait still
    over: Promise  # how long half of the others waited, and nine of ten


REPLIES = Kind(
    "replies",
    _lazy("To a mentor’s first word"),
    _lazy("Proposals by the days until the mentor’s first word, and by route"),
    _lazy("No word until now"),
    _lazy("Half of the answers came within %(half)s, nine of ten within %(most)s."),
)
MATCHES = Kind(
    "matches",
    _lazy("To a mentor"),
    _lazy("Enrolments by the days until the first pairing started, and by route"),
    _lazy("No pairing until now"),
    _lazy("Half of those with a mentor had one within %(half)s, nine of ten within %(most)s."),
)


def waits(choice: Choice, *, hides: bool) -> Report:
    """Two statements: proposals made in the period, and enrolments opened in it."""
    first = figure(choice, REPLIES, counted_replies(choice), hides=hides)
    second = figure(choice, MATCHES, counted_matches(choice), hides=hides)
    return Report(answer=f"{first.sentence} {second.sentence}", figures=(first, second))


def counted_replies(choice: Choice) -> Waits:
    proposed = Pairing.objects.filter(choice.within("proposed_at"), choice.of(**NOTED))
    days = WholeDays("replied_at", "proposed_at")
    gone = past(choice, Counted.PROPOSED, "days", "route")
    return counted(choice, proposed, "route", days, gone)


def counted_matches(choice: Choice) -> Waits:
    opened = Enrolment.objects.filter(choice.within("opened_at"), choice.of(**ENROLMENTS))
    return counted(choice, opened, "route", WholeDays("started_at", "opened_at"))


def counted(
    choice: Choice, rows: "QuerySet[Any]", route: str, days: WholeDays, gone: Any = None
) -> Waits:
    """How many by whole days and route; nothing for the days of those who wait still.

    Args:
        gone: the same of those that are only counted by now.
    """
    found, newest = Waits(), choice.words["route"].newest
    by_days = rows.annotate(days=days).values_list("days", route).annotate(n=Count("*"))
    plain = by_days.order_by()
    for waited, key, n in plain if gone is None else plain.union(gone, all=True):
        found[waited, newest(key)] += n
    return found


def figure(choice: Choice, kind: Kind, found: Waits, *, hides: bool) -> Figure:
    """One kind of wait: by class and route, half of them and nine of ten in words."""
    table, title = by_class(choice, kind, found, hides=hides), str(kind.title)
    said = in_words(found, str(kind.over), hides=hides)
    rows = [(line.label, str(shown(line.cells[-1])), line.cells[-1:]) for line in table.lines]
    return Figure(title, said, table, BARS, bars(title, said, rows))


def by_class(choice: Choice, kind: Kind, found: Waits, *, hides: bool) -> Table:
    vocabulary = choice.words["route"]
    routes = vocabulary.ordered(route for _days, route in found)
    cells = Counter[tuple[int, Key]]()
    for (days, route), n in found.items():
        cells[class_of(days), route] += n
    names = [*class_names(), str(kind.none)]
    return Table(
        key=kind.key,
        caption=str(kind.caption),
        head=[_("Wait"), *(vocabulary.name(route) for route in routes)],
        labels=names,
        counts=[[cells[number, route] for route in routes] for number in range(len(names))],
        hides=hides,
    )


def class_of(days: int | None) -> int:
    """The number of the class; the last is of those who wait still."""
    if days is None:
        return len(BOUNDS) + 1
    return next((n for n, bound in enumerate(BOUNDS) if days < bound), len(BOUNDS))


def class_names() -> list[str]:
    names = [_("Under a day")]
    for low, high in pairwise(BOUNDS):
        names.append(_("%(low)d to %(high)d days") % {"low": low, "high": high - 1})
    return [*names, _("%(days)d days and more") % {"days": BOUNDS[-1]}]


def in_words(found: Waits, words: str, *, hides: bool) -> str:
    """The median and the 90th percentile, where enough have come to tell of nobody."""
    over = days_of((days, n) for (days, _route), n in found.items())
    if over.total() < (settings.MENTORING["FEWEST_COUNTED"] if hides else 1):
        return _("There is too little in this period to say.")
    half, most = (in_days(within(over, part)) for part in (0.5, 0.9))
    return words % {"half": half, "most": most}


def days_of(pairs: Iterable[tuple[int | None, int]]) -> Counter[int]:
    """How many waited how long, of those whose wait is over."""
    over = Counter[int]()
    for days, n in pairs:
        if days is not None:
            over[days] += n
    return over


def in_days(days: int) -> str:
    """Whole days that have passed, as the day within which it was."""
    return ngettext("a day", "%(days)d days", days + 1) % {"days": days + 1}
