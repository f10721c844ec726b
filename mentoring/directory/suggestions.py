"""Why one mentor is suggested before another: a few signals, each with a sentence.

What each counts is a number of settings.MENTORING["SUGGESTED"], and the help page tells
all of it. No signal knows which level is higher: a level can be another than one's own,
and that is all. There is no percentage, since two people cannot be measured so.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from django.conf import settings
from django.utils.functional import Promise, cached_property
from django.utils.text import format_lazy, get_text_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from pyroaring import BitMap

from mentoring.directory.order.turns import quarters_below, span_for
from mentoring.directory.seeker import Seeker
from mentoring.directory.sets.index import Index

NUMBERS = settings.MENTORING
WEIGHTS = NUMBERS["SUGGESTED"]
NOBODY = BitMap()
REMEMBERED = 2_048  # sentences; most mentors of a page are there for the same few reasons
# What the help page says of each reason.
EXPLAINED: Mapping[str, str | Promise] = {
    "place": _lazy("They have a place free now. Others you see only when you ask for them."),
    "route": _lazy("They mentor a route that you are on."),
    "area": _lazy("They know a knowledge area that you want to develop. Each area counts."),
    "language": _lazy("They work in a language that you would like to use."),
    "way": _lazy("They meet in a way that suits you."),
    "sector": _lazy("They work in another sector than you."),
    "organisation": _lazy("They do not work where you work."),
    "level": _lazy("They hold another level than you, whichever of the two it is."),
    "answers": format_lazy(
        _lazy("They usually answer within {days} days."), days=NUMBERS["ANSWERS_SOON_DAYS"]
    ),
    "unasked": format_lazy(
        _lazy(
            "Nobody has proposed to them in the last {days} days. Whom somebody has asked has "
            "this too, on {little} days of four, and on {often} after {many} proposals."
        ),
        days=NUMBERS["ASKED_LATELY_DAYS"],
        little=NUMBERS["QUARTERS_WHEN_ASKED"][0],
        often=NUMBERS["QUARTERS_WHEN_ASKED"][1],
        many=NUMBERS["ASKED_OFTEN"],
    ),
    "confirmed": format_lazy(
        _lazy("They have confirmed in the last {days} days that their places and dates are right."),
        days=NUMBERS["CONFIRMED_LATELY_DAYS"],
    ),
}


@dataclass(frozen=True)
class Signal:
    """One reason: what it counts, who has it, and how it is said of one of them."""

    name: str
    keys: BitMap
    words: str = ""  # the same for everybody who has it
    says: Callable[[int], str] = lambda _key: ""

    @property
    def weight(self) -> int:
        return int(WEIGHTS[self.name])


@dataclass
class Suggestions:
    """The signals for one member, on the day on which they began to read."""

    index: Index
    seeker: Seeker
    day: date

    def points(self) -> Iterator[tuple[int, BitMap]]:
        """What to give to whom."""
        return ((signal.weight, signal.keys) for signal in self.signals)

    def sentences(self, keys: Iterable[int]) -> dict[int, str]:
        """What brought each of some mentors here, in words; nothing when nothing did."""
        shown = BitMap(keys)
        phrases: dict[int, list[str]] = {key: [] for key in shown}
        for signal in self.signals:
            for key in signal.keys & shown:
                if said := signal.words or signal.says(key):
                    phrases[key].append(said)
        language = get_language()
        return {
            key: _sentence(language, tuple(dict.fromkeys(said))) for key, said in phrases.items()
        }

    @cached_property
    def signals(self) -> list[Signal]:
        """In the order in which they are said."""
        return [*self._of_wishes(), *self._of_perspective(), *self._of_practice()]

    # What the member looks for ----------------------------------------------

    def _of_wishes(self) -> Iterator[Signal]:
        say_areas = self._counting_areas()
        for area in self._mine["area"]:
            yield Signal("area", self.index.term("area", area), says=say_areas)
        yield Signal(
            "language",
            self._any("language"),
            says=self._naming(_("works in %(names)s"), "language"),
        )
        yield Signal("way", self._any("way"), _("meets in a way that suits you"))
        yield Signal(
            "route", self._any("route"), says=self._naming(_("mentors %(names)s"), "route")
        )

    @cached_property
    def _mine(self) -> dict[str, list[int]]:
        """The terms of the member by group, each as it is called today, once."""
        latest = self.index.vocabulary.latest
        return {
            group: list(dict.fromkeys(latest(group, pk).pk for pk in self.seeker.all(group)))
            for group in ("area", "language", "way", "route")
        }

    def _any(self, group: str) -> BitMap:
        return BitMap.union(NOBODY, *(self.index.term(group, pk) for pk in self._mine[group]))

    def _counting_areas(self) -> Callable[[int], str]:
        """Tells how many areas a mentor shares; put into words once for each number."""
        areas, say = [self.index.term("area", pk) for pk in self._mine["area"]], cache(_knowing)
        return cache(lambda key: say(sum(key in having for having in areas)))

    def _naming(self, words: str, group: str) -> Callable[[int], str]:
        """Names the terms that a mentor shares; put into words once for all who share them."""
        terms, mine = self.index.vocabulary.by_key[group], self._mine[group]
        named = [(str(terms[pk].name), self.index.term(group, pk)) for pk in mine]
        say = cache(lambda *names: words % {"names": _all(names)})
        return lambda key: say(*(name for name, having in named if key in having))

    # Another perspective ------------------------------------------------------

    def _of_perspective(self) -> Iterator[Signal]:
        yield Signal("sector", self.differing("sector"), _("works in another sector"))
        yield Signal("level", self.differing("level"), _("holds another level"))
        if colleagues := self.seeker.all("colleague"):
            yield Signal("organisation", self.index.having("listed") - BitMap(colleagues))

    def differing(self, group: str) -> BitMap:
        """Who states another term than the member's.

        To hold no level is a level of its own here; a member who has not stated a sector,
        region or kind differs from nobody by it.
        """
        mine = self.seeker.one(group)
        if mine is None:
            return self.index.stating(group) if group == "level" else NOBODY
        same = self.index.term(group, self.index.vocabulary.latest(group, mine).pk)
        everybody = self.index.having("listed") if group == "level" else self.index.stating(group)
        return everybody - same

    # How they go about it -----------------------------------------------------

    def _of_practice(self) -> Iterator[Signal]:
        soon = NUMBERS["ANSWERS_SOON_DAYS"]
        quick = [keys for days, keys in self.index.sets["answers"].items() if days <= soon]
        yield Signal("answers", BitMap.union(NOBODY, *quick), says=self._says_answers)
        listed, asked = self.index.having("listed"), self.index.stating("asked")
        often = self.index.having("asked", NUMBERS["ASKED_OFTEN"])
        little, much = self._todays_quarters
        yield Signal("unasked", listed - asked, _("has not been asked lately"))
        yield Signal("unasked", (asked - often) & little | often & much)
        yield Signal("confirmed", self.index.having("confirmed"))
        yield Signal("place", self.index.found)

    @cached_property
    def _todays_quarters(self) -> tuple[BitMap, BitMap]:
        """Who keeps the points of the unasked today if they were asked a little, and if often.

        Without this one proposal would take a mentor off everybody's first page for a month.
        """
        greatest = self.index.having("listed").max() if self.index.having("listed") else 0
        quarters = list(quarters_below(span_for(greatest)))
        random.Random(f"asked {self.day.toordinal()} {self.seeker.member}").shuffle(quarters)  # noqa: S311  # no secret
        little, much = (quarters[:number] for number in NUMBERS["QUARTERS_WHEN_ASKED"])
        return BitMap.union(NOBODY, *little), BitMap.union(NOBODY, *much)

    def _says_answers(self, key: int) -> str:
        [days] = self.index.values_of(BitMap([key]), "answers")[key]
        return ngettext(
            "usually answers within a day", "usually answers within %(days)d days", days
        ) % {"days": days}


def _knowing(areas: int) -> str:
    words = ngettext(
        "knows an area that you want to develop",
        "knows %(number)d areas that you want to develop",
        areas,
    )
    return words % {"number": areas}


def _all(names: Iterable[str]) -> str:
    return str(get_text_list(list(names), _("and")))


@lru_cache(maxsize=REMEMBERED)
def _sentence(_language: str | None, phrases: tuple[str, ...]) -> str:
    return _("%(reasons)s.") % {"reasons": _all(phrases)} if phrases else ""
