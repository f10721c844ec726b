"""The words that were looked for, marked where they stand; and the part of a text to show."""

import re
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from lib.text import folded
from mentoring.directory.text.welsh import other_forms
from mentoring.directory.text.words import Sought

WORD = re.compile(r"\w+(?:['’ʼ]\w+)*")
APOSTROPHE = re.compile("['’ʼ]")
BEFORE = 60  # how much of a text is shown before the first word that was looked for
MARKERS, WORDS_EACH, WORDS_IN_ALL = 64, 2_000, 20_000  # remembered by a process


class Marker:
    """Marks the words of one search, in texts that are not HTML yet.

    What it has found out of a word, it remembers; `marker_for` gives the same one again.
    """

    def __init__(self, sought: tuple[Sought, ...]) -> None:
        self.sought = sought
        self.forms = {form for word in sought for form in other_forms(word.word)}
        self.is_meant = lru_cache(maxsize=WORDS_EACH)(self._is_meant)

    def __bool__(self) -> bool:
        return bool(self.sought)

    def mark(self, text: str) -> SafeString:
        """The text as HTML, each of the words in a mark."""
        parts, end = [], 0
        for word in WORD.finditer(text):
            if self.is_meant(word[0]):
                parts += [escape(text[end : word.start()]), f"<mark>{escape(word[0])}</mark>"]
                end = word.end()
        return SafeString("".join([*parts, escape(text[end:])]))

    def says(self, text: str) -> bool:
        """Whether one of the words stands in a text."""
        return self._first(text) is not None

    def from_where(self, text: str, length: int) -> int:
        """Where to begin to show a text of which `length` characters have room.

        At its beginning when a word that was looked for is seen from there, or none stands
        in the text; else a little before the first.
        """
        first = self._first(text)
        if first is None or first.end() <= length:
            return 0
        start = max(0, first.start() - BEFORE)
        return start if start == 0 else text.find(" ", start, first.start()) + 1 or first.start()

    def _first(self, text: str) -> re.Match[str] | None:
        return next((word for word in WORD.finditer(text) if self.is_meant(word[0])), None)

    def _is_meant(self, word: str) -> bool:
        return any(
            part in self.forms or any(sought.fits(part) for sought in self.sought)
            for part in parts_of(word)
        )


marker_for = lru_cache(maxsize=MARKERS)(Marker)


@lru_cache(maxsize=WORDS_IN_ALL)
def parts_of(word: str) -> tuple[str, ...]:
    """A word folded, as a whole and by what its apostrophes part."""
    whole = folded(word).split()
    if word.isalnum():
        return tuple(whole)
    return (*whole, *(folded(part) for part in APOSTROPHE.split(word)))
