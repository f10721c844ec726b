"""What somebody may have meant by words that nobody says together, or hardly anybody.

Mentors may join words that were typed apart, or part what was typed as one; and fingers
slip. Only what somebody says is ever meant. Of a search that finds many nothing is asked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import reduce
from itertools import pairwise
from operator import and_

from django.utils.functional import cached_property
from pyroaring import BitMap

from mentoring.directory.text.match import NAMED_GROUPS, Match
from mentoring.directory.text.spelling import LONGEST, may_be_a_slip, slips_between
from mentoring.directory.text.words import Sought

Row = tuple[Sought, ...]
SHORTEST_PART = 2
RARE, OFTEN = 2, 10  # so few say a slip at most; so many times as many, what was meant by it


class Meant:
    """What may be meant in place of the words of one search."""

    def __init__(self, match: Match) -> None:
        self.match, self.index = match, match.index

    def instead(self) -> Iterator[Row]:
        """Where nobody says all the words: what to look for instead, the likeliest first."""
        if self.match.everybody.isdisjoint(self.match.listed):
            yield from self._joined()
            yield from self._parted()
            yield from self._respelled() if self._unknown else self._called()

    def rather(self) -> Row | None:
        """Where hardly anybody says a word, and many say one like it: the search with that."""
        found = len(self.match.everybody & self.match.listed)
        if not 0 < found <= RARE or len(self.match.listed) < OFTEN:
            return None
        rare = [word for word in self.match.telling if self._is_rare(word)]
        near, said = self._near(rare)
        usual = {
            word: [each for each in near[word] if self._is_usual(each, said, word)] for word in rare
        }
        best = {word: self._best(word, some, said) for word, some in usual.items() if some}
        return self._with(best) if best else None

    @cached_property
    def _unknown(self) -> list[Sought]:
        return [word for word in self.match.telling if not self.match.is_said(word)]

    # Words joined, words parted -----------------------------------------------

    def _joined(self) -> Iterator[Row]:
        """ "Maker space", where somebody says "makerspace"."""
        sought = self.match.sought
        joined = [Sought(one.word + other.word) for one, other in pairwise(sought)]
        said = Match(self.index, tuple(joined))
        for place, word in enumerate(joined):
            if said.is_said(word):
                yield (*sought[:place], word, *sought[place + 2 :])

    def _parted(self) -> Iterator[Row]:
        """ "Bookclub", where somebody says "book club"."""
        parts = {word: _parts(word.word) for word in self._unknown}
        rows = [row for some in parts.values() for row in some]
        said = self.index.voices.saying_in_rows(rows)
        for word, some in parts.items():
            most = max(some, key=lambda row: len(said[row] & self.match.listed), default=())
            if most and said[most] & self.match.listed:
                yield self._with({word: most})

    # Letters that slipped -----------------------------------------------------

    def _respelled(self) -> Iterator[Row]:
        """With the nearest words in place of those that nobody says."""
        near, said = self._near(self._unknown)
        best = {word: self._best(word, some, said) for word, some in near.items() if some}
        if best:
            yield self._with(best)

    def _called(self) -> Iterator[Row]:
        """ "Jon Carver", where there is a Jon, and a John Carver: names alone are corrected so."""
        near, said = self._near(self.match.telling)
        for word, some in near.items():
            others = (self.match.in_heads(each) for each in self.match.telling if each != word)
            called = reduce(and_, others, self.match.listed)
            for each in some:
                if slips_between(word.word, each.word) == 1 and called & said.in_heads(each):
                    yield self._with({word: each})

    def _near(self, words: Collection[Sought]) -> tuple[dict[Sought, list[Sought]], Match]:
        """What is spelled like each word and said by somebody, and who says that."""
        found = self.index.voices.near([word.word for word in words], self._of_terms)
        near = {word: [Sought(each) for each in found[word.word]] for word in words}
        said = Match(self.index, tuple({each for some in near.values() for each in some}))
        return {w: [each for each in some if said.is_said(each)] for w, some in near.items()}, said

    @property
    def _of_terms(self) -> Collection[str]:
        """Words of the choices that one can make: mentors say them by choosing."""
        names = (self.index.vocabulary.names(group) for group in NAMED_GROUPS)
        return {word for terms in names for words in terms.values() for word in words}

    def _best(self, word: Sought, near: Iterable[Sought], said: Match) -> Sought:
        """The one that those say who say the other words, the nearest, the one most say."""
        others = self._who_say_all_but(word)
        return min(
            near,
            key=lambda each: (
                said.saying(each).isdisjoint(others),
                slips_between(word.word, each.word),
                -len(said.saying(each)),
            ),
        )

    def _who_say_all_but(self, word: Sought) -> BitMap:
        others = (each for each in self.match.telling if each not in (word, *self._unknown))
        return reduce(and_, map(self.match.saying, others), self.match.listed)

    def _is_rare(self, word: Sought) -> bool:
        """Whether so few say a word that it may be a slip of theirs; in a name, nothing is."""
        number = len(self.match.saying(word) & self.match.listed)
        in_names = self.match.in_heads(word) & self.match.listed
        return may_be_a_slip(word.word) and number <= RARE and not in_names

    def _is_usual(self, other: Sought, said: Match, word: Sought) -> bool:
        """Whether many say another word, and some of them the rest of the search."""
        few = len(self.match.saying(word) & self.match.listed)
        many = said.saying(other) & self.match.listed
        is_another = other.stem != word.stem and bool(many & self._who_say_all_but(word))
        return is_another and len(many) >= OFTEN * few

    def _with(self, others: Mapping[Sought, Sought | Row]) -> Row:
        """The words of the search, some of them others."""
        words = (others.get(word, word) for word in self.match.sought)
        return tuple(
            each for word in words for each in ([word] if isinstance(word, Sought) else word)
        )


def _parts(word: str) -> list[Row]:
    """The two words that it may be, if it was written as one by mistake."""
    places = range(SHORTEST_PART, min(len(word), LONGEST) - SHORTEST_PART + 1)
    return [(Sought(word[:at]), Sought(word[at:])) for at in places]
