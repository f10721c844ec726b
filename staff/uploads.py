"""The people of an uploaded table, as the lines of a list."""

from collections.abc import Sequence

from lib.sheets import restored
from lib.tables import Table
from lib.text import normalise_line

# How columns are headed that say who somebody is; the better known stand first.
HEADINGS = (
    ("membership number", "membership no", "member number", "member no", "number", "cilip number"),
    ("e-mail address", "email address", "e-mail", "email", "address"),
    ("name", "full name", "member"),
)
FIRST, LAST = ("first name", "forename", "given name"), ("last name", "surname", "family name")


def lines_of(table: Table) -> str:
    """One line for each row of the file, under the number that it has there.

    With a heading that we know, the row's number, address or name is taken, in this
    order; without one, its address if it has one, and otherwise its first cell.
    """
    columns = columns_of(table.rows[0].cells)
    lines = [""] * table.rows[-1].number
    for row in table.rows[1:] if columns else table.rows:
        cells = [restored(cell) for cell in row.cells]
        lines[row.number - 1] = person_of(cells, columns) if columns else whoever(cells)
    return "\n".join(lines)


def columns_of(heading: Sequence[str]) -> list[list[int]]:
    """The columns to look at, the best first; two together are a name in two parts."""
    said = [normalise_line(cell).casefold().strip(" .:") for cell in heading]
    known = [[said.index(word)] for words in HEADINGS for word in words if word in said]
    parts = [said.index(word) for words in (FIRST, LAST) for word in words if word in said]
    return [*known, *([parts] if parts else [])]


def person_of(cells: Sequence[str], columns: list[list[int]]) -> str:
    """The first of the columns that says something in this row."""
    for column in columns:
        said = " ".join(cells[n] for n in column if n < len(cells) and cells[n])
        if said:
            return said
    return ""


def whoever(cells: Sequence[str]) -> str:
    return next((cell for cell in cells if "@" in cell), next(filter(None, cells), ""))
