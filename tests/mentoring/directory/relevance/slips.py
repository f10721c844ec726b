"""Queries that are made from the cast: everybody by name and by their work, and with slips."""

import random
from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any

from lib.text import folded
from tests.mentoring.directory.relevance.cast import Query

SHORT, LONG = 4, 8


def made_from(people: dict[str, Any], chance: random.Random) -> Iterator[Query]:
    """Of each person a query of every kind that their words have room for."""
    for who, person in people.items():
        name, work = folded(person["name"]), folded(f"{person['title']} {person['organisation']}")
        turned = " ".join(reversed(name.split()))
        yield Query("name without accents", name, [who])
        yield Query("name turned round", turned, [who])
        yield Query("title and organisation", work, [who])
        yield from with_slips("one slip in a name", name, who, chance, SHORT, 1)
        yield from with_slips("one slip in the work", work, who, chance, SHORT, 1)
        yield from with_slips("two in a long word", work, who, chance, LONG, 2)


def with_slips(
    kind: str, text: str, who: str, chance: random.Random, shortest: int, slips: int
) -> Iterator[Query]:
    """The text with some slips in one of its words that is long enough, if there is one."""
    words = text.split()
    places = [at for at, word in enumerate(words) if len(word) >= shortest and word.isascii()]
    if places:
        at = chance.choice(places)
        for _slip in range(slips):
            words[at] = slipped(words[at], chance)
        yield Query(kind, " ".join(words), [who])


def slipped(word: str, chance: random.Random) -> str:
    """A letter left out, added, mistaken, or swapped with the next."""
    at, letter = chance.randrange(len(word)), chance.choice(ascii_lowercase)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        ]
    )
