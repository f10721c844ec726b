"""What one mentor's texts say: the words, where they stand, and in which order."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from zlib import crc32

from django.db.models import F, QuerySet

from lib.text import folded
from mentoring.directory.prepared import among, rows_of
from mentoring.directory.text.words import Sought, stem, with_stems
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
        """Another number for other texts, as good as certainly."""
        return crc32("\x00".join(text or "" for text in self).encode("utf-8", "surrogatepass"))


@dataclass(frozen=True)
class Saying:
    """The words and stems of the name and title, of the place of work, and of everything.

    `stems` are all stems in the order of the texts, with a gap between one text and the next.
    """

    heads: frozenset[str]
    work: frozenset[str]
    words: frozenset[str]
    stems: tuple[str, ...]

    @classmethod
    def of(cls, texts: Texts) -> "Saying":
        heads = folded(f"{texts.name} {texts.job_title or ''}").split()
        work = folded(texts.organisation or "").split()
        rest = [folded(text).split() for text in (texts.story, texts.help_with)]
        everything = [heads, work, *rest]
        return cls(
            with_stems(heads),
            with_stems(work),
            with_stems([word for words in everything for word in words]),
            tuple(_in_order(everything)),
        )

    @classmethod
    def of_nobody(cls) -> "Saying":
        """Of a profile that is gone."""
        return cls(frozenset(), frozenset(), frozenset(), ())

    def has_in_a_row(self, sought: Collection[Sought]) -> bool:
        """Whether the stems of the words stand one after the other."""
        row = tuple(each.stem for each in sought)
        return any(
            self.stems[start : start + len(row)] == row
            for start, first in enumerate(self.stems)
            if first == row[0]
        )


GAP = ""  # in the place of a stem, where a text ends


def _in_order(texts: Iterable[list[str]]) -> Iterator[str]:
    for words in texts:
        yield from map(stem, words)
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
