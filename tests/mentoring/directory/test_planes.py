"""Points for many at once are the points that one would add up for each."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from mentoring.directory.order.planes import Planes

KEYS = st.integers(1, 40)
POINTS = st.lists(st.tuples(st.integers(0, 20), st.sets(KEYS)), max_size=8)
given_points = given(st.sets(KEYS), POINTS)


def by_hand(among: set[int], points: list[tuple[int, set[int]]]) -> dict[int, int]:
    return {key: sum(weight for weight, keys in points if key in keys) for key in among}


def planes(among: set[int], points: list[tuple[int, set[int]]]) -> Planes:
    return Planes(BitMap(among), ((weight, BitMap(keys)) for weight, keys in points))


@given_points
def test_from_the_top_comes_everybody_once_and_nobody_else(
    among: set[int], points: list[tuple[int, set[int]]]
) -> None:
    sums = by_hand(among, points)
    told = [(total, sorted(keys)) for total, keys in planes(among, points).from_the_top()]
    assert told == [
        (total, sorted(key for key in among if sums[key] == total))
        for total in sorted(set(sums.values()), reverse=True)
    ]


@given(st.sets(KEYS), POINTS, st.integers(-1, 120))
def test_one_may_begin_in_the_middle_and_go_either_way(
    among: set[int], points: list[tuple[int, set[int]]], middle: int
) -> None:
    sums, added = by_hand(among, points), planes(among, points)
    down = [total for total, _keys in added.from_the_top(middle)]
    up = [total for total, _keys in added.from_the_bottom(middle)]
    assert down == sorted({total for total in sums.values() if total <= middle}, reverse=True)
    assert up == sorted({total for total in sums.values() if total >= middle})
