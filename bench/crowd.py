"""The rows of made-up mentors, a table after the other."""

from collections.abc import Callable, Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.utils.functional import cached_property

from accounts.models import Member
from bench import past
from bench.people import AWARDED_ON, LISTED_AT
from bench.pour import Table
from bench.words import Writer
from history.models import Event, subject_key
from lib.text import folded
from mentoring.models import MentorProfile, Pairing, TrainingCompletion
from registration.models import (
    Award,
    KnowledgeArea,
    Language,
    MeetingWay,
    OrganisationKind,
    Region,
    Registrant,
    Route,
    Sector,
)

AT_THE_FRONT_LINE = 0.3
CONFIRMED_WITHIN = 200  # days
TRAINED_ON = "2025-09-03"
CHOSEN = (  # the field of a profile, its terms, and how many a mentor has of them at most
    ("routes", Route, 3),
    ("areas", KnowledgeArea, 4),
    ("meeting_ways", MeetingWay, 3),
    ("languages", Language, 2),
)
WORK = (OrganisationKind, Sector, Region)
Rows = Iterator[tuple[Any, ...]]


class Crowd:
    """Mentors by their numbers, from 0 on; the keys of their rows follow from the numbers."""

    def __init__(self, office: Member, writer: Writer, before: past.Past) -> None:
        self.writer, self.past, self.chance = writer, before, before.chance
        self.office, self.first = office, 1 + max(Member.objects.values_list("pk", flat=True))
        self.levels: dict[int, int | None] = {}
        self.terms = {
            terms: list(terms.objects.current().values_list("pk", flat=True))
            for terms in (*WORK, *(terms for _field, terms, _most in CHOSEN))
        }

    @property
    def models(self) -> list[type[models.Model]]:
        """All of whom rows are written."""
        through = [_through(field) for field, *_rest in CHOSEN]
        return [
            Member, EmailAddress, Registrant, Award, TrainingCompletion, MentorProfile, Event,
            Pairing, *through,
        ]  # fmt: skip

    def write(self, numbers: range) -> None:
        """Everything of some mentors."""
        self.levels = {n: self.chance.choice([*self.terms[Route], None]) for n in numbers}
        for table, rows in self._tables:
            table.write(row for number in numbers for row in rows(number))

    @cached_property
    def _tables(self) -> list[tuple[Table, Callable[[int], Rows]]]:
        work = [f"{name}_id" for name in ("organisation_kind", "sector", "region")]
        stated = ("member_id", "job_title", "organisation", "level_id", *work)
        trained = {"recorded_by": self.office, "recorded_at": LISTED_AT, "completed_on": TRAINED_ON}
        said = ("story", "help_with", "works_at_front_line", "availability_confirmed_on")
        offered = ("id", "member_id", "capacity", "away_until", *said)
        members, addresses = ("id", "email", "name", "filed_as"), ("user_id", "email")
        mail = {"verified": True, "primary": True}
        unusable = {"password": UNUSABLE_PASSWORD_PREFIX}
        trainings = Table(TrainingCompletion, "id", "member_id", "code", **trained)
        acts = Table(Event, "verb", "actor_id", "subject_type", "subject_id", at=LISTED_AT)
        return [
            (Table(Member, *members, **unusable), self._member),
            (Table(EmailAddress, *addresses, **mail), self._address),
            (Table(Registrant, *stated), self._registrant),
            (Table(Award, "member_id", "route_id", awarded_on=AWARDED_ON), self._award),
            (trainings, self._training),
            (Table(MentorProfile, *offered, listed_at=LISTED_AT), self._profile),
            (acts, self._acts),
            (Table(Pairing, *past.COLUMNS), self._pairings),
            *((_holding(*each), self._choice(*each)) for each in CHOSEN),
        ]

    # One mentor --------------------------------------------------------------

    def _member(self, number: int) -> Rows:
        name = self.writer.name()
        yield self.first + number, _address(number), name, folded(name)

    def _address(self, number: int) -> Rows:
        yield self.first + number, _address(number)

    def _registrant(self, number: int) -> Rows:
        work = (self.chance.choice(self.terms[terms]) for terms in WORK)
        post = (self.writer.job_title(), self.writer.organisation())
        yield self.first + number, *post, self.levels[number], *work

    def _award(self, number: int) -> Rows:
        if level := self.levels[number]:
            yield self.first + number, level

    def _training(self, number: int) -> Rows:
        yield number + 1, self.first + number, f"{number + 1:012d}"

    def _profile(self, number: int) -> Rows:
        capacity, away = self.past.capacity(number), self.past.away_until(number)
        is_at_the_front = self.chance.random() < AT_THE_FRONT_LINE
        confirmed = self.past.day(self.chance.randint(0, CONFIRMED_WITHIN))
        said = (*self.writer.texts(), is_at_the_front, confirmed)
        yield number + 1, self.first + number, capacity, away, *said

    def _acts(self, number: int) -> Rows:
        member, key = self.first + number, number + 1
        for verb, actor, subject in (
            ("training.recorded", self.office.pk, TrainingCompletion(pk=key)),
            ("mentor.listed", member, MentorProfile(pk=key)),
        ):
            yield verb, actor, *subject_key(subject).values()

    def _pairings(self, number: int) -> Rows:
        return self.past.pairings(number, self.first + number)

    def _choice(self, _field: str, terms: type[Any], most: int) -> Callable[[int], Rows]:
        keys, chance = self.terms[terms], self.chance

        def rows(number: int) -> Rows:
            chosen = chance.sample(keys, chance.randint(1, most))
            return ((number + 1, key) for key in chosen)

        return rows


def _address(number: int) -> str:
    return f"mentor-{number}@example.org"


def _through(field: str) -> Any:
    return getattr(MentorProfile, field).through


def _holding(field: str, _terms: type[Any], _most: int) -> Table:
    term = getattr(MentorProfile, field).field.m2m_reverse_field_name()
    return Table(_through(field), "mentorprofile_id", f"{term}_id")
