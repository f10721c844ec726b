"""The tables of a report: counts, with what is not shown kept back, in a page and in a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lib.sheets import Cell
from staff.reports.small import Counts, Place, kept_back, kept_back_by_column, with_totals

ROUNDED = 5  # per cent, where the exact share would tell what is kept back
FEWEST_FOR_A_SHARE = 40


@dataclass(frozen=True)
class Line:
    """One row as it is shown: a label, and counts of which some may be kept back."""

    label: str
    cells: list[int | None]
    share: int | None = None  # of the first count in the whole row, in per cent

    @property
    def said(self) -> str:
        return few() if self.share is None else f"{self.share}%"


@dataclass(frozen=True)
class Table:
    """Counts by row and by column, with their totals. The first head names what the rows are.

    Args:
        hides: whether small counts are kept back from whoever looks.
        adds_up: whether the columns have totals, in a last row.
        sums: whether the rows have totals, in a last column.
        share: the head of a last column, which says what part of a row its first count is.
        veiled: whether all but the totals of the rows are kept back, and shares are rounded,
            since another table beside this one would tell what it keeps back.
    """

    key: str
    caption: str
    head: Sequence[str]
    labels: Sequence[str]
    counts: Counts
    hides: bool
    adds_up: bool = True
    sums: bool = True
    share: str = ""
    veiled: bool = False

    @cached_property
    def back(self) -> set[Place]:
        """The cells that are kept back."""
        if not self.hides or not self.counts:
            return set()
        if not self.sums:
            return kept_back_by_column(self.counts)
        back = kept_back(self.counts, columns_add_up=self.adds_up)
        if self.veiled:
            columns = range(len(self.counts[0]))
            back |= {(r, c) for r in range(-1, len(self.counts)) for c in columns}
        return back

    @cached_property
    def whole(self) -> Counts:
        """The counts with their totals; only what is not kept back may be shown."""
        return with_totals(self.counts) if self.counts else [[0] * len(self.head)]

    @cached_property
    def lines(self) -> list[Line]:
        """The rows as they are shown, without that of the totals."""
        return [self._line(label, number) for number, label in enumerate(self.labels)]

    @property
    def last_line(self) -> Line | None:
        """The totals of the columns, where they add up."""
        return self._line(_("All"), -1) if self.adds_up and self.counts else None

    def _line(self, label: str, number: int) -> Line:
        cells = [self.cell(number, c) for c in range(-1, len(self.whole[0]) - 1)]
        totals = cells[:1] if self.sums else []
        return Line(label, [*cells[1:], *totals], self._share(number))

    def _share(self, number: int) -> int | None:
        part, *_others, whole = self.whole[number]
        if not self.share or not whole:
            return None
        if self.veiled and self.hides:
            return rounded(part, whole)
        return None if {(number, 0), (number, -1)} & self.back else round(100 * part / whole)

    def cell(self, row: int, column: int) -> int | None:
        """One count, or nothing when it is kept back; -1 is the totals'."""
        return None if (row, column) in self.back else self.whole[row][column]

    @property
    def full_head(self) -> list[str]:
        totals = [_("All")] if self.sums else []
        return [*self.head, *totals, *([self.share] if self.share else [])]

    @property
    def sheet(self) -> list[list[Cell]]:
        """The rows for a spreadsheet, below `full_head`."""
        lines = [*self.lines, *([self.last_line] if self.last_line else [])]
        return [
            [line.label, *map(shown, line.cells), *([line.said] if self.share else [])]
            for line in lines
        ]


@dataclass(frozen=True)
class Share:
    """A part of a table in words, less exact where it would tell what the table keeps back.

    Sentences take `part`, `whole` and `share`; `part` is nothing where it is not told.
    """

    part: int | None
    whole: int
    share: str

    @classmethod
    def of(cls, table: Table, places: Iterable[Place]) -> "Share | None":
        """Of the counts in these places; nothing when there is none, or too few to say."""
        chosen = set(places)
        part, whole = (sum(table.counts[r][c] for r, c in chosen), sum(map(sum, table.counts)))
        if not whole or (-1, -1) in table.back:
            return None
        if not table.back & chosen:
            return cls(part, whole, percent(part, whole))
        share = rounded(part, whole)
        return None if share is None else cls(None, whole, f"{share}%")

    def said(self, exactly: str, about: str) -> str:
        """One of the two sentences, filled in."""
        return (about if self.part is None else exactly) % vars(self)


def few() -> str:
    """What stands in the place of a count that is kept back, where there is no room for more."""
    return _("kept back")


def shown(count: int | None) -> Cell:
    """A count, or that it is kept back."""
    return few() if count is None else count


def told(words: str, **said: Cell | None) -> str:
    """A sentence about counts. One that is kept back is never none, and so there are some."""
    sentence = words % {name: _("some") if each is None else each for name, each in said.items()}
    return sentence[:1].upper() + sentence[1:]


def why_kept_back() -> str:
    """One sentence for below a table."""
    fewest = settings.MENTORING["FEWEST_COUNTED"]
    words = _(
        "Counts below %(few)d are kept back, and others with them where they could be worked out."
    )
    return words % {"few": fewest}


def percent(part: int, whole: int) -> str:
    """A share in whole per cent."""
    return f"{round(100 * part / whole)}%"


def rounded(part: int, whole: int) -> int | None:
    """A share that tells of nobody; nothing when it is one of too few."""
    return ROUNDED * round(100 * part / whole / ROUNDED) if whole >= FEWEST_FOR_A_SHARE else None
