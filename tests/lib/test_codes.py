"""Codes that are read from a paper and typed."""

import pytest

from lib.codes import LENGTH, SIGNS, in_groups, new_code, read_code


def test_a_code_has_sixty_bits_and_no_sign_that_is_taken_for_another() -> None:
    assert len(SIGNS) ** LENGTH == 2**60
    assert set("ILOU").isdisjoint(SIGNS)
    assert {len(new_code()) for _ in range(100)} == {12}


def test_codes_differ() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed",
    ["7KQ4-0M2X-91RT", "7kq4 0m2x 91rt", " 7kq40m2x91rt", "7KQ4–OM2X–9lRT", "7KQ4_oM2X.9IRT"],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert in_groups(read_code(typed)) == "7KQ4-0M2X-91RT"
