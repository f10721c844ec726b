"""Routes, terms and enrolments."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from accounts.models import Member
from registration import models
from tests.factories.accounts import MemberFactory, RegionalOfficerFactory, RoleHoldingFactory

LONG_AGO = datetime(2024, 3, 1, 9, tzinfo=UTC)


class TermFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Term {n}")
    slug = factory.Sequence(lambda n: f"term-{n}")

    class Meta:
        abstract = True


class SectorFactory(TermFactory):
    class Meta:
        model = models.Sector


class OrganisationKindFactory(TermFactory):
    class Meta:
        model = models.OrganisationKind


class RegionFactory(TermFactory):
    class Meta:
        model = models.Region


class KnowledgeAreaFactory(TermFactory):
    class Meta:
        model = models.KnowledgeArea


class MeetingWayFactory(TermFactory):
    class Meta:
        model = models.MeetingWay


class LanguageFactory(TermFactory):
    code = factory.Sequence(lambda n: f"x-{n}")

    class Meta:
        model = models.Language


class RouteFactory(TermFactory):
    post_nominals = "XCLIP"

    class Meta:
        model = models.Route


class RegistrantFactory(DjangoModelFactory):
    member = factory.SubFactory(MemberFactory)
    job_title = "Librarian"
    organisation = "Harbourside Library"

    class Meta:
        model = models.Registrant


class AwardFactory(DjangoModelFactory):
    member = factory.SubFactory(MemberFactory)
    route = factory.SubFactory(RouteFactory)
    awarded_on = date(2020, 6, 1)

    class Meta:
        model = models.Award


class EnrolmentFactory(DjangoModelFactory):
    member = factory.SubFactory(MemberFactory)
    route = factory.SubFactory(RouteFactory)
    opened_at = LONG_AGO
    region = factory.LazyAttribute(lambda enrolment: work_of(enrolment.member).region)
    sector = factory.LazyAttribute(lambda enrolment: work_of(enrolment.member).sector)

    class Meta:
        model = models.Enrolment


def work_of(member: Member) -> models.Registrant:
    """Where they work, as an enrolment is told when it is opened."""
    return models.Registrant.objects.of(member)


class RemitFactory(DjangoModelFactory):
    class Meta:
        model = models.Remit

    holding = factory.SubFactory(RoleHoldingFactory, role="regional_officer")
    region = factory.SubFactory(RegionFactory)


def officer_of(*regions: models.Region) -> Member:
    """A regional officer for these networks."""
    officer = RegionalOfficerFactory()
    for region in regions:
        RemitFactory(holding=officer.role_holdings.get(), region=region)
    return officer
