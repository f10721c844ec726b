"""What should be true: the rules of docs/concepts.md again, on plain Python, without a database.

Levels do not occur here. That is the third rule.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_OPEN = 3
MOST_SILENCES = 3
SILENCE = timedelta(days=14)
LONDON = ZoneInfo("Europe/London")


@dataclass
class Person:
    """A member, as mentee and as mentor."""

    key: int
    trained: bool = False
    listed: bool = False
    capacity: int = 2
    away_until: date | None = None
    silences: int = 0


@dataclass
class Enrolment:
    """One route of one person."""

    key: int
    person: Person
    is_open: bool = True


@dataclass
class Pairing:
    """A proposal and what became of it."""

    key: int
    enrolment: Enrolment
    mentor: Person
    awaiting_since: datetime
    status: str = "proposed"
    yes: set[int] = field(default_factory=set)
    is_talking: bool = False
    suggester: int | None = None
    completer: int | None = None
    paused_until: date | None = None
    written: int = 0
    proposed_on: str = ""
    versions: list["Version"] = field(default_factory=list)
    steps: dict[int, str] = field(default_factory=dict)
    reflections: dict[int, bool] = field(default_factory=dict)
    thanks: set[int] = field(default_factory=set)
    records: set[str] = field(default_factory=set)

    @property
    def mentee(self) -> Person:
        return self.enrolment.person

    @property
    def is_open(self) -> bool:
        return self.status in ("proposed", "active")

    @property
    def is_over(self) -> bool:
        return self.status in ("completed", "ended")

    @property
    def awaited(self) -> list[Person]:
        """Whose yes is asked for: to the start, or to the completion."""
        if self.completer:
            return [self.mentee if self.completer == self.mentor.key else self.mentor]
        missing = [p for p in (self.mentor, self.mentee) if p.key not in self.yes]
        return missing if self.suggester else missing[:1]

    @property
    def is_chosen(self) -> bool:
        """Asked for by the mentee, or accepted by them when the office suggested it."""
        return self.suggester is None or self.mentee.key in self.yes

    @property
    def takes_place(self) -> bool:
        return self.status == "active" or (
            self.status == "proposed" and self.mentor.key in self.yes
        )


@dataclass
class Version:
    """A suggestion, whose it was, and whether the other has agreed to it."""

    by: int
    aims: str
    agreed: bool = False


@dataclass
class World:
    """Everybody and everything, and the verbs as questions: may it be, and what follows."""

    people: dict[int, Person] = field(default_factory=dict)
    enrolments: dict[int, Enrolment] = field(default_factory=dict)
    pairings: dict[int, Pairing] = field(default_factory=dict)
    line_managed: set[frozenset[int]] = field(default_factory=set)
    blocks: set[tuple[int, int]] = field(default_factory=set)

    def places_free(self, mentor: Person, but: Pairing | None = None) -> int:
        taken = [p for p in self.pairings.values() if p.mentor is mentor and p.takes_place]
        return mentor.capacity - sum(p is not but for p in taken)

    def open_between(self, mentee: Person, mentor: Person) -> bool:
        return any(
            p.is_open and p.mentee is mentee and p.mentor is mentor for p in self.pairings.values()
        )

    def are_managed(self, one: Person, other: Person) -> bool:
        return frozenset({one.key, other.key}) in self.line_managed

    def are_apart(self, one: Person, other: Person) -> bool:
        """Whether one of the two has blocked the other."""
        return not self.blocks.isdisjoint({(one.key, other.key), (other.key, one.key)})

    def can_propose(self, enrolment: Enrolment, mentor: Person, today: date) -> bool:
        """Of the mentee; the office's suggestions count from the mentee's yes on."""
        return self.can_begin(enrolment, mentor, today) and self.chosen(enrolment) < MOST_OPEN

    def can_be_suggested(self, enrolment: Enrolment, mentor: Person, today: date) -> bool:
        mine = [p for p in self.pairings.values() if p.enrolment is enrolment]
        has_room = sum(p.status == "proposed" for p in mine) < MOST_OPEN
        return self.can_begin(enrolment, mentor, today) and has_room

    def chosen(self, enrolment: Enrolment) -> int:
        mine = [p for p in self.pairings.values() if p.enrolment is enrolment]
        return sum(p.status == "proposed" and p.is_chosen for p in mine)

    def can_begin(self, enrolment: Enrolment, mentor: Person, today: date) -> bool:
        mine = [p for p in self.pairings.values() if p.enrolment is enrolment]
        is_away = mentor.away_until is not None and mentor.away_until > today
        return (
            enrolment.is_open
            and mentor is not enrolment.person
            and mentor.trained
            and mentor.listed
            and not is_away
            and self.places_free(mentor) > 0
            and not self.are_managed(mentor, enrolment.person)
            and not self.are_apart(mentor, enrolment.person)
            and not self.open_between(enrolment.person, mentor)
            and not any(p.status == "active" for p in mine)
        )

    def can_accept(self, pairing: Pairing, person: Person) -> bool:
        one_more = person is pairing.mentee and not pairing.is_chosen
        return (
            pairing.status == "proposed"
            and person.key not in pairing.yes
            and pairing.enrolment.is_open
            and not (one_more and self.chosen(pairing.enrolment) >= MOST_OPEN)
            and pairing.mentor.trained
            and not self.are_managed(pairing.mentor, pairing.mentee)
            and self.places_free(pairing.mentor, but=pairing) > 0
        )

    def accept(self, pairing: Pairing, person: Person, now: datetime) -> None:
        pairing.yes.add(person.key)
        pairing.awaiting_since = now
        if person is pairing.mentor:
            pairing.is_talking = False
            person.silences = 0
        if pairing.yes == {pairing.mentor.key, pairing.mentee.key}:
            pairing.status = "active"
            for other in self.pairings.values():
                if other.enrolment is pairing.enrolment and other.status == "proposed":
                    other.status = "withdrawn"

    def can_talk_first(self, pairing: Pairing, person: Person) -> bool:
        is_asked = pairing.status == "proposed" and person.key not in pairing.yes
        return is_asked and person is pairing.mentor

    def write(self, pairing: Pairing, person: Person, now: datetime) -> None:
        pairing.written += 1
        self.hear(pairing, person, now)

    def can_suggest(self, pairing: Pairing, aims: str, after: int) -> bool:
        """Something new, from somebody who has seen the newest."""
        counts = [version.aims for version in pairing.versions if version.agreed]
        newest = pairing.versions[-1:]
        known = {*counts[-1:], *(version.aims for version in newest)}
        return pairing.is_open and after == len(pairing.versions) and aims not in known

    def can_agree(self, pairing: Pairing, person: Person, number: int) -> bool:
        """To the newest, and not to one's own."""
        newest = number == len(pairing.versions)
        return pairing.is_open and newest and pairing.versions[-1].by != person.key

    def hear(self, pairing: Pairing, person: Person, now: datetime) -> None:
        """Whoever is waited for has done something: silence counts from now on."""
        waits = pairing.status == "proposed" or pairing.completer is not None
        if waits and person in pairing.awaited:
            pairing.awaiting_since = now

    def can_plan(self, pairing: Pairing) -> bool:
        return pairing.status == "active"

    def can_leave(self, pairing: Pairing, person: Person, verb: str) -> bool:
        """Whether a person may decline, withdraw or end."""
        if verb == "end":
            return pairing.status == "active"
        if pairing.status != "proposed":
            return False
        said_yes = person.key in pairing.yes
        asked = person is pairing.mentee and pairing.suggester is None
        return not said_yes if verb == "decline" else said_yes or asked

    def block(self, by: Person, whom: Person) -> None:
        """Everything open between the two closes, by the way out that the blocker has."""
        self.blocks.add((by.key, whom.key))
        for pairing in self.pairings.values():
            if pairing.is_open and {pairing.mentor.key, pairing.mentee.key} == {by.key, whom.key}:
                ways = {"end": "ended", "withdraw": "withdrawn", "decline": "declined"}
                way = next(verb for verb in ways if self.can_leave(pairing, by, verb))
                self.leave(pairing, ways[way])

    def leave(self, pairing: Pairing, status: str) -> None:
        pairing.status = status
        pairing.paused_until = None
        if status == "declined":
            pairing.mentor.silences = 0
        if status != "completed":
            pairing.completer = None

    def complete(self, pairing: Pairing, person: Person, now: datetime) -> None:
        """The first word asks, the other's completes; a word said twice is said once."""
        if pairing.completer is None:
            pairing.completer, pairing.paused_until = person.key, None
            pairing.awaiting_since = now
        elif pairing.completer != person.key:
            self.leave(pairing, "completed")

    def stop(self, mentor: Person) -> None:
        """A mentor who cannot go on."""
        mentor.listed = False
        for pairing in self.pairings.values():
            if pairing.mentor is mentor and pairing.is_open:
                said_yes = mentor.key in pairing.yes
                refused = "withdrawn" if said_yes else "declined"
                self.leave(pairing, "ended" if pairing.status == "active" else refused)

    def close(self, enrolment: Enrolment) -> None:
        enrolment.is_open = False
        for pairing in self.pairings.values():
            if pairing.enrolment is enrolment and pairing.status == "proposed":
                self.leave(pairing, "withdrawn" if pairing.is_chosen else "declined")

    def counted_from(self, pairing: Pairing) -> datetime:
        """The last move, or the morning on which everybody who is waited for is back."""
        back = max((p.away_until for p in pairing.awaited if p.away_until), default=None)
        morning = datetime.combine(back, time.min, LONDON) if back else pairing.awaiting_since
        return max(pairing.awaiting_since, morning)

    def expire(self, now: datetime) -> None:
        for pairing in self.pairings.values():
            is_silent = pairing.status == "proposed" and not pairing.is_talking
            is_asked = pairing.status == "active" and pairing.completer is not None
            if (is_silent or is_asked) and now - self.counted_from(pairing) >= SILENCE:
                self.leave(pairing, "completed" if is_asked else "expired")
                self.count_silence(pairing)

    def count_silence(self, pairing: Pairing) -> None:
        """A mentor who answers nobody, several times in a row, is found no more."""
        mentor = pairing.mentor
        if pairing.status == "expired" and pairing.is_chosen and mentor.key not in pairing.yes:
            mentor.silences += 1
            mentor.listed = mentor.listed and mentor.silences < MOST_SILENCES
