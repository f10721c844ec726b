"""Whose turn it is to stand first: a new order each day, the same for everybody all day.

No name, level or date of joining comes into it, so that a newcomer and somebody whose
name begins with W are seen as often as anybody.
"""

import random
from datetime import date

PRIME = 2**31 - 1


def turn(key: str, day: date) -> str:
    """SQL for the number by which mentors stand on `day`, lowest first; ties go by key.

    The key times the day's factor, squared, modulo a prime: every engine computes it
    alike, neighbouring keys do not stay neighbours, and a new factor makes an unrelated
    order. No step passes what eight bytes hold. The sign of modulo is doubled, as a
    statement with parameters wants it.
    """
    factor, start = numbers_of(day)
    spread = f"(({key} %% {PRIME:d} * {factor:d} + {start:d}) %% {PRIME:d})"
    return f"{spread} * {spread} %% {PRIME:d}"


def numbers_of(day: date) -> tuple[int, int]:
    """The factor and the start of a day: any two numbers, but always the same for that day."""
    chance = random.Random(day.toordinal())  # noqa: S311  # an order, not a secret
    return chance.randrange(PRIME // 4, PRIME), chance.randrange(PRIME)
