"""The cast of the journeys: named people, each in the situation their journey starts from."""

from datetime import date
from typing import Any

from accounts.models import Member
from registration.models import KnowledgeArea, MeetingWay, Region, Registrant, Route, Sector
from tests.factories import (
    AdministratorFactory,
    AwardFactory,
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
)


def amina() -> Member:
    """A head of service, chartered, on her way to Fellowship."""
    member = MemberFactory(name="Amina Rahman", called="Amina", email="amina@example.org")
    hold(member, "chartership", job_title="Head of service", sector="public")
    EnrolmentFactory(member=member, route=Route.objects.get(slug="fellowship"))
    return member


def ben(**facts: Any) -> Member:
    """A library assistant, just certified, trained and listed."""
    member = MemberFactory(name="Ben Okafor", called="Ben", email="ben@example.org")
    hold(member, "certification", job_title="Library assistant", sector="health")
    return listed(member, "I run the Thursday job club and see who stops coming.", **facts)


def carys() -> Member:
    """A mentor in Wales, with a level and a sector of her own."""
    member = MemberFactory(name="Carys Bevan", called="Carys", email="carys@example.org")
    hold(member, "fellowship", job_title="Outreach librarian", sector="prisons")
    return listed(member, "Twelve years of evidence for nurses. Siarad Cymraeg.")


def dev() -> Member:
    """The administrator."""
    return AdministratorFactory(name="Dev Patel", called="Dev", email="dev@example.org")


def hold(member: Member, level: str, job_title: str, sector: str) -> None:
    """Give a member a level and a place of work."""
    route = Route.objects.get(slug=level)
    AwardFactory(member=member, route=route, awarded_on=date(2024, 5, 1))
    Registrant.objects.update_or_create(
        member=member,
        defaults={
            "job_title": job_title,
            "organisation": "Harbourside Library",
            "sector": Sector.objects.get(slug=sector),
            "region": Region.objects.get(slug="south-west"),
            "level": route,
        },
    )


def listed(member: Member, story: str, **facts: Any) -> Member:
    profile = MentorProfileFactory(member=member, story=story, **facts)
    profile.areas.set(KnowledgeArea.objects.all()[:2])
    profile.meeting_ways.set(MeetingWay.objects.filter(slug="video"))
    return member
