"""Made-up mentors in numbers: seeded, of realistic length, written in bulk."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models

from accounts.models import Member, RoleHolding
from accounts.roles import Role
from history.models import Event
from mentoring.models import MentorProfile, TrainingCompletion
from registration.models import (
    Award,
    Enrolment,
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
LISTED_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
BATCH = 2000
WORDS = """
    reader service branch college archive record teaching research outreach collection
    cataloguing copyright metadata evidence health school student family volunteer budget
    strategy partnership digital skills enquiry reference local history rhyme homework
    repository access licence systems project change team manager counter mobile stock
""".split()  # noqa: SIM905  # forty words read better as a line
# A word, and the share of mentors who use it: broad, middling, narrow.
MARKED = {"community": 0.3, "prison": 0.03, "palaeography": 0.0005}


def build(mentors: int, mentees: int) -> None:
    """Write the office, `mentees` enrolled members and `mentors` trained, listed mentors."""
    chance = random.Random(mentors)  # noqa: S311  # seeded, so that runs compare
    office = _members(["administrator"], is_staff=True)[0]
    RoleHolding.objects.create(member=office, role=Role.ADMINISTRATOR)
    _enrol(_members(f"mentee-{n}" for n in range(mentees)))
    for names in _batches(f"mentor-{n}" for n in range(mentors)):
        _mentors(_members(names), office, chance)


def _members(names: Iterable[str], **facts: Any) -> list[Member]:
    members = Member.objects.bulk_create(
        Member(
            email=f"{name}@example.org",
            name=name.replace("-", " ").title(),
            password=UNUSABLE_PASSWORD_PREFIX,
            **facts,
        )
        for name in names
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=True, primary=True)
        for member in members
    )
    return members


def _enrol(members: list[Member]) -> None:
    routes = list(Route.objects.current())
    Registrant.objects.bulk_create(
        Registrant(member=member, level=routes[n % len(routes)]) for n, member in enumerate(members)
    )
    _award({member.pk: routes[n % len(routes)] for n, member in enumerate(members)})
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(member=member, route=routes[n % len(routes)], opened_at=LISTED_AT)
        for n, member in enumerate(members)
    )
    _tell("enrolment.opened", enrolments)


def _award(levels: dict[int, Route | None]) -> None:
    Award.objects.bulk_create(
        Award(member_id=pk, route=level, awarded_on=date(2020, 6, 1))
        for pk, level in levels.items()
        if level
    )


def _tell(verb: str, subjects: Sequence[Any], by: Member | None = None) -> None:
    """The history that the verbs would have written; by the member themselves unless told."""
    Event.objects.bulk_create(
        Event.of(verb, by=by or subject.member, on=subject, at=LISTED_AT) for subject in subjects
    )


def _mentors(members: list[Member], office: Member, chance: random.Random) -> None:
    terms = (Route, OrganisationKind, Sector, Region)
    routes, kinds, sectors, regions = (list(model.objects.current()) for model in terms)
    levels = {member.pk: chance.choice([*routes, None]) for member in members}
    Registrant.objects.bulk_create(
        Registrant(
            member=member,
            job_title=f"{chance.choice(WORDS)} librarian".capitalize(),
            organisation=f"{chance.choice(WORDS)} library".title(),
            organisation_kind=chance.choice(kinds),
            sector=chance.choice(sectors),
            region=chance.choice(regions),
            level=levels[member.pk],
        )
        for member in members
    )
    _award(levels)
    trainings = TrainingCompletion.objects.bulk_create(
        TrainingCompletion(
            member=m, completed_on=date(2025, 9, 3), recorded_by=office, recorded_at=LISTED_AT
        )
        for m in members
    )
    _tell("training.recorded", trainings, by=office)
    _profiles(members, chance)


def _profiles(members: list[Member], chance: random.Random) -> None:
    profiles = MentorProfile.objects.bulk_create(
        MentorProfile(
            member=member,
            listed_at=LISTED_AT,
            capacity=chance.randint(1, 4),
            story=_text(chance, 90),
            help_with=_text(chance, 30),
            works_at_front_line=chance.random() < AT_THE_FRONT_LINE,
            availability_confirmed_on=LISTED_AT.date(),
        )
        for member in members
    )
    _tell("mentor.listed", profiles)
    for field, terms, most in (
        ("routes", Route, 3), ("areas", KnowledgeArea, 4),
        ("meeting_ways", MeetingWay, 3), ("languages", Language, 2),
    ):  # fmt: skip
        _choose(profiles, field, list(terms.objects.current()), most, chance)


def _choose(
    profiles: list[MentorProfile],
    field: str,
    terms: list[models.Model],
    most: int,
    chance: random.Random,
) -> None:
    through = getattr(MentorProfile, field).through
    term = getattr(MentorProfile, field).field.m2m_reverse_field_name()
    through.objects.bulk_create(
        through(mentorprofile_id=profile.pk, **{f"{term}_id": chosen.pk})
        for profile in profiles
        for chosen in chance.sample(terms, chance.randint(1, most))
    )


def _text(chance: random.Random, words: int) -> str:
    chosen = chance.choices(WORDS, k=words)
    chosen += [word for word, share in MARKED.items() if chance.random() < share]
    return " ".join(chosen).capitalize() + "."


def _batches(names: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(names, BATCH)):
        yield batch
