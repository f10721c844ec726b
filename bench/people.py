"""Who was there before the mentors: the office, and members who enrolled."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from accounts.models import Member, RoleHolding
from accounts.roles import Role
from history.models import Event
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

LISTED_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
AWARDED_ON = date(2020, 6, 1)
WISHES = (("areas_to_develop", KnowledgeArea, 3), ("meeting_ways", MeetingWay, 2),
          ("languages", Language, 1))  # fmt: skip


def office() -> Member:
    """An administrator."""
    [administrator] = members(["administrator"], is_staff=True)
    RoleHolding.objects.create(member=administrator, role=Role.ADMINISTRATOR)
    return administrator


def mentees(number: int, name: str = "mentee") -> list[Member]:
    """Enrolled members who have said where they work and what they look for."""
    made = members(f"{name}-{n}" for n in range(number))
    routes, kinds, sectors, regions = (
        list(terms.objects.current()) for terms in (Route, OrganisationKind, Sector, Region)
    )
    levels = {member.pk: routes[n % len(routes)] for n, member in enumerate(made)}
    registrants = Registrant.objects.bulk_create(
        Registrant(
            member=member,
            level=levels[member.pk],
            job_title="Library assistant",
            organisation="Harfield Library",
            organisation_kind=kinds[n % len(kinds)],
            sector=sectors[n % len(sectors)],
            region=regions[n % len(regions)],
        )
        for n, member in enumerate(made)
    )
    _wish(registrants)
    Award.objects.bulk_create(
        Award(member_id=pk, route=level, awarded_on=AWARDED_ON) for pk, level in levels.items()
    )
    _enrol(registrants, routes)
    return made


def _enrol(registrants: list[Registrant], routes: list[Route]) -> None:
    """One route after the other, from where each works."""
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(
            member=registrant.member,
            route=routes[n % len(routes)],
            opened_at=LISTED_AT,
            region=registrant.region,
            sector=registrant.sector,
        )
        for n, registrant in enumerate(registrants)
    )
    _tell("enrolment.opened", enrolments)


def _wish(registrants: list[Registrant]) -> None:
    for field, terms, number in WISHES:
        through = getattr(Registrant, field).through
        term = getattr(Registrant, field).field.m2m_reverse_field_name()
        through.objects.bulk_create(
            through(registrant_id=registrant.pk, **{f"{term}_id": chosen.pk})
            for registrant in registrants
            for chosen in terms.objects.current()[:number]
        )


def members(names: Iterable[str], **facts: Any) -> list[Member]:
    """Members by what stands before the @ of their addresses."""
    made = Member.objects.bulk_create(
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
        for member in made
    )
    return made


def _tell(verb: str, subjects: Sequence[Any]) -> None:
    """The history that the verbs would have written, by the members themselves."""
    Event.objects.bulk_create(
        Event.of(verb, by=subject.member, on=subject, at=LISTED_AT) for subject in subjects
    )
