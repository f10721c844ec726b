"""Who fits the words that are looked for, and how well."""

from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from operator import and_

from pyroaring import BitMap

from mentoring.directory.sets.index import Index
from mentoring.directory.text.spelling import distance, nearest
from mentoring.directory.text.store import Matches
from mentoring.directory.text.words import Sought

# Where a word stands says how much it tells of somebody. "Anywhere" is asked of all.
IN_NAME_OR_TITLE, IN_WORK_OR_TERMS, EXACTLY, IN_A_ROW = 5, 2, 1, 3
WELSH = "cymraeg"
NAMED_GROUPS = ("area", "language", "sector", "region")


class Match:
    """The mentors who say all the words, in their texts or by the terms they have chosen."""

    def __init__(self, index: Index, sought: tuple[Sought, ...]) -> None:
        self.index, self.sought = index, sought

    @cached_property
    def everybody(self) -> BitMap:
        """Who says every word."""
        return reduce(and_, (self.saying(word) for word in self.sought))

    def without(self, word: Sought) -> BitMap:
        """Who says every word but one."""
        others = [self.saying(other) for other in self.sought if other != word]
        return reduce(and_, others, self.index.having("listed"))

    @property
    def unknown(self) -> list[Sought]:
        """The words that nobody in the directory says."""
        return [word for word in self.sought if not self._is_said(word)]

    def _is_said(self, word: Sought) -> bool:
        return not self.saying(word).isdisjoint(self.index.having("listed"))

    def corrections(self) -> dict[Sought, Sought]:
        """For words that nobody says, the nearest that somebody does, where there is one."""
        found = ((word, self._meant_by(word)) for word in self.unknown)
        return {word: meant for word, meant in found if meant}

    def _meant_by(self, word: Sought) -> Sought | None:
        near = tuple(Sought(each) for each in nearest(word.word, self._other_words))
        said = Match(self.index, near)
        return min(
            (each for each in near if said._is_said(each)),
            key=lambda each: (distance(word.word, each.word), -len(said.saying(each))),
            default=None,
        )

    @property
    def _other_words(self) -> Iterator[str]:
        """Words that are said and are not kept: those of lately, and those of the terms."""
        yield from self.index.voices.late_words
        for group in NAMED_GROUPS:
            for words in self.index.vocabulary.names(group).values():
                yield from words

    def points(self) -> Iterator[tuple[int, BitMap]]:
        """What to give to whom for how they say it."""
        for word in self.sought:
            said = self._said[word]
            yield IN_NAME_OR_TITLE, said.heads
            yield IN_WORK_OR_TERMS, (said.work | self._by_terms[word]) - said.heads
            yield EXACTLY, said.exactly
        if len(self.sought) > 1:
            yield IN_A_ROW, self.index.voices.saying_in_a_row(self.sought)

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
        return self.index.voices.saying(self.sought)

    @cached_property
    def _by_terms(self) -> dict[Sought, BitMap]:
        return {word: BitMap.union(BitMap(), *self._terms(word)) for word in self.sought}

    def _terms(self, word: Sought) -> Iterable[BitMap]:
        for group in NAMED_GROUPS:
            for choice, words in self.index.vocabulary.names(group).items():
                if word.is_in(words):
                    yield self.index.term(group, choice)
