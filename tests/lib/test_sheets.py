"""Tables for a spreadsheet: what was typed is never a formula."""

import csv
from io import StringIO

import pytest

from lib.sheets import defused, sheet


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+44",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\u00a0=1",
        "＝1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_a_formula_is_made_a_text(typed: str) -> None:
    assert defused(typed) == f"'{typed}"


@pytest.mark.parametrize("cell", ["Amina", "a=b", "中文", "", -3, 0])
def test_everything_else_stays_as_it_is(cell: str | int) -> None:
    assert defused(cell) == cell


def test_commas_quotes_and_lines_stay_in_their_cell() -> None:
    row = ['Rahman, Amina "Ami"', "two\nlines", 3]
    assert read(sheet(["a", "b", "c"], [row])) == [["a", "b", "c"], [*row[:2], "3"]]


def test_it_begins_with_the_mark_of_its_letters() -> None:
    assert sheet(["ŵ"], []) == "\ufeffŵ\r\n"
