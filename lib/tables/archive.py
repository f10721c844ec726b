"""The parts of an uploaded workbook, unpacked no further than a sheet of people needs.

A workbook is a zip of XML, and both can be made to swell: a file of some kB that is
gigabytes unpacked, an entity that names itself a thousandfold. What the zip says of its own
sizes is not believed; every bound is on what has come out of it.
"""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.tables.table import most

CHUNK = 1 << 16
MOST_PARTS = 1000
MOST_TIMES = 100  # how often a part may be as large as it was packed, once it is not small
SMALL = 1 << 20
MOST_ELEMENTS = 2_000_000
DEEPEST = 40
MOST_WITHOUT_NEWS = 4 * CHUNK  # the longest tag
ENCRYPTED = 1

Attributes = dict[str, str]


def broken() -> ValidationError:
    return ValidationError(
        _("This workbook cannot be read. Open it, save it again as .xlsx, or save it as CSV."),
        "workbook",
    )


def swollen() -> ValidationError:
    return ValidationError(
        _("This workbook is too large when it is unpacked. Save the one sheet as CSV."), "unpacked"
    )


class Archive:
    """An uploaded zip; all its parts together are unpacked up to TABLE_MOST_UNPACKED bytes."""

    def __init__(self, raw: bytes) -> None:
        try:
            self.zip = ZipFile(BytesIO(raw))
        except (BadZipFile, ValueError, NotImplementedError, OverflowError) as wrong:
            raise broken() from wrong
        self.parts = {part.filename: part for part in self.zip.infolist()}
        if len(self.zip.infolist()) > MOST_PARTS:
            raise swollen()
        self.unpacked = self.elements = 0

    def chunks(self, name: str) -> Iterator[bytes]:
        """What a part holds, piece by piece."""
        part = self.parts[name]
        if part.flag_bits & ENCRYPTED or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise broken()
        size = 0
        try:
            with self.zip.open(part) as packed:
                while chunk := packed.read(CHUNK):
                    size += len(chunk)
                    self._count(len(chunk), size, part.compress_size)
                    yield chunk
        except (BadZipFile, EOFError, ValueError, NotImplementedError, zlib.error) as wrong:
            raise broken() from wrong

    def _count(self, come: int, size: int, packed: int) -> None:
        self.unpacked += come
        if self.unpacked > most("UNPACKED") or size > max(SMALL, MOST_TIMES * packed):
            raise swollen()

    def walk(
        self,
        name: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str, str], None] = lambda _tag, _text: None,
    ) -> None:
        """Go through a part of XML: `start(tag, attributes)`, and `end(tag, text within it)`.

        Nothing is done for a part that is not there. A document type, and so every entity,
        is refused: no spreadsheet writes one.
        """
        if name not in self.parts:
            return
        walk = _Walk(self, start, end)
        for chunk in self.chunks(name):
            walk.feed(chunk)
        walk.feed(b"", last=True)


class _Walk:
    """One part on its way through the parser, with no more of it in memory than one cell."""

    def __init__(self, archive: Archive, start: Callable, end: Callable) -> None:
        self.archive, self.start, self.end = archive, start, end
        self.depth = self.silent = self.length = 0
        self.text: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        self.silent += len(chunk)
        try:
            self.parser.Parse(chunk, last)
        except (expat.ExpatError, ValueError) as wrong:
            raise broken() from wrong
        if self.silent > MOST_WITHOUT_NEWS:
            raise broken()

    def _refuse(self, *_declared: object) -> None:
        raise broken()

    def _start(self, tag: str, attributes: Attributes) -> None:
        self.silent = 0
        self.depth += 1
        self.archive.elements += 1
        if self.depth > DEEPEST or self.archive.elements > MOST_ELEMENTS:
            raise swollen()
        self._forget()
        self.start(tag.rpartition(" ")[2], attributes)

    def _end(self, tag: str) -> None:
        self.silent = 0
        self.depth -= 1
        self.end(tag.rpartition(" ")[2], "".join(self.text))
        self._forget()

    def _say(self, text: str) -> None:
        """Text is kept until it is too long for any cell, and then one letter more."""
        self.silent = 0
        if (room := most("LETTERS") + 1 - self.length) > 0:
            self.text.append(text[:room])
            self.length += len(self.text[-1])

    def _forget(self) -> None:
        self.text, self.length = [], 0
