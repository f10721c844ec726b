"""Turns: everybody's once, another order for each member and day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from mentoring.directory.order.turns import SPANS, Turns, span_for

TODAY = date(2026, 11, 2)
SPAN = SPANS[0]
turns = Turns(7, TODAY, SPAN)


def test_everybody_has_a_turn_of_their_own() -> None:
    assert sorted(turns.of(key) for key in range(SPAN)) == list(range(SPAN))


@pytest.mark.parametrize("span", SPANS)
def test_every_span_is_a_prime(span: int) -> None:
    assert all(span % number for number in range(2, int(span**0.5) + 1))


def test_a_span_holds_every_key() -> None:
    assert span_for(0) == SPANS[0]
    assert span_for(SPANS[0]) == SPANS[1]
    assert span_for(1_000_000) == 1_048_583


@given(
    st.sets(st.integers(0, SPAN - 1), max_size=60) | st.just(set(range(1, SPAN, 2))),
    st.integers(1, 25),
    st.integers(-1, SPAN),
)
def test_the_first_after_and_the_last_before_a_turn(keys: set[int], most: int, turn: int) -> None:
    """Whether few are worked out or many are met turn by turn."""
    in_order = sorted((turns.of(key), key) for key in keys)
    later = [each for each in in_order if each[0] > turn]
    earlier = [each for each in reversed(in_order) if each[0] < turn]
    assert turns.first(BitMap(keys), most, turn) == later[:most]
    assert turns.last(BitMap(keys), most, turn) == earlier[:most]


def test_one_member_sees_one_order_a_day() -> None:
    keys = BitMap(range(1, 60))
    mine = turns.first(keys, 59)
    assert Turns(7, TODAY, SPAN).first(keys, 59) == mine
    assert Turns(8, TODAY, SPAN).first(keys, 59) != mine
    assert Turns(7, TODAY + timedelta(days=1), SPAN).first(keys, 59) != mine
