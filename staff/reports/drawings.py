"""Drawings as places on a sheet: templates write them down, and know no arithmetic.

Widths are parts of whatever room there is, so that words stay as large as they are elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LABELS = 34  # per cent of the width
HEAD, ROW, GAP = 30, 50, 3  # pixels
BAR_ROW, BAR_TOP, BAR = 46, 24, 14
LONGEST = 78  # per cent of the width; behind a bar stands what it says
SHADES = 4


@dataclass(frozen=True)
class Square:
    """One count of a matrix, with the shade that stands for it."""

    x: str
    y: int
    width: str
    middle: str
    baseline: int
    words: str
    shade: int
    is_marked: bool


@dataclass(frozen=True)
class Matrix:
    """Rows by columns, shaded by how many; `columns` and `rows` have words and their places."""

    title: str
    words: str
    columns: list[tuple[str, str]]
    rows: list[tuple[str, int]]
    squares: list[Square]

    @property
    def height(self) -> int:
        return HEAD + ROW * len(self.rows)

    @property
    def row_height(self) -> int:
        return ROW - GAP


def matrix(
    title: str,
    words: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[int | None]]],
    marked: set[tuple[int, int]],
) -> Matrix:
    """Draw counts; what is kept back has no shade, and a dash."""
    width = (100 - LABELS) / max(1, len(heads))
    most = max((n or 0 for _label, cells in rows for n in cells), default=0)
    squares = [
        Square(
            x=f"{LABELS + c * width:.2f}%",
            y=HEAD + r * ROW,
            width=f"{width - 1:.2f}%",
            middle=f"{LABELS + (c + 0.5) * width - 0.5:.2f}%",
            baseline=HEAD + r * ROW + ROW // 2 + 4,
            words="–" if n is None else str(n),
            shade=shade_of(n or 0, most),
            is_marked=(r, c) in marked,
        )
        for r, (_label, cells) in enumerate(rows)
        for c, n in enumerate(cells)
    ]
    columns = [(head, f"{LABELS + (c + 0.5) * width - 0.5:.2f}%") for c, head in enumerate(heads)]
    labels = [(label, HEAD + r * ROW + ROW // 2 + 4) for r, (label, _cells) in enumerate(rows)]
    return Matrix(title, words, columns, labels, squares)


def shade_of(count: int, most: int) -> int:
    """0 for none, 1 to 4 for the quarters up to the most."""
    return -(-SHADES * count // most) if most else 0


@dataclass(frozen=True)
class Bar:
    """A line of words, and below it one bar for each of its counts, and what they say."""

    label: str
    value: str
    baseline: int
    value_baseline: int
    bars: list[tuple[int, int, str]]


@dataclass(frozen=True)
class Bars:
    title: str
    words: str
    rows: list[Bar]
    height: int
    longest: str = f"{LONGEST}%"


def bars(
    title: str,
    words: str,
    rows: Iterable[tuple[str, str, Sequence[int | None]]],
    most: int | None = None,
) -> Bars:
    """Draw lengths, each against the greatest or against `most`."""
    lines = [(label, value, [n or 0 for n in counts]) for label, value, counts in rows]
    full = most or max((n for *_words, counts in lines for n in counts), default=0) or 1
    drawn, top = [], 0
    for label, value, counts in lines:
        lengths = [
            (number, top + BAR_TOP + number * BAR, f"{LONGEST * n / full:.2f}%")
            for number, n in enumerate(counts)
        ]
        drawn.append(Bar(label, value, top + 16, top + BAR_TOP + 10, lengths))
        top += BAR_ROW + BAR * (len(counts) - 1)
    return Bars(title, words, drawn, top)
