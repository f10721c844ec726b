"""Made-up mentors in numbers: seeded, of realistic length, the same rows for the same size."""

import random

from django.db import transaction

from bench import people
from bench.crowd import Crowd
from bench.past import Past
from bench.pour import pouring
from bench.words import Writer

BATCH = 10_000


def build(mentors: int, mentees: int, past: int = 0) -> None:
    """Write the office, `mentees` enrolled members and `mentors` trained, listed mentors.

    Args:
        past: how many members more have had mentors. With some, a part of the mentors is
            known by what they have done, a part is away and a part offers no place; the
            first hundred have places all the same.
    """
    office = people.office()
    people.mentees(mentees)
    chance = random.Random(mentors)  # noqa: S311  # seeded, so that runs compare
    before = Past(people.mentees(past, "past"), chance)
    crowd = Crowd(office, Writer(chance), before)
    with pouring(*crowd.models):
        for start in range(0, mentors, BATCH):
            with transaction.atomic():
                crowd.write(range(start, min(start + BATCH, mentors)))
