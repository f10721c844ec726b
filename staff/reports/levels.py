"""The mentor's level and the mentee's route, of the pairings that have started.

The figure that the product exists to raise is the share of pairings across levels: of those
that have started, how many have a mentor whose level comes before the mentee's route, or who
has none yet. Levels stand in their usual order here, because reports decide nothing.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.roles import Permission
from mentoring.models import Pairing, TallyLine
from staff.reports.choices import Choice
from staff.reports.drawings import Matrix, matrix
from staff.reports.report import Figure
from staff.reports.tables import Share, Table, shown
from staff.reports.vocabulary import Key, Words

KEYS = ("month", "mentor_level", "route")
NOTED = {"route": "route", "region": "mentee_region", "sector": "mentee_sector"}


@dataclass(frozen=True)
class Levels:
    """Pairings that started in a period, by month, mentor's level and mentee's route."""

    choice: Choice
    counted: Counter[tuple[date, Key, Key]]

    @classmethod
    def of(cls, choice: Choice) -> "Levels":
        """Of those that started in the period: the tallies, and what came since; one statement."""
        chosen = choice.of(**NOTED)
        tallied = TallyLine.objects.filter(choice.in_months("month"), chosen)
        counted = tallied.values(*KEYS).annotate(started=Sum("started")).order_by()
        since = Pairing.objects.since_the_tally().filter(choice.within("activated_at"), chosen)
        return cls.added_up(choice, counted.union(since.counted_by_month(*KEYS[1:]), all=True))

    @classmethod
    def going_on(cls) -> "Levels":
        """Of the active pairings, whenever they started; two statements."""
        choice = Choice(words={"route": Words.of("route")})
        return cls.added_up(choice, Pairing.objects.active().counted_by_month(*KEYS[1:]))

    @classmethod
    def added_up(cls, choice: Choice, rows: Any) -> "Levels":
        counted: Counter[tuple[date, Key, Key]] = Counter()
        newest = choice.words["route"].newest
        for row in rows:
            level, route = newest(row["mentor_level"]), newest(row["route"])
            counted[row["month"], level, route] += row["started"]
        return cls(choice, counted)

    def is_across(self, level: Key, route: Key) -> bool:
        """Whether a mentor of this level comes before the route in the usual order."""
        position = self.choice.words["route"].position
        return position(level) < position(route)

    @property
    def levels(self) -> list[Key]:
        """The rows: nobody's level yet first, where somebody has none."""
        found = self.choice.words["route"].ordered(level for _month, level, _route in self.counted)
        return [None, *found[:-1]] if None in found else found

    @property
    def routes(self) -> list[Key]:
        return self.choice.words["route"].ordered(route for *_rest, route in self.counted)

    def table(self, *, hides: bool) -> Table:
        words = self.choice.words["route"]
        cells = Counter[tuple[Key, Key]]()
        for (_month, level, route), n in self.counted.items():
            cells[level, route] += n
        return Table(
            key="levels",
            caption=_("Pairings started, by the mentor’s level and the mentee’s route"),
            head=[_("Mentor’s level"), *(words.name(route) for route in self.routes)],
            labels=[self.name(level) for level in self.levels],
            counts=[[cells[level, route] for route in self.routes] for level in self.levels],
            hides=hides,
        )

    def name(self, level: Key) -> str:
        return _("No level yet") if level is None else self.choice.words["route"].name(level)

    @property
    def marked(self) -> set[tuple[int, int]]:
        """The places in the table of pairings across levels."""
        return {
            (r, c)
            for r, level in enumerate(self.levels)
            for c, route in enumerate(self.routes)
            if self.is_across(level, route)
        }

    def sentence(self, *, hides: bool) -> str:
        """The share across levels in words."""
        share = Share.of(self.table(hides=hides), self.marked)
        if share is None:
            return _("Too few pairings have started in this period for a share to be shown.")
        return share.said(
            _(
                "%(part)d of %(whole)d pairings (%(share)s) have a mentor at an earlier level than "
                "the mentee’s route."
            ),
            _(
                "About %(share)s of %(whole)d pairings have a mentor at an earlier level than the "
                "mentee’s route."
            ),
        )


def levels_drawn(levels: Levels, *, hides: bool) -> Matrix:
    """The matrix, for a page's aside and for the report."""
    table, words = levels.table(hides=hides), levels.choice.words["route"]
    return matrix(
        _("Who mentors whom"),
        in_words(table),
        [words.letters(route) or words.name(route) for route in levels.routes],
        [(line.label, line.cells[:-1]) for line in table.lines],
        levels.marked,
    )


def active_levels(viewer: Member) -> Figure:
    """For the aside of a page: who mentors whom now, as this member may see it."""
    levels, hides = Levels.going_on(), not viewer.may(Permission.SEE_SMALL_COUNTS)
    return Figure(
        title=_("Who mentors whom"),
        sentence=levels.sentence(hides=hides),
        table=levels.table(hides=hides),
        drawing="components/matrix.html",
        drawn=levels_drawn(levels, hides=hides),
    )


def legend() -> str:
    return _("A dashed edge: the mentor’s level comes before the mentee’s route.")


def in_words(table: Table) -> str:
    """The matrix as somebody would read it out."""
    said = [_("By the mentor’s level, and for each route how many.")]
    for line in table.lines:
        counts = zip(table.head[1:], line.cells[:-1], strict=True)
        said.append(f"{line.label}: {', '.join(f'{name} {shown(n)}' for name, n in counts)}.")
    return " ".join(said)
