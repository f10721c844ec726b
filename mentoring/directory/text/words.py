"""What is typed into the search box, as words to look for. Plain text, whatever it holds.

Words are folded: no accents, no apostrophes, small letters. A word is found in itself,
in words that begin with it, and in words that share its stem.
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property

from lib.text import folded
from mentoring.directory.text.stems import stem
from mentoring.directory.text.welsh import other_name

RULES = 3  # count on when a text would be cut into other words; then all are taken anew
LONGEST = 100
MOST_WORDS = 12
SHORTEST_BEGINNING = 2  # one letter begins half of all words, and so finds nothing out
STEM = "."  # before a stem, so that it is not taken for a word
# Words that every text has, or that one asks with, in English and Welsh; looked for only when
# nothing else is asked. "It" is none of them: here it is information technology.
SMALL = frozenset(
    """
    a about am an and any anybody anyone are as at be become by can could do does for from
    has have how i in is know knows like looking me my need of on or our please some somebody
    someone that the their to want we what when where which who with would you your
    ac ar eu fy o sy y yn yr
    """.split()  # noqa: SIM905  # words read better as a line
)
# Words that are asked for as a matter of course; who does not say them is found all the same.
LOOSE = frozenset(
    """
    advice experience experienced expert help mentor mentors mentoring work worked working works
    """.split()  # noqa: SIM905  # as above
)


def plain(text: str) -> str:
    """One clean line of at most LONGEST characters: what the search box shows again."""
    seen = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join(unicodedata.normalize("NFC", seen[:LONGEST]).split())


@dataclass(frozen=True)
class Sought:
    """One folded word that is looked for."""

    word: str

    @cached_property
    def stem(self) -> str:
        return stem(self.word)

    @cached_property
    def other_name(self) -> str:
        """What a town is called in the other language, or nothing."""
        return other_name(self.word)

    @property
    def is_a_beginning(self) -> bool:
        """Whether words that begin with it are found too."""
        return len(self.word) >= SHORTEST_BEGINNING

    def is_in(self, words: Collection[str]) -> bool:
        """Whether one of some words and stems (each stem with its mark) is meant."""
        if self.word in words or STEM + self.stem in words or self.other_name in words:
            return True
        return self.is_a_beginning and any(each.startswith(self.word) for each in words)

    def fits(self, word: str) -> bool:
        """Whether this folded word of a text is meant."""
        begins = self.is_a_beginning and word.startswith(self.word)
        return begins or word in (self.word, self.other_name) or stem(word) == self.stem


def sought_in(text: str) -> tuple[Sought, ...]:
    """The words to look for, each once, in the order in which they were typed."""
    typed = list(dict.fromkeys(folded(text).split()))
    telling = [word for word in typed if word not in SMALL] or typed
    return tuple(Sought(word) for word in telling[:MOST_WORDS])


def with_stems(words: Sequence[str]) -> frozenset[str]:
    """The words, and the stems, marked, of those that are not small."""
    return frozenset(words) | {STEM + stem(word) for word in words if word not in SMALL}
