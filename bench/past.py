"""What made-up mentors have done: pairings that are over, and who is away or full."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from accounts.models import Member
from mentoring.states import Status
from registration.models import Enrolment

ALWAYS_THERE = 100  # the first mentors, to whom other works propose
HAS_A_PAST, IS_AWAY, OFFERS_NO_PLACE = 0.4, 0.05, 0.05
MOST_PAIRINGS = 5
LONGEST_AGO, LONGEST_WAIT = 400, 12  # days
ENDS = (Status.COMPLETED, Status.DECLINED, Status.EXPIRED, Status.WITHDRAWN)
SHARES = (6, 2, 1, 1)
COLUMNS = (
    "mentor_id", "mentor_accepted_by_id", "mentee_id", "proposed_by_id", "mentee_accepted_by_id",
    "enrolment_id", "status", "proposed_at", "mentee_accepted_at", "awaiting_since",
    "mentor_accepted_at", "activated_at", "closed_at", "completion_proposed_at",
    "completion_proposed_by_id", "replied_at", "noted_at", "route_id",
)  # fmt: skip


class Past:
    """Draws what lies behind a mentor; nothing when nobody has been mentored."""

    def __init__(self, mentees: list[Member], chance: random.Random) -> None:
        self.chance = chance
        self.today = date.today()  # noqa: DTZ011  # whichever day it is here
        enrolments = Enrolment.objects.filter(member__in=mentees)
        self.mentees = list(enrolments.values_list("member", "pk", "route"))

    def __bool__(self) -> bool:
        return bool(self.mentees)

    def day(self, ago: int) -> str:
        """So many days ago, or ahead when it is below 0."""
        return str(self.today - timedelta(days=ago))

    def capacity(self, number: int) -> int:
        if self._is_known(number) and self.chance.random() < OFFERS_NO_PLACE:
            return 0
        return self.chance.randint(1, 4)

    def away_until(self, number: int) -> str | None:
        is_away = self._is_known(number) and self.chance.random() < IS_AWAY
        return self.day(-self.chance.randint(2, 90)) if is_away else None

    def pairings(self, number: int, mentor: int) -> Iterator[tuple[Any, ...]]:
        """Proposals to a mentor that are all closed, as rows of COLUMNS."""
        if self._is_known(number) and self.chance.random() < HAS_A_PAST:
            for _ in range(self.chance.randint(1, MOST_PAIRINGS)):
                yield self._pairing(mentor)

    def _is_known(self, number: int) -> bool:
        return bool(self.mentees) and number >= ALWAYS_THERE

    def _pairing(self, mentor: int) -> tuple[Any, ...]:
        mentee, enrolment, route = self.chance.choice(self.mentees)
        [end] = self.chance.choices(ENDS, SHARES)
        begun = self.chance.randint(LONGEST_WAIT, LONGEST_AGO)
        proposed = f"{self.day(begun)} 09:00:00"
        answered = f"{self.day(begun - self.chance.randint(0, LONGEST_WAIT))} 15:00:00"
        is_completed = end == Status.COMPLETED
        yes = (answered, answered) if is_completed else (None, None)
        by = mentor if is_completed else None
        replied = answered if end in {Status.COMPLETED, Status.DECLINED} else None
        return (
            mentor, by, mentee, mentee, mentee, enrolment, str(end.value),
            proposed, proposed, proposed, *yes, answered, yes[0], by, replied, yes[0], route,
        )  # fmt: skip
