"""Mentors by the dozen, for the tests of the directory."""

import random
from typing import Any

import pytest
from django.test import Client

from accounts.models import Member
from mentoring.directory.page import Directory
from mentoring.directory.sets import current
from mentoring.directory.sets.settling import settle
from mentoring.models import DirectoryChange, MentorProfile, TrainingCompletion
from registration.models import (
    KnowledgeArea,
    Language,
    MeetingWay,
    Region,
    Registrant,
    Route,
    Sector,
)
from tests.factories import MemberFactory, MentorProfileFactory, RegistrantFactory
from tests.factories.registration import LONG_AGO

MANY = {
    "areas": KnowledgeArea,
    "meeting_ways": MeetingWay,
    "languages": Language,
    "routes": Route,
}


def mentor_at(name: str = "Samira Okafor", **work: Any) -> MentorProfile:
    """A mentor who can be proposed to, with work details."""
    registrant = RegistrantFactory(member__name=name, **work)
    return MentorProfileFactory(member=registrant.member, story="", help_with="")


def bulk_mentors(number: int) -> list[MentorProfile]:
    """Mentors written in five statements, each with a route, an area and a way to meet."""
    members = Member.objects.bulk_create(
        Member(email=f"bulk-{n}@example.org", name=f"Mentor {n:04}") for n in range(number)
    )
    office = MemberFactory()
    TrainingCompletion.objects.bulk_create(
        TrainingCompletion(
            member=m, completed_on=LONG_AGO.date(), recorded_by=office, recorded_at=LONG_AGO
        )
        for m in members
    )
    Registrant.objects.bulk_create(
        Registrant(member=m, level=Route.objects.first()) for m in members
    )
    profiles = MentorProfile.objects.bulk_create(
        MentorProfile(
            member=m,
            listed_at=LONG_AGO,
            availability_confirmed_on=LONG_AGO.date(),
            story="Counter.",
        )
        for m in members
    )
    for name, model in MANY.items():
        term = model.objects.current().first()
        through = getattr(MentorProfile, name).through
        column = MentorProfile._meta.get_field(name).m2m_reverse_field_name()
        through.objects.bulk_create(
            through(mentorprofile=p, **{f"{column}_id": term.pk}) for p in profiles
        )
    return profiles


def varied_mentors(number: int, chance: random.Random) -> list[MentorProfile]:
    """Mentors who differ in everything that one can choose by, some of them full or away."""
    return [_varied(n, chance) for n in range(number)]


def _varied(number: int, chance: random.Random) -> MentorProfile:
    terms = {model: list(model.objects.all())[:4] for model in (Sector, Region, Route)}
    profile = mentor_at(
        f"{chance.choice(['Ann', 'Bo', 'Cy'])} {number:02}",
        job_title=chance.choice(["Librarian", "Archivist", ""]),
        organisation=chance.choice(["Elm College", "Ash Prison", ""]),
        sector=chance.choice([*terms[Sector], None]),
        region=chance.choice([*terms[Region], None]),
        level=chance.choice([*terms[Route], None]),
    )
    profile.story = chance.choice(["I catalogue maps.", "Community outreach.", ""])
    profile.capacity = chance.choice([0, 1, 2])
    profile.works_at_front_line = chance.random() < 0.5
    profile.save()
    for name, model in MANY.items():
        some = list(model.objects.all())[:4]
        getattr(profile, name).set(chance.sample(some, chance.randint(0, 3)))
    return profile


def keep_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were many mentors, settled last night: sets and words are those that are kept.

    No news is left. On PostgreSQL all of a test is one transaction, and would stay news.
    """
    monkeypatch.setattr(current, "FEW", 0)
    settle(current.today())
    DirectoryChange.objects.all().delete()
    current.forget()


def directory(client: Client, query: str = "") -> Directory:
    """What the page was made from."""
    response = client.get(f"/mentors/{query}")
    assert response.status_code == 200
    found: Directory = response.context["directory"]
    return found


def names(client: Client, query: str = "") -> list[str]:
    """Who stands on the page, in its order."""
    return [card.name for card in directory(client, query).cards]


def keys(client: Client, query: str = "") -> list[int]:
    """The keys of the profiles on the page, in its order."""
    return [card.pk for card in directory(client, query).cards]


def read_through(client: Client, query: str = "") -> list[list[int]]:
    """Every page from the first to the last, as somebody reads them."""
    found = directory(client, query)
    pages = [[card.pk for card in found.cards]]
    while found.onwards:
        found = directory(client, found.onwards.removeprefix("/mentors/"))
        pages.append([card.pk for card in found.cards])
    return pages
