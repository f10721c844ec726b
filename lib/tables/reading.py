"""Which kind of file it is, by what is in it and not by its name."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.tables.table import Table, most, table_of
from lib.tables.workbook import read_workbook

# Beginnings of files, with the marks that tell how letters are kept.
UTF_8 = b"\xef\xbb\xbf"
UTF_16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
WORKBOOK = b"PK\x03\x04"
# A workbook of before 2007, and one of today that a password protects.
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
SEPARATORS = ",;\t"


def read_file(raw: bytes) -> Table:
    """The rows of an uploaded file: a workbook (XLSX), or text with separators (CSV)."""
    if len(raw) > most("BYTES"):
        raise ValidationError(
            _("The file is larger than %(most)d kB. Divide it into several."),
            "bytes",
            {"most": most("BYTES") // 1000},
        )
    if raw.startswith(WORKBOOK):
        return read_workbook(raw)
    if raw.startswith(OLD_WORKBOOK):
        raise ValidationError(
            _(
                "This workbook is of an old kind or has a password. "
                "Save it as .xlsx without a password, or as CSV."
            ),
            "kind",
        )
    return read_text(decoded(raw))


def decoded(raw: bytes) -> str:
    """The letters of a file: UTF-8, or as Windows in Western Europe keeps them."""
    if raw.startswith(UTF_16_OR_32) or (b"\x00" in raw and looks_wide(raw)):
        raise ValidationError(
            _("This file is in UTF-16. Save it as CSV UTF-8, or as a workbook (.xlsx)."), "letters"
        )
    if b"\x00" in raw or raw.startswith(b"%PDF"):
        raise unreadable()
    try:
        return raw.removeprefix(UTF_8).decode()
    except UnicodeDecodeError:
        return as_windows_has_it(raw)


def looks_wide(raw: bytes) -> bool:
    """Whether every other byte of the beginning is nothing, as of Latin letters in UTF-16."""
    return not (any(raw[0:100:2]) and any(raw[1:100:2]))


def as_windows_has_it(raw: bytes) -> str:
    """Windows-1252, unless signs are in it that it does not have, or that nobody types."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise unreadable() from None
    if any(sign < " " and sign not in "\t\r\n" for sign in text):
        raise unreadable()
    return text


def unreadable() -> ValidationError:
    return ValidationError(
        _("This file cannot be read. Save the table as CSV UTF-8 or as a workbook (.xlsx)."), "kind"
    )


def read_text(text: str) -> Table:
    """The rows of a text: cells parted by commas, semicolons or tabs, as its first line has it."""
    text = text.removeprefix("\ufeff")
    return table_of(numbered(text, separator_of(text)))


def separator_of(text: str) -> str:
    """The sign that parts the cells of the first line, outside of quotation marks."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=bare.count)


def numbered(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the numbers that a spreadsheet gives them: a break within quotes is no row."""
    number = 0
    try:
        for cells in csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True):
            number += 1
            yield number, cells
    except csv.Error as wrong:
        raise ValidationError(
            _(
                "Row %(row)d cannot be read: a quotation mark is left open, "
                "or stands where no cell begins or ends."
            ),
            "quotes",
            {"row": number + 1},
        ) from wrong
