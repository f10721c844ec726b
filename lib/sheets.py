"""Tables as files for a spreadsheet. Nothing in a cell is a formula, whoever typed it."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

# What spreadsheets take for the beginning of a formula, also in the wide forms of East Asia.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Programs that would guess at the letters otherwise look for this.
MARK = "\ufeff"

Cell = str | int


def defused(cell: Cell) -> Cell:
    """A text that begins as a formula does is made a text by an apostrophe before it.

    Blanks before it do not save it: some programs take them off.
    """
    return f"'{cell}" if isinstance(cell, str) and begins_a_formula(cell) else cell


def begins_a_formula(text: str) -> bool:
    """Whether a program may take it for one; apostrophes before it are counted as defused."""
    return text.lstrip(" \u00a0'").startswith(BEGINNINGS)


def restored(text: str) -> str:
    """What `defused` was given: the way back, for a file of ours that is read again."""
    return text[1:] if text.startswith("'") and begins_a_formula(text) else text


def sheet(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV (RFC 4180), in UTF-8 with its mark."""
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([defused(cell) for cell in row])
    return MARK + written.getvalue()


def sheet_answer(head: Sequence[str], rows: Iterable[Sequence[Cell]], name: str) -> HttpResponse:
    """The table as a file to keep."""
    answer = HttpResponse(sheet(head, rows), content_type="text/csv; charset=utf-8; header=present")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
