"""What one mentor's texts say: the words, where they stand, and in which order."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import crc32

from django.db.models import F, QuerySet

from lib.text import folded
from mentoring.directory.prepared import among, rows_of
from mentoring.directory.text.stems import stem
from mentoring.directory.text.words import RULES, SMALL, STEM, Sought, with_stems
from mentoring.models import MentorProfile

REGISTRANT = "member__registrant"
TABLE = MentorProfile._meta.db_table


class Texts(NamedTuple):
    """What a mentor has written, and what they are called."""

    name: str
    job_title: str | None
    organisation: str | None
    story: str
    help_with: str

    @property
    def digest(self) -> int:
        """Another number for other texts, or other rules of cutting them, as good as certainly."""
        told = "\x00".join([str(RULES), *(text or "" for text in self)])
        return crc32(told.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True)
class Saying:
    """The words and stems of the name and title, of the place of work, and of everything.

    `stems` are the stems in the order of the texts, without those of small words and with a
    gap between one text and the next: "head of service" is found in a row by "head service".
    """

    heads: frozenset[str]
    work: frozenset[str]
    words: frozenset[str]
    stems: tuple[str, ...]

    @classmethod
    def of(cls, texts: Texts) -> "Saying":
        heads = [texts.name, texts.job_title or ""]
        work = [texts.organisation or ""]
        everything = [*heads, *work, texts.story, texts.help_with]
        return cls(
            _words_of(heads), _words_of(work), _words_of(everything), tuple(_in_order(everything))
        )

    @classmethod
    def of_nobody(cls) -> "Saying":
        """Of a profile that is gone."""
        return cls(frozenset(), frozenset(), frozenset(), ())

    def has_in_a_row(self, sought: Collection[Sought]) -> bool:
        """Whether the stems of the words stand one after the other."""
        row = tuple(each.stem for each in sought)
        return all(STEM + each in self.words for each in row) and any(
            self.stems[start : start + len(row)] == row
            for start, first in enumerate(self.stems)
            if first == row[0]
        )


GAP = ""  # in the place of a stem, where a text ends
AFTER_AN_APOSTROPHE = re.compile(r"\b\w{1,3}['’ʼ](\w{3,})")
WITH_A_HYPHEN = re.compile(r"\w+(?:[-\u2010\u2011]\w+)+")


def _words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words with their stems.

    Of O'Brien and d'Arcy, what follows the apostrophe as well; of e-books, "ebooks" too.
    """
    texts = list(texts)
    words = [word for text in texts for word in _folded(text)]
    tails = [folded(tail) for tail in _found(AFTER_AN_APOSTROPHE, "'’ʼ", texts)]
    joined = _found(WITH_A_HYPHEN, "-\u2010\u2011", texts)
    return with_stems([*words, *tails, *(folded(each).replace(" ", "") for each in joined)])


def _found(pattern: re.Pattern[str], signs: str, texts: list[str]) -> list[str]:
    """What a pattern finds; most texts have none of its signs, and are not gone through."""
    having = (text for text in texts if any(sign in text for sign in signs))
    return [found for text in having for found in pattern.findall(text)]


@lru_cache(maxsize=16)  # each text of somebody is taken twice or thrice in a row
def _folded(text: str) -> list[str]:
    return folded(text).split()


def _in_order(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (stem(word) for word in _folded(text) if word not in SMALL)
        yield GAP


def texts_of(keys: Collection[int]) -> dict[int, Texts]:
    """The texts of some profiles as they are now."""
    if not keys:
        return {}
    return {key: Texts(*texts) for key, *texts in rows_of(_everything, among(f"{TABLE}.id", keys))}


def _everything() -> "QuerySet[Any, Any]":
    work = (f"{REGISTRANT}__job_title", f"{REGISTRANT}__organisation")
    mentors: Any = MentorProfile.objects.order_by()
    return mentors.values_list("pk", F("member__name"), *work, "story", "help_with")
