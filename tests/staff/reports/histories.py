"""Histories of any kind: pairings by the real verbs, near the ends of months."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from mentoring.enrolments import close
from mentoring.models import MentorProfile, Message, Pairing
from registration.models import Enrolment, Region, Registrant, Route, Sector
from tests.factories import (
    TEXTS,
    EnrolmentFactory,
    MemberFactory,
    RegistrantFactory,
    mentor,
)

ROUTES = ["certification", "chartership", "fellowship"]
SECTORS = ["law", "prisons", None]
REGIONS = ["london", "midlands", "east-midlands", None]  # one was replaced by another
# Half an hour before and after midnight, in London and in UTC, in summer and in winter.
MOMENTS = [
    datetime(2025, 12, 31, 23, 30, tzinfo=UTC),
    datetime(2026, 1, 1, 0, 30, tzinfo=UTC),
    datetime(2026, 3, 31, 22, 30, tzinfo=UTC),
    datetime(2026, 3, 31, 23, 30, tzinfo=UTC),
    datetime(2026, 5, 15, 12, tzinfo=UTC),
    datetime(2026, 6, 30, 22, 59, tzinfo=UTC),
    datetime(2026, 6, 30, 23, 0, tzinfo=UTC),
]
ENDS = ["", "talk", "message", "yes", "no", "withdrawn", "active", "completed", "ended"]
REASONS = ["full", "fit", ""]
ASKED = ["2025-12", "2026-01", "2026-03", "2026-04", "2026-06", "2026-07", ""]


@dataclass(frozen=True)
class Story:
    """One enrolment, perhaps with a second proposal after one that came to nothing."""

    route: str
    level: str | None
    sectors: tuple[str | None, str | None]
    region: str | None
    at: datetime
    hours: tuple[int, int, int]
    end: str
    reason: str
    is_second: bool
    leaves: bool
    goes_away: bool

    def play(self) -> None:
        mentee = MemberFactory()
        tell(mentee, None, self.sectors[0], self.region)
        enrolment = EnrolmentFactory(
            member=mentee, route=Route.objects.get(slug=self.route), opened_at=self.at
        )
        self.propose(enrolment, self.at + timedelta(hours=self.hours[0]))
        if self.leaves:
            close(enrolment, "leave", mentee)
        if self.goes_away:
            last = Pairing.objects.order_by("pk").last().mentor
            MentorProfile.objects.filter(member=last).update(away_until=date(2099, 1, 1))

    def propose(self, enrolment: Enrolment, at: datetime) -> None:
        helper = mentor()
        tell(helper, self.level, self.sectors[1], self.region)
        first = Pairing.objects.propose(enrolment, helper, TEXTS, by=enrolment.member, now=at)
        if self.is_second:
            first.decline(helper, at + timedelta(hours=self.hours[1]), reason=self.reason)
            again = mentor()
            tell(again, self.level, self.sectors[1], self.region)
            at += timedelta(hours=self.hours[1] + self.hours[2])
            first = Pairing.objects.propose(enrolment, again, TEXTS, by=enrolment.member, now=at)
        self.go_on(first, at + timedelta(hours=self.hours[1]))

    def go_on(self, pairing: Pairing, at: datetime) -> None:
        mentor, mentee, later = pairing.mentor, pairing.mentee, timedelta(hours=self.hours[2])
        first: dict[str, Callable[[], object]] = {
            "": lambda: None,
            "talk": lambda: pairing.talk_first(mentor, at),
            "message": lambda: Message.objects.write(pairing, "Tell me more.", by=mentor, now=at),
            "no": lambda: pairing.decline(mentor, at, reason=self.reason),
            "withdrawn": lambda: pairing.withdraw(mentee, at),
        }
        first.get(self.end, lambda: pairing.accept(mentor, at))()
        if self.end in {"active", "completed", "ended"}:
            pairing.accept(mentee, at + later)
        if self.end == "completed":
            pairing.complete(mentee, at + 2 * later)
            pairing.complete(mentor, at + 3 * later)
        elif self.end == "ended":
            pairing.end(mentee, at + 2 * later)


HOURS = st.sampled_from([0, 1, 23, 24, 25, 24 * 8, 24 * 31])
STORIES = st.lists(
    st.builds(
        Story,
        route=st.sampled_from(ROUTES),
        level=st.sampled_from([*ROUTES, None]),
        sectors=st.tuples(st.sampled_from(SECTORS), st.sampled_from(SECTORS)),
        region=st.sampled_from(REGIONS),
        at=st.sampled_from(MOMENTS),
        hours=st.tuples(HOURS, HOURS, HOURS),
        end=st.sampled_from(ENDS),
        reason=st.sampled_from(REASONS),
        is_second=st.booleans(),
        leaves=st.booleans(),
        goes_away=st.booleans(),
    ),
    max_size=6,
)
CHOICES = st.fixed_dictionaries(
    {
        "since": st.sampled_from(ASKED),
        "until": st.sampled_from(ASKED),
        "route": st.sampled_from(["", *ROUTES]),
        "region": st.sampled_from(["", "london", "midlands"]),
        "sector": st.sampled_from(["", "law", "prisons"]),
    }
)


def tell(member: Any, level: str | None, sector: str | None, region: str | None) -> None:
    """Where somebody works, and their level, past the verbs that ask for awards."""
    facts = {
        "level": term(Route, level),
        "sector": term(Sector, sector),
        "region": term(Region, region),
    }
    if not Registrant.objects.filter(member=member).update(**facts):
        RegistrantFactory(member=member, **facts)


def term(kind: type[Any], slug: str | None) -> Any:
    return kind.objects.get(slug=slug) if slug else None


def move_everybody() -> None:
    """Time goes on: all work elsewhere and hold another level. What is noted stays as it was."""
    for works in Registrant.objects.select_related("member"):
        works.change(
            by=works.member, sector=term(Sector, "health"), region=term(Region, "scotland")
        )
    Registrant.objects.update(level=None)
