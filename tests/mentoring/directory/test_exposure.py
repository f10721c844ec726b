"""Fair exposure: over a month, mentors who fit alike are seen about equally often.

Simulated: 500 mentees, who look for different things and hold different levels, open their
suggestions every third day for 30 days, and see the first page of 20. Among 200 mentors who
have chosen the same and work alike. The index is made by hand, since 200 equals need no
database; who stands on a page is what `Found` says, with the signals, points and turns of
the product.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings
from pyroaring import BitMap

from mentoring.directory.found import Found
from mentoring.directory.groups import FIXED, GROUPS, Choice
from mentoring.directory.search import Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.sets.index import Index
from mentoring.directory.text.voices import Voices
from mentoring.directory.vocabulary import Vocabulary
from tests.conftest import Say

FIRST_DAY = date(2026, 11, 2)
MENTORS, MENTEES, DAYS, EVERY = range(1, 201), range(1_000, 1_500), 30, 3
MOST = 2.0
NUMBERS = settings.MENTORING
TERMS = {group.key: [Choice(n, f"{n}", f"{n}") for n in (1, 2, 3)] for group in GROUPS}


class Month:
    """Who is seen how often, and who is asked on which days."""

    def __init__(self, asks: float) -> None:
        self.asks, self.chance = asks, random.Random(1)  # noqa: S311  # seeded, no secret
        self.vocabulary = Vocabulary({**FIXED, **TERMS})
        self.seen = Counter(dict.fromkeys(MENTORS, 0))
        self.asked: defaultdict[int, list[date]] = defaultdict(list)
        self.seekers = [self._seeker(mentee) for mentee in MENTEES]

    def _seeker(self, mentee: int) -> Seeker:
        kinds = ("area", "route", "language", "way", "sector", "level")
        return Seeker(mentee, {kind: [self.chance.choice((1, 2, 3))] for kind in kinds})

    def pass_by(self) -> None:
        for number in range(DAYS):
            day = FIRST_DAY + timedelta(days=number)
            index = self._index(day)
            for seeker in self.seekers[number % EVERY :: EVERY]:
                shown = Found(Search(), seeker, index).page.keys
                self.seen.update(shown)
                if self.chance.random() < self.asks:
                    self.asked[shown[int(self.chance.triangular(0, 20, 0))]].append(day)
                    index = self._index(day)

    def _index(self, day: date) -> Index:
        """All of them alike but for who was asked lately."""
        everybody = {1: BitMap(MENTORS)}
        alike = [*TERMS, "listed", "experience", "confirmed"]
        sets = {**dict.fromkeys(alike, everybody), "answers": {}, "asked": self._asked(day)}
        return Index(day, sets, self.vocabulary, Voices())

    def _asked(self, day: date) -> dict[int, BitMap]:
        """As the dimension of that name counts them."""
        since, often = day - timedelta(days=NUMBERS["ASKED_LATELY_DAYS"]), NUMBERS["ASKED_OFTEN"]
        found: defaultdict[int, BitMap] = defaultdict(BitMap)
        for key, days in self.asked.items():
            if lately := sum(each >= since for each in days):
                found[min(lately, often)].add(key)
        return dict(found)


def tenths(seen: Counter[int]) -> Iterator[int]:
    """How often the least seen tenth was seen, and the most seen."""
    views = sorted(seen.values())
    tenth = len(views) // 10
    yield from (sum(views[:tenth]), sum(views[-tenth:]))


@pytest.mark.parametrize(
    ("asks", "words"), [(0, "nobody proposes"), (0.05, "one visit in 20 proposes")]
)
def test_equals_are_seen_about_equally_often(asks: float, words: str, figures: Say) -> None:
    month = Month(asks)
    month.pass_by()
    least, most = tenths(month.seen)
    figures(
        f"exposure, {words}: {month.seen.total():,} views and"
        f" {sum(map(len, month.asked.values()))} proposals in {DAYS} days;"
        f" the most seen tenth {most:,}, the least {least:,}: {most / max(least, 1):.2f} times"
    )
    assert month.seen.total() == len(MENTEES) * DAYS // EVERY * NUMBERS["DIRECTORY_PAGE_SIZE"]
    assert most <= MOST * least
