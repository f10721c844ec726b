"""Rows of text as a spreadsheet numbers them, and how many there may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import category

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.text import normalise_line

BREAKS = str.maketrans("\r\n\t", "   ")


@dataclass(frozen=True)
class Row:
    """One row that says something, with its number in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows of a file; empty ones are left out, and all others keep their numbers.

    `unread` names the other sheets of a workbook: only the first is read.
    """

    rows: tuple[Row, ...]
    unread: tuple[str, ...] = ()


def most(what: str) -> int:
    """A limit by its name: TABLE_MOST_ROWS is most("ROWS")."""
    return int(settings.MENTORING[f"TABLE_MOST_{what}"])


def table_of(rows: Iterable[tuple[int, Sequence[str]]], unread: Sequence[str] = ()) -> Table:
    """The table of numbered rows, read no further than the first that is too much."""
    kept: list[Row] = []
    for number, cells in rows:
        tidied = tuple(tidy(cell, number) for cell in cells)
        while tidied and not tidied[-1]:
            tidied = tidied[:-1]
        if tidied:
            kept.append(Row(number, tidied))
        if len(tidied) > most("COLUMNS"):
            raise too_wide(number)
        if len(kept) > most("ROWS"):
            raise too_long()
    if not kept:
        raise ValidationError(_("There is nothing in this table."), "empty")
    return Table(tuple(kept), tuple(unread))


def tidy(cell: str, number: int) -> str:
    """The cell as one line. A sign that no cell has on purpose is refused."""
    if len(cell) > most("LETTERS"):
        raise ValidationError(
            _("Row %(row)d has a cell with more than %(most)d letters."),
            "letters",
            {"row": number, "most": most("LETTERS")},
        )
    line = normalise_line(cell.translate(BREAKS))
    if any(category(sign) in ("Cc", "Cs") for sign in line):
        raise ValidationError(
            _("Row %(row)d has a character that cannot be seen. Type the cell again."),
            "unseen",
            {"row": number},
        )
    return line


def too_wide(row: int) -> ValidationError:
    return ValidationError(
        _("Row %(row)d has more than %(most)d columns. Leave out those that nobody needs."),
        "columns",
        {"row": row, "most": most("COLUMNS")},
    )


def too_long() -> ValidationError:
    return ValidationError(
        _("The table has more than %(most)d rows. Divide it into several."),
        "rows",
        {"most": most("ROWS")},
    )
