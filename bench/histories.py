"""Pairings of five years in numbers, for the reports: `python -m bench.histories SIZE`.

Past the ORM as the mentors are (`bench.pour`). A tenth as many mentors as pairings, and four
enrolments for ten; what is noted of a pairing is what its people say today, so that the plain
join over today's records must come to the same.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import django

django.setup()

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from accounts.models import Member  # noqa: E402
from bench import people  # noqa: E402
from bench.pour import Table, pouring  # noqa: E402
from mentoring.models import MentorProfile, Pairing, TrainingCompletion  # noqa: E402
from mentoring.states import Status  # noqa: E402
from registration.models import Enrolment, Region, Registrant, Route, Sector  # noqa: E402

BATCH = 20_000
FIRST, DAYS = datetime(2021, 1, 1, 9, tzinfo=UTC), 1790
ENDS = (*Status.values,)
SHARES = (2, 12, 22, 8, 28, 8, 20)  # of the ends in the order of the states
WORDS = "I run a branch library in a market town, and would like to see it as the counter does. "
STARTED = {"active", "completed", "ended"}
NOTED = ("level", "sector", "region")
ACCEPTED = ("mentor_accepted_at", "mentor_accepted_by_id", "mentee_accepted_at",
            "mentee_accepted_by_id", "activated_at", "noted_at")  # fmt: skip
TRAINED = ("member_id", "completed_on", "kind", "code")
PAIRING = (
    "enrolment_id", "mentor_id", "mentee_id", "proposed_by_id", "status", "slot", "proposed_at",
    "awaiting_since", "quiet_since", "replied_at", "route_id", *ACCEPTED,
    *(f"{side}_{fact}_id" for side in ("mentor", "mentee") for fact in NOTED),
    "closed_at", "completion_proposed_at", "completion_proposed_by_id", "declined_for",
)  # fmt: skip


class Histories:
    """Mentors first, then members with an enrolment each, then what was between them."""

    def __init__(self, pairings: int) -> None:
        self.pairings = pairings
        self.mentors, self.mentees = max(20, pairings // 10), max(50, pairings * 4 // 10)
        self.chance = random.Random(pairings)  # noqa: S311  # seeded, so that runs compare
        self.office = people.office()
        self.first = 1 + self.office.pk
        self.terms = [keys(kind) for kind in (Route, Sector, Region)]
        everybody = range(self.mentors + self.mentees)
        self.facts = [self._facts() for _ in everybody]
        self.routes = [self.chance.choice(self.terms[0]) for _ in range(self.mentees)]
        self.opened = [self._day() for _ in range(self.mentees)]
        self.reached: list[list[datetime | None]] = [[None] * 4 for _ in range(self.mentees)]
        self.slots = [0] * self.mentors
        self.taken: set[int] = set()

    def _facts(self) -> tuple[int | None, int, int]:
        """Level, sector and region; some are chosen more often than others."""
        level = self.chance.choice([*self.terms[0], None])
        sector, region = (
            terms[int(len(terms) * self.chance.random() ** 2)] for terms in self.terms[1:]
        )
        return level, sector, region

    def _day(self) -> datetime:
        return FIRST + timedelta(days=self.chance.random() * (DAYS - 200))

    def pour(self) -> None:
        models = [Member, Registrant, TrainingCompletion, MentorProfile, Pairing, Enrolment]
        routes = MentorProfile.routes.through
        members = Table(Member, "id", "email", "name", password=UNUSABLE_PASSWORD_PREFIX)
        works = Table(Registrant, "member_id", "level_id", "sector_id", "region_id")
        recorded = {"recorded_by": self.office, "recorded_at": FIRST}
        trained = Table(TrainingCompletion, *TRAINED, **recorded)
        same = {"listed_at": FIRST, "availability_confirmed_on": FIRST.date(), "capacity": 20}
        profiles = Table(MentorProfile, "id", "member_id", **same)
        offered = Table(routes, "mentorprofile_id", "route_id")
        texts = dict.fromkeys(("who_i_am", "why_you", "hope_for", "how_meet"), WORDS)
        pairings = Table(Pairing, *PAIRING, **texts)
        stages = ("id", "member_id", "sector_id", "region_id", "route_id", "opened_at")
        reached = ("asked_at", "agreed_at", "started_at", "mentored_at")
        enrolled = Table(Enrolment, *stages, *reached)
        with pouring(*models, routes), transaction.atomic():
            members.write(self._members())
            works.write((self.first + n, *facts) for n, facts in enumerate(self.facts))
            trained.write(self._trained())
            profiles.write((n + 1, self.first + n) for n in range(self.mentors))
            offered.write(
                (n + 1, route)
                for n in range(self.mentors)
                for route in self.chance.sample(self.terms[0], 2)
            )
            for start in range(0, self.pairings, BATCH):
                numbers = range(start, min(start + BATCH, self.pairings))
                pairings.write(self._pairing(number) for number in numbers)
            enrolled.write(self._enrolments())

    def _members(self) -> Iterator[tuple[Any, ...]]:
        for n in range(self.mentors + self.mentees):
            yield self.first + n, f"member-{n}@example.org", f"Member {n}"

    def _trained(self) -> Iterator[tuple[Any, ...]]:
        for n in range(self.mentors):
            day = self._day().date()
            kind = self.chance.choice(["initial", "initial", "refresher"])
            yield self.first + n, day, kind, f"{n + 1:012d}"

    def _enrolments(self) -> Iterator[tuple[Any, ...]]:
        for n in range(self.mentees):
            member = self.first + self.mentors + n
            _level, *place = self.facts[self.mentors + n]
            yield n + 1, member, *place, self.routes[n], self.opened[n], *self.reached[n]

    def _pairing(self, _number: int) -> tuple[Any, ...]:
        mentee, mentor = (self.chance.randrange(n) for n in (self.mentees, self.mentors))
        [end] = self.chance.choices(ENDS, SHARES)
        if end == "active" and (mentee in self.taken or self.slots[mentor] == 20):
            end = "ended"
        proposed = self.opened[mentee] + timedelta(days=self.chance.random() * 90)
        answered = proposed + timedelta(days=self.chance.random() ** 2 * 14)
        started, over = answered if end in STARTED else None, answered + timedelta(days=100)
        replied = answered if end in {*STARTED, "declined"} else None
        self._reach(mentee, proposed, started, over if end == "completed" else None)
        keys = (self.first + mentor, self.first + self.mentors + mentee)
        yes = (started, keys[0], started, keys[1], started, started)
        noted = (*self.facts[mentor], *self.facts[self.mentors + mentee])
        asked = (None, None, None, None, *noted[-2:])  # of a proposal, where its mentee works
        slot = None
        if end == "active":
            self.taken.add(mentee)
            self.slots[mentor] += 1
            slot = self.slots[mentor]
        closed = {"active": None, "proposed": None}.get(end, over if started else answered)
        said = (closed, keys[1]) if end == "completed" else (None, None)
        reason = self.chance.choice(["full", "timing", "fit", "", ""]) if end == "declined" else ""
        return (
            mentee + 1, *keys, keys[1], end, slot, proposed, proposed, proposed, replied,
            self.routes[mentee],
            *(yes if started else [None] * 6), *(noted if started else asked),
            closed, *said, reason,
        )  # fmt: skip

    def _reach(self, mentee: int, *moments: datetime | None) -> None:
        asked, started, mentored = moments
        reached = self.reached[mentee]
        for stage, at in enumerate((asked, started, started, mentored)):
            if at and (reached[stage] is None or at < reached[stage]):  # type: ignore[operator]
                reached[stage] = at


def keys(kind: Any) -> list[int]:
    return list(kind.objects.current().values_list("pk", flat=True))


if __name__ == "__main__":
    Histories(int(sys.argv[1])).pour()
    with connection.cursor() as cursor_:
        if connection.vendor == "postgresql":
            cursor_.execute("VACUUM ANALYZE")
        else:
            cursor_.execute("ANALYZE")
    sys.stdout.write("[]")
