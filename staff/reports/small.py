"""Small counts kept back, so that nobody is told apart; not even by subtraction."""

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings

Counts = list[list[int]]
Place = tuple[int, int]
TOTALS = -1  # the row of the totals, and their column


def kept_back(counts: Sequence[Sequence[int]], *, columns_add_up: bool = True) -> set[Place]:
    """The cells of a table that are not shown, by row and column; -1 is that of the totals.

    A count from 1 to one below MENTORING["FEWEST_COUNTED"] is kept back, among the totals as
    well. Since rows and columns add up, others are kept back with it, until each of them could
    be another number as far as anybody can tell from what is shown. A count of none is shown:
    it tells of nobody.

    Args:
        columns_add_up: whether totals of the columns stand below the table.
    """
    few = settings.MENTORING["FEWEST_COUNTED"]
    net = Net(with_totals(counts))
    beneath = set() if columns_add_up else {(net.rows, c) for c in range(net.columns + 1)}
    hidden = {place for place, n in net.cells() if 0 < n < few}
    if hidden:
        net.hide(beneath | hidden)
        net.widen(hidden - beneath)
    return {net.from_the_end(place) for place in net.hidden - beneath}


def kept_back_by_column(counts: Sequence[Sequence[int]]) -> set[Place]:
    """The same for a table whose columns add up and whose rows do not."""
    turned = kept_back(list(zip(*counts, strict=True)), columns_add_up=False)
    return {(row, column) for column, row in turned}


def with_totals(counts: Sequence[Sequence[int]]) -> Counts:
    """The table with a column and a row of its totals."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


class Net:
    """Rows and columns as the knots of a net, whose threads are the cells that are kept back.

    A cell can be another number exactly when one can go round through it, adding one on the
    way from rows to columns and taking one off on the way back.
    """

    def __init__(self, whole: Counts) -> None:
        self.whole, self.rows, self.columns = whole, len(whole) - 1, len(whole[0]) - 1
        self.hidden: set[Place] = set()

    def cells(self) -> Iterator[tuple[Place, int]]:
        for r, row in enumerate(self.whole):
            for c, n in enumerate(row):
                yield (r, c), n

    def hide(self, places: Iterable[Place]) -> None:
        self.hidden |= set(places)

    def from_the_end(self, place: Place) -> Place:
        row, column = place
        return (TOTALS if row == self.rows else row, TOTALS if column == self.columns else column)

    def widen(self, places: Iterable[Place]) -> None:
        """Keep back the smallest cell beside one that can be worked out, until none can."""
        unsure = sorted(places)
        while unsure:
            if not self.is_certain(unsure[-1]):
                unsure.pop()
            elif beside := self._shown_beside(unsure[-1]):
                self.hide([beside])
                unsure.append(beside)
            else:  # nothing is left that could veil it: all of the table goes
                self.hide(place for place, n in self.cells() if n)
                return

    def _shown_beside(self, place: Place) -> Place | None:
        row, column = place
        line = {(row, c) for c in range(self.columns + 1)}
        line |= {(r, column) for r in range(self.rows + 1)}
        shown = [(self.whole[r][c], (r, c)) for r, c in line - self.hidden if self.whole[r][c]]
        return min(shown)[1] if shown else None

    def is_certain(self, place: Place) -> bool:
        """Whether what is shown leaves this cell one number alone."""
        return not any(self._goes_round(place, up) for up in (1, -1))

    def _goes_round(self, place: Place, up: int) -> bool:
        if not self._may_change(place, up):
            return False
        start, reached, ahead = (0, place[0]), {(1, place[1])}, [(1, place[1])]
        while ahead and start not in reached:
            axis, line = ahead.pop()
            for cell in self.hidden - {place}:
                knot = (1 - axis, cell[1 - axis])
                change = -up if axis else up
                if cell[axis] == line and knot not in reached and self._may_change(cell, change):
                    reached.add(knot)
                    ahead.append(knot)
        return start in reached

    def _may_change(self, place: Place, by: int) -> bool:
        """A total stands on the other side of the sum; what is kept back is known to be some."""
        row, column = place
        is_a_sum = (row == self.rows) != (column == self.columns)
        return by * (-1 if is_a_sum else 1) > 0 or self.whole[row][column] > 1
