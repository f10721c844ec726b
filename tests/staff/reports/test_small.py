"""Small counts are kept back, and cannot be worked out from what is shown."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staff.reports.small import Net, Place, kept_back, with_totals

MOST = 9
TABLES = st.integers(1, 3).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, MOST), min_size=columns, max_size=columns), min_size=1, max_size=3
    )
)


def others(counts: list[list[int]], back: set[Place], *, sums: bool) -> dict[Place, set[int]]:
    """Each number that a cell kept back could be: every table is tried that shows the same."""
    whole = with_totals(counts)
    inside = sorted(place for place in back if -1 not in place)
    found: dict[Place, set[int]] = {place: set() for place in back}
    for guess in product(range(1, MOST + 4), repeat=len(inside)):
        table = [list(row) for row in counts]
        for (r, c), n in zip(inside, guess, strict=True):
            table[r][c] = n
        tried = with_totals(table)
        if looks_the_same(whole, tried, back, sums=sums):
            for r, c in back:
                found[r, c].add(tried[r][c])
    return found


def looks_the_same(one: list, other: list, back: set[Place], *, sums: bool) -> bool:
    last, end = len(one) - 1, len(one[0]) - 1
    return all(
        one[r][c] == other[r][c]
        for r, c in product(range(last + 1), range(end + 1))
        if (r if r < last else -1, c if c < end else -1) not in back and (sums or r < last)
    )


@pytest.mark.parametrize("sums", [True, False])
@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_what_is_kept_back_could_be_more_than_one_number(sums: bool, counts: list) -> None:
    back = kept_back(counts, columns_add_up=sums)
    if len([place for place in back if -1 not in place]) > 4:
        return  # too many tables to try them all
    assert [
        place for place, could in others(counts, back, sums=sums).items() if len(could) < 2
    ] == []


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_every_small_count_is_kept_back_and_none_is_shown(counts: list) -> None:
    back = kept_back(counts)
    whole = with_totals(counts)
    cells = {(r, c): whole[r][c] for r in range(-1, len(counts)) for c in range(-1, len(counts[0]))}
    assert [at for at, n in cells.items() if 0 < n < 5 and at not in back] == []
    assert [at for at in back if cells[at] == 0] == []


def test_without_a_second_one_it_could_be_worked_out() -> None:
    counts = [[3, 20], [30, 40]]
    net = Net(with_totals(counts))
    net.hide([(0, 0)])
    assert net.is_certain((0, 0))
    assert len(others(counts, {(0, 0)}, sums=True)[0, 0]) == 1
    assert (0, 0) in kept_back(counts)
    assert len(kept_back(counts)) > 3


def test_a_table_without_small_counts_is_shown_whole() -> None:
    assert kept_back([[5, 0], [12, 7]]) == set()


def test_nineteen_sectors_are_done_at_once() -> None:
    counts = [[(row * column) % 7 for column in range(19)] for row in range(19)]
    net = kept_back(counts)
    assert 100 < len(net) < 400
