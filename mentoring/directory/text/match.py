"""Who fits the words that are looked for, and how well."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_

from django.utils.functional import cached_property
from pyroaring import BitMap

from mentoring.directory.sets.index import Index
from mentoring.directory.text.store import Matches
from mentoring.directory.text.words import LOOSE, Sought

# Where a word stands says how much it tells of somebody. "Anywhere" is asked of all.
IN_NAME_OR_TITLE, IN_WORK_OR_TERMS, EXACTLY, IN_A_ROW = 5, 2, 1, 8
WELSH = "cymraeg"
NAMED_GROUPS = ("area", "language", "sector", "region")


class Match:
    """The mentors who say all the words, in their texts or by the terms they have chosen."""

    def __init__(self, index: Index, sought: tuple[Sought, ...]) -> None:
        self.index, self.sought = index, sought

    @cached_property
    def telling(self) -> tuple[Sought, ...]:
        """The words that one has to say: those that tell something, or all there are."""
        return tuple(word for word in self.sought if word.word not in LOOSE) or self.sought

    @cached_property
    def everybody(self) -> BitMap:
        """Who says every word."""
        return reduce(and_, (self.saying(word) for word in self.telling))

    def without(self, word: Sought) -> BitMap:
        """Who says every word but one."""
        others = [self.saying(other) for other in self.telling if other != word]
        return reduce(and_, others, self.listed)

    @property
    def listed(self) -> BitMap:
        return self.index.having("listed")

    def is_said(self, word: Sought) -> bool:
        """Whether anybody says a word who is in the directory."""
        return not self.saying(word).isdisjoint(self.listed)

    def points(self) -> Iterator[tuple[int, BitMap]]:
        """What to give to whom for how they say it."""
        for word in self.sought:
            said = self._said[word]
            yield IN_NAME_OR_TITLE, said.heads
            yield IN_WORK_OR_TERMS, (said.work | self._by_terms[word]) - said.heads
            yield EXACTLY, said.exactly
        if len(self.telling) > 1:
            yield IN_A_ROW, self.index.voices.saying_in_a_row(self.telling)

    def in_heads(self, word: Sought) -> BitMap:
        """Who has a word in their name or title."""
        return self._said[word].heads

    def saying(self, word: Sought) -> BitMap:
        """Who says one word, or has chosen a term that does."""
        said = self._said[word]
        return said.anywhere | self._by_terms[word] | (said.in_welsh & self._work_in_welsh)

    @property
    def _work_in_welsh(self) -> BitMap:
        named = self.index.vocabulary.named("language", [WELSH])
        return self.index.term("language", named[0].pk) if named else BitMap()

    @cached_property
    def _said(self) -> dict[Sought, Matches]:
        return self.index.voices.saying(self.sought) if self.sought else {}

    @cached_property
    def _by_terms(self) -> dict[Sought, BitMap]:
        return {word: BitMap.union(BitMap(), *self._terms(word)) for word in self.sought}

    def _terms(self, word: Sought) -> Iterable[BitMap]:
        for group in NAMED_GROUPS:
            for choice, words in self.index.vocabulary.names(group).items():
                if word.is_in(words):
                    yield self.index.term(group, choice)
