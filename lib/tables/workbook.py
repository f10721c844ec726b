"""The first sheet of a workbook (XLSX), as text: numbers, days and words as people read them."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.tables.archive import Archive, Attributes, broken
from lib.tables.table import Table, most, table_of, too_long, too_wide

BOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
# The end of an attribute's name; what stands before it differs between two standards.
RELATION = "/relationships id"
HIDDEN = ("hidden", "veryHidden")
# The formats of days among those that every workbook has by number.
DAYS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
# What of a format is words, a colour or a condition, and not the shape of a number.
NOT_A_SHAPE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
COLUMN = re.compile(r"([A-Z]{1,3})[0-9]+")
WRITTEN_OUT = re.compile(r"_x([0-9A-Fa-f]{4})_")
EARLIEST, LATEST = 61, 2_958_465  # 1 March 1900, before which programs disagree, and 9999


def read_workbook(raw: bytes) -> Table:
    """The rows of the first sheet that is not hidden.

    A formula counts as the result that was saved with it. One without a result is refused,
    since only a spreadsheet can work it out.
    """
    archive = Archive(raw)
    book = _Book(archive)
    sheet = _Sheet(book)
    archive.walk(book.path, sheet.start, sheet.end)
    return table_of(sheet.rows(), book.names[1:])


class _Book:
    """What the sheet needs of the workbook around it."""

    def __init__(self, archive: Archive) -> None:
        self.names: list[str] = []
        self.paths: list[str] = []
        self.first_day = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a cell has no zone
        self.strings: list[str] = []
        self.formats: dict[str, bool] = {}
        self.is_day: list[bool] = []
        self._string, self._within = "", ""
        self.links: dict[str, str] = {}
        archive.walk(LINKS, self._link)
        archive.walk(BOOK, self._sheet)
        if not self.paths or self.paths[0] not in archive.parts:
            raise broken()
        self.path = self.paths[0]
        archive.walk(STYLES, self._style, self._end_of_style)
        archive.walk(STRINGS, self._begin_string, self._end_of_string)

    def _link(self, tag: str, attributes: Attributes) -> None:
        target = attributes.get("Target", "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        self.links[attributes.get("Id", "")] = path

    def _sheet(self, tag: str, attributes: Attributes) -> None:
        if tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.first_day = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
        if tag == "sheet" and attributes.get("state") not in HIDDEN:
            link = next((attributes[name] for name in attributes if name.endswith(RELATION)), "")
            if "worksheets/" in self.links.get(link, ""):
                self.names.append(attributes.get("name", ""))
                self.paths.append(self.links[link])

    def _style(self, tag: str, attributes: Attributes) -> None:
        number = attributes.get("numFmtId", "0")
        if tag == "cellXfs":
            self._within = tag
        elif tag == "numFmt":
            shape = NOT_A_SHAPE.sub("", attributes.get("formatCode", "")[:500]).lower()
            self.formats[number] = "y" in shape or "d" in shape
        elif tag == "xf" and self._within:
            built_in = number.isdecimal() and len(number) < 4 and int(number) in DAYS
            self.is_day.append(self.formats.get(number, built_in))

    def _end_of_style(self, tag: str, _text: str) -> None:
        if tag == "cellXfs":
            self._within = ""

    def _begin_string(self, tag: str, _attributes: Attributes) -> None:
        if tag == "si":
            self._string = ""
        elif tag == "rPh":  # how a word is said, not the word
            self._within = tag

    def _end_of_string(self, tag: str, text: str) -> None:
        if tag == "t" and not self._within and len(self._string) <= most("LETTERS"):
            self._string += text
        elif tag == "rPh":
            self._within = ""
        elif tag == "si":
            self.strings.append(self._string)


class _Sheet:
    """Cell by cell to rows; what is too much ends the reading at once."""

    def __init__(self, book: _Book) -> None:
        self.book = book
        self.found: list[tuple[int, dict[int, str]]] = []
        self.row = self.column = 0
        self.cells: dict[int, str] = {}
        self.attributes: Attributes = {}
        self.value = ""
        self.has_formula = self.is_aside = False

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        for number, cells in self.found:
            yield number, [cells.get(column, "") for column in range(1, max(cells) + 1)]

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self.row = number_of(attributes.get("r", "")) or self.row + 1
            self.column, self.cells = 0, {}
        elif tag == "c":
            self.column = column_of(attributes.get("r", "")) or self.column + 1
            self.attributes, self.value, self.has_formula = attributes, "", False
        elif tag == "rPh":
            self.is_aside = True

    def end(self, tag: str, text: str) -> None:
        if tag == "f":
            self.has_formula = True
        elif tag in ("v", "t") and not self.is_aside and len(self.value) <= most("LETTERS"):
            self.value += text
        elif tag == "rPh":
            self.is_aside = False
        elif tag == "c":
            self._end_of_cell()
        elif tag == "row":
            self._end_of_row()

    def _end_of_cell(self) -> None:
        if self.has_formula and not self.value and self.attributes.get("t") != "str":
            raise ValidationError(
                _(
                    "Row %(row)d has a formula without its result. "
                    "Open the workbook in a spreadsheet and save it again."
                ),
                "formula",
                {"row": self.row},
            )
        if self.value and (text := self._said()):
            if self.column > most("COLUMNS"):
                raise too_wide(self.row)
            self.cells[self.column] = text

    def _end_of_row(self) -> None:
        if self.cells:
            self.found.append((self.row, self.cells))
        if len(self.found) > most("ROWS"):
            raise too_long()
        self.cells = {}

    def _said(self) -> str:
        """The value as a person reads it in the cell."""
        match self.attributes.get("t", "n"):
            case "s":
                return spelled(self._shared())
            case "n":
                return self._number()
            case "b":
                return "TRUE" if self.value == "1" else "FALSE"
            case "d":
                return self.value.removesuffix("T00:00:00")
            case _:
                return spelled(self.value)

    def _shared(self) -> str:
        key = number_of(self.value.strip(), nothing=-1)
        if not 0 <= key < len(self.book.strings):
            raise broken()
        return self.book.strings[key]

    def _number(self) -> str:
        try:
            number = Decimal(self.value.strip())
        except InvalidOperation:
            raise broken() from None
        if not number.is_finite() or abs(number.adjusted()) > 20:
            return self.value
        style = number_of(self.attributes.get("s", "0"))
        has_days = style < len(self.book.is_day) and self.book.is_day[style]
        if has_days and EARLIEST <= number <= LATEST:
            return self._day(float(number))
        return f"{number.normalize():f}"

    def _day(self, number: float) -> str:
        """A day, and the time where there is one, to the second."""
        at = self.book.first_day + timedelta(seconds=round(number * 86_400))
        return at.date().isoformat() if not number % 1 else at.isoformat(" ")


def spelled(text: str) -> str:
    """Signs that XML has no room for are written out in a workbook: _x000A_ is a line break."""
    return WRITTEN_OUT.sub(lambda sign: chr(int(sign[1], 16)), text)


def number_of(text: str, nothing: int = 0) -> int:
    """A whole number of at most seven figures, as rows have at most."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 7 else nothing


def column_of(place: str) -> int:
    """B7 is in the second column."""
    found = COLUMN.fullmatch(place)
    if not found:
        return 0
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number
