"""A pasted roll: one person a line, by membership number, e-mail address or full name.

It is about a training that its people completed, or about a day that they get a place on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import Member
from mentoring.models import Booking, TrainingCompletion, TrainingDay
from mentoring.models.training import TrainingFacts
from mentoring.states import Kind
from staff.lines import Line, name_key, read_lines, spellings

About = TrainingFacts | TrainingDay
HAS_IT = "has_it"
# Each candidate is a box to tick, and a request holds 200 fields at most.
MOST_OFFERED = 100


@dataclass(frozen=True)
class Found:
    """A member whom a line names, as `look_up` found them."""

    line: Line
    member: Member


@dataclass(frozen=True)
class Problem:
    """A line that records nobody, and why, in plain words."""

    line: Line
    words: str
    is_repeat: bool = False


@dataclass(frozen=True)
class Choice:
    """A name that several members have: the office ticks whom it means."""

    line: Line
    candidates: list[Member]
    ticked: frozenset[int]


@dataclass
class Roll:
    """What a list comes to: who is new, who is known already, and what is unclear."""

    about: About
    lines: list[Line]
    new: list[Found] = field(default_factory=list)
    known: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    @property
    def is_of_a_day(self) -> bool:
        """Whether its people get a place on a day, rather than a record of a training."""
        return isinstance(self.about, TrainingDay)

    @property
    def tells(self) -> bool:
        """Whether each member gets a letter: of a record, and of a place on a day to come."""
        return not isinstance(self.about, TrainingDay) or self.about.is_to_come

    @property
    def kind(self) -> str:
        """The kind of training in words."""
        return str(Kind(self.about.kind).label)

    @property
    def members(self) -> list[Member]:
        """Whom recording or booking is about: those who are new."""
        return [found.member for found in self.new]

    @property
    def fingerprint(self) -> str:
        """Changes when the people or the facts do, not when some have been recorded meanwhile."""
        people = sorted(found.member.pk for found in (*self.new, *self.known))
        about = f"day {self.about.pk}" if isinstance(self.about, TrainingDay) else self.about
        return sha256(f"{people} {about}".encode()).hexdigest()

    @property
    def left_out(self) -> str:
        """The lines that record nobody yet, as they could be put right and checked again."""
        return "\n".join(p.line.text for p in self.problems if not p.is_repeat)


def read_roll(text: str, about: About, ticked: Iterable[int] = ()) -> Roll:
    """Find the people of a pasted list; one query, and nothing is written.

    A line counts when it names exactly one member with an open account. A name that
    several have counts for those of them whose keys are in `ticked`.
    """
    roll = Roll(about, read_lines(text))
    return _Reading(roll, look_up(roll.lines, about), frozenset(ticked)).run()


def rows_of(about: About) -> QuerySet[Any]:
    """What makes a member known: this training on record, or a place on this day."""
    if isinstance(about, TrainingDay):
        return Booking.objects.kept().filter(day=about)
    same = {"completed_on": about.completed_on, "kind": about.kind}
    return TrainingCompletion.objects.standing().filter(**same)


def look_up(lines: list[Line], about: About) -> list[Member]:
    """Everybody whom some line may mean; HAS_IT tells who is known already."""
    same = rows_of(about).filter(member=OuterRef("pk"))
    named = Q(membership_number__in={line.membership_number for line in lines} - {""})
    named |= Q(email__in={line.address for line in lines} - {""})
    named |= Q(small_name__in={s for line in lines if line.name for s in spellings(line.text)})
    return list(
        Member.objects.alias(small_name=Lower("name"))
        .filter(named)
        .annotate(**{HAS_IT: Exists(same)})
        .select_related("registrant__level")
        .order_by("name", "pk")
    )


class _Reading:
    """Line by line, from the top, remembering on which line each person stood first."""

    def __init__(self, roll: Roll, members: list[Member], ticked: frozenset[int]) -> None:
        self.roll, self.ticked = roll, ticked
        self.by_address = {member.email: member for member in members}
        self.by_number = {member.membership_number: member for member in members}
        self.by_name: dict[str, list[Member]] = {}
        for member in members:
            self.by_name.setdefault(name_key(member.name), []).append(member)
        self.first_line: dict[int, int] = {}
        self.asked: dict[str, list[int]] = {}

    def run(self) -> Roll:
        for line in self.roll.lines:
            self._read(line)
        return self.roll

    def _read(self, line: Line) -> None:
        meant = self._meant_by(line)
        alive = [member for member in meant if member.is_active]
        if len(alive) > 1:
            self._ask(line, alive)
        elif alive:
            self._take(line, alive[0])
        else:
            self._refuse(line, closed() if meant else unknown(line))

    def _meant_by(self, line: Line) -> list[Member]:
        """A number or an address stands for one member; only then is it read as a name."""
        one = self.by_address.get(line.address) or self.by_number.get(line.membership_number)
        return [one] if one else self.by_name.get(line.name, [])

    def _take(self, line: Line, member: Member) -> None:
        first = self.first_line.setdefault(member.pk, line.number)
        if first != line.number:
            words = _("The same person as in line %(first)d.") % {"first": first}
            self.roll.problems.append(Problem(line, words, is_repeat=True))
        else:
            has_it = getattr(member, HAS_IT)
            (self.roll.known if has_it else self.roll.new).append(Found(line, member))

    def _ask(self, line: Line, candidates: list[Member]) -> None:
        """One line of a name takes everybody ticked; a further one needs one more tick."""
        meant = [member for member in candidates if member.pk in self.ticked]
        numbers = self.asked.setdefault(line.name, [])
        numbers.append(line.number)
        if len(numbers) == 1:
            self._offer(line, candidates)
            for member in meant:
                self._take(line, member)
        if len(numbers) > len(meant):
            self._refuse(line, ambiguous(candidates, numbers))

    def _offer(self, line: Line, candidates: list[Member]) -> None:
        offered = sum(len(choice.candidates) for choice in self.roll.choices)
        if offered + len(candidates) <= MOST_OFFERED:
            self.roll.choices.append(Choice(line, candidates, self.ticked))

    def _refuse(self, line: Line, words: str) -> None:
        self.roll.problems.append(Problem(line, words))


def closed() -> str:
    return _("The account of this member is closed.")


def unknown(line: Line) -> str:
    """Why nobody was found, by what the line looks like."""
    if line.address:
        return _("No member has this e-mail address.")
    if any(map(str.isdigit, line.text)):
        return _("No member has this membership number.")
    return _("No member has exactly this name. Try the membership number or e-mail address.")


def ambiguous(candidates: list[Member], numbers: list[int]) -> str:
    if len(numbers) > 1:
        return _("This name is in line %(first)d as well. Tick one member for each line.") % {
            "first": numbers[0]
        }
    return _("%(count)d members have this name. Tick whom you mean, or type their number.") % {
        "count": len(candidates)
    }
