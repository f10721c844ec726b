"""Who fits a search: how many, how many each choice more would give, and one page of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_
from typing import NamedTuple, Protocol

from django.conf import settings
from django.utils.functional import cached_property
from pyroaring import BitMap

from mentoring.directory.groups import LENS, NOW, PLACES, Choice
from mentoring.directory.order.by_column import ByColumn
from mentoring.directory.order.by_points import ByPoints, begun_on
from mentoring.directory.order.planes import Planes
from mentoring.directory.order.turns import Turns, span_for
from mentoring.directory.search import BEST, CONFIRMED, NAME, Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.sets.index import Index
from mentoring.directory.suggestions import Suggestions
from mentoring.directory.text.match import Match
from mentoring.directory.text.meant import Meant
from mentoring.directory.text.words import Sought

TEXT = "text"
NEEDS_NOTHING = ("level", "front-line")
NOT_SHOWN = ("own", "manager", "blocked", "hidden")
# A word of the search outweighs every suggestion, which orders those who fit it alike.
MORE_THAN_SUGGESTIONS = 1 << 7


class Order(Protocol):
    """How to read on from a place, and back."""

    def after(self, place: str, most: int) -> list[tuple[str, int]]: ...

    def before(self, place: str, most: int) -> list[tuple[str, int]]: ...


class Page(NamedTuple):
    """The keys of one page in order, and the places from which to read on and back."""

    keys: list[int]
    onwards: str = ""
    back: str = ""


@dataclass
class Found:
    """What there is for one member's search."""

    search: Search
    seeker: Seeker
    index: Index

    # Who --------------------------------------------------------------------

    @cached_property
    def everybody(self) -> BitMap:
        """The keys of all who fit."""
        return self.but("")

    @property
    def total(self) -> int:
        return len(self.everybody)

    def but(self, condition: str) -> BitMap:
        """Who fits all that is asked but one condition."""
        asked = [keys for name, keys in self._asked.items() if name != condition]
        return reduce(and_, asked, self._anybody)

    @cached_property
    def _anybody(self) -> BitMap:
        """Who is in the directory for this member: neither themselves, nor whom they have
        hidden, nor anybody who manages them or is managed by them, nor where one of the
        two has blocked the other.
        """
        return self.index.having("listed") - self.not_shown

    @cached_property
    def not_shown(self) -> BitMap:
        """The keys of those whom this member does not meet here, wherever they look."""
        return BitMap(key for kind in NOT_SHOWN for key in self.seeker.all(kind))

    @cached_property
    def _asked(self) -> Mapping[str, BitMap]:
        """Every condition of the search by its name, and who meets it."""
        return dict(self._conditions())

    def _conditions(self) -> Iterator[tuple[str, BitMap]]:
        chosen = self.search.chosen
        yield PLACES, self._any(PLACES, chosen.get(PLACES, (Choice(NOW, "", ""),)))
        for key, choices in chosen.items():
            if key == LENS:
                through = (lens for lens in choices if self.offers(lens))
                yield from ((lens_name(lens), self.having(LENS, lens)) for lens in through)
            elif key != PLACES:
                yield key, self._any(key, choices)
        if self.match:
            yield TEXT, self.match.everybody

    def _any(self, key: str, choices: tuple[Choice, ...]) -> BitMap:
        return BitMap.union(BitMap(), *(self.having(key, choice) for choice in choices))

    def having(self, key: str, choice: Choice) -> BitMap:
        """Who meets one choice, whatever else is asked."""
        if key == LENS:
            return self._through(choice.slug)
        if key == PLACES:
            return self.index.found if choice.pk == NOW else self.index.later
        return self.index.term(key, choice.pk)

    def offers(self, lens: Choice) -> bool:
        """Whether a lens can show this member anything: one must have a sector to look past it."""
        return lens.slug in NEEDS_NOTHING or self.seeker.one(lens.slug) is not None

    def _through(self, lens: str) -> BitMap:
        if lens == "front-line":
            return self.index.having("front_line")
        return self.suggestions.differing(lens)

    @cached_property
    def suggestions(self) -> Suggestions:
        place = self.search.after or self.search.before
        return Suggestions(self.index, self.seeker, begun_on(place, self.index.day))

    @cached_property
    def match(self) -> Match | None:
        """Who says the words, when there are any."""
        return Match(self.index, self.search.sought) if self.search.sought else None

    @cached_property
    def meant(self) -> "Found | None":
        """What the search would find with the words that were probably meant, if anything."""
        if not self.match or self.total:
            return None
        tried = (self._saying(words) for words in Meant(self.match).instead())
        return next((found for found in tried if found.total), None)

    @cached_property
    def rather(self) -> "Found | None":
        """What it would find with a word that many say, for one that hardly anybody does."""
        words = Meant(self.match).rather() if self.match and self.total else None
        found = self._saying(words) if words else None
        return found if found and found.total > self.total else None

    def _saying(self, words: Iterable[Sought]) -> "Found":
        return replace(self, search=self.search.saying(" ".join(each.word for each in words)))

    # How many ---------------------------------------------------------------

    def counting(self, key: str) -> Callable[[Choice], int]:
        """How many there would be with a choice, in place of or beside those of its group."""
        if key == LENS:
            return lambda lens: self._number(self.but(lens_name(lens)), key, lens)
        among = self.but(key) if key in self._asked else self.everybody
        return lambda choice: self._number(among, key, choice)

    def _number(self, among: BitMap, key: str, choice: Choice) -> int:
        return int(among.intersection_cardinality(self.having(key, choice)))

    # One page ---------------------------------------------------------------

    @cached_property
    def page(self) -> Page:
        size = settings.MENTORING["DIRECTORY_PAGE_SIZE"]
        if self.search.before:
            back = self.order.before(self.search.before, size + 1)
            if len(back) > size:
                return cut(back[:size][::-1], is_first=False, is_last=False)
        there = self.order.after(self.search.after, size + 1)
        if not there and self.search.after:
            return replace(self, search=self.search.from_the_start()).page
        is_first = not self.search.after
        return cut(there[:size], is_first=is_first, is_last=len(there) <= size)

    @cached_property
    def order(self) -> Order:
        if self.search.order == NAME:
            return ByColumn(self.everybody, "member__filed_as")
        if self.search.order == CONFIRMED:
            column = "availability_confirmed_on"
            return ByColumn(self.everybody, column, date.fromisoformat, is_falling=True)
        return ByPoints(Planes(self.everybody, self._points()), self._turns)

    @property
    def _turns(self) -> Turns:
        listed = self.index.having("listed")
        return Turns(self.seeker.member, self.index.day, span_for(listed.max() if listed else 0))

    def _points(self) -> Iterator[tuple[int, BitMap]]:
        yield from self.suggestions.points()
        if self.match and self.search.order == BEST:
            for weight, keys in self.match.points():
                yield weight * MORE_THAN_SUGGESTIONS, keys


def lens_name(lens: Choice) -> str:
    """Each lens is a condition of its own."""
    return f"{LENS} {lens.slug}"


def cut(rows: list[tuple[str, int]], *, is_first: bool, is_last: bool) -> Page:
    """A page of rows, with a place at each end from which there is more."""
    if not rows:
        return Page([])
    return Page(
        [key for _place, key in rows],
        onwards="" if is_last else rows[-1][0],
        back="" if is_first else rows[0][0],
    )
