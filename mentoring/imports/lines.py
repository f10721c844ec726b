"""A row of an import by its columns, and what it would come to."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from lib.sheets import begins_a_formula, restored
from lib.text import folded
from mentoring.models import Import
from mentoring.states import Verdict


class Wrong(Exception):
    """Why a row cannot be applied, as a sentence for whoever puts it right."""


@dataclass(frozen=True)
class Column:
    """What a kind of import reads from a cell, and the heading words that mean it."""

    name: str
    label: Any  # a string, translated when it is shown
    words: tuple[str, ...]
    is_required: bool = False

    def guessed(self, heading: list[str]) -> int | None:
        """The cell of the heading that says one of the words, or begins with one."""
        said = [folded(cell) for cell in heading]
        for word in self.words:
            if word in said:
                return said.index(word)
        begun = (n for word in self.words for n, cell in enumerate(said) if cell.startswith(word))
        return next(begun, None)


@dataclass(frozen=True)
class Line:
    """One row: what it says by the names of the columns; what was left empty is not in it."""

    number: int
    said: dict[str, str]
    wrong: str = ""

    def get(self, name: str) -> str:
        return self.said.get(name, "")


@dataclass(frozen=True)
class Finding:
    """What a row would come to: a verdict, why in words, and what would be written, in keys."""

    row: int
    verdict: str
    words: str
    plan: dict[str, Any]

    @property
    def kept(self) -> dict[str, Any]:
        """As the import keeps it."""
        return asdict(self)


def problem(line: Line, words: object) -> Finding:
    return Finding(line.number, Verdict.PROBLEM, str(words), {})


def lines_of(found: Import) -> Iterator[Line]:
    """The rows below the heading, but those that were set aside."""
    width, aside = len(found.heading), set(found.set_aside)
    for number, cells in found.rows[1:]:
        if number not in aside:
            yield line_of(number, cells, found.columns, width)


def line_of(number: int, cells: list[str], columns: dict[str, int], width: int) -> Line:
    """What the chosen cells say. An apostrophe that an export of ours has added is taken off."""
    chosen = {name: cells[at] for name, at in columns.items() if at < len(cells) and cells[at]}
    wrong = ""
    if len(cells) > width:
        wrong = _(
            "This row has more cells than the heading. "
            "A cell with a comma in it needs quotation marks."
        )
    for text in chosen.values():
        if begins_a_formula(text) and not text.startswith("'"):
            wrong = _("“%(text)s” begins as a formula does. Type it as a word.") % {"text": text}
    return Line(number, {name: restored(text) for name, text in chosen.items()}, wrong)
