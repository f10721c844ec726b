"""The lines of a pasted list: tidied for reading, with the keys that they can be looked up by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase
from unicodedata import category

from django.utils.functional import cached_property

from lib.text import JOINERS, normalise_email, normalise_line, normalise_number

A_KEY = re.compile(r"[0-9]{1,18}")
LINE_BREAK = re.compile(r"\r\n|\r|\n")
QUOTES = ("'", "\u2019")
LATIN_CAPITALS = str.maketrans(ascii_uppercase, ascii_lowercase)


@dataclass(frozen=True)
class Line:
    """One line of the list as a person reads it, and the keys it can be looked up by."""

    number: int
    text: str

    @cached_property
    def address(self) -> str:
        """The address it gives, if it gives one."""
        return normalise_email(self.text) if "@" in self.text else ""

    @cached_property
    def membership_number(self) -> str:
        """The membership number it may be.

        Two words without a figure are a name, whatever somebody has entered as their number.
        """
        may_be = not self.address and (" " not in self.text or any(map(str.isdigit, self.text)))
        return normalise_number(self.text) if may_be else ""

    @cached_property
    def name(self) -> str:
        """The name it may be, as names are compared; empty for an address."""
        return "" if self.address else name_key(self.text)


def read_lines(text: str) -> list[Line]:
    """The lines that say something, with their numbers in the box; odd spaces are no matter."""
    tidied = (tidy(line) for line in LINE_BREAK.split(text))
    return [Line(number, line) for number, line in enumerate(tidied, start=1) if line]


def tidy(line: str) -> str:
    """A line without what cannot be seen, and without the commas of a copied list."""
    seen = "".join(c for c in line if category(c) not in ("Cf", "Cs") or c in JOINERS)
    return normalise_line(" ".join(seen.split()).strip(" ,;"))


def name_key(name: str) -> str:
    """How spellings of a name are compared: capitals and kinds of apostrophe are no matter."""
    return normalise_line(name).casefold().replace(QUOTES[1], QUOTES[0])


def spellings(name: str) -> Iterator[str]:
    """What LOWER() of a database may make of a stored name that reads like this one.

    SQLite lowers A to Z alone, so that a stored ZOË is `zoË` there and `zoë` elsewhere.
    """
    for quote in QUOTES:
        said = name.replace(QUOTES[0], quote).replace(QUOTES[1], quote)
        yield said.lower()
        for spelling in (said, said.upper(), said.title()):
            yield spelling.translate(LATIN_CAPITALS)
