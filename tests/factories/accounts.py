"""People."""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import DataCopy, Erasure, Member, RoleHolding
from accounts.roles import Role
from history.models import Look, Page

PASSWORD = "a long enough sentence"


class MemberFactory(DjangoModelFactory):
    """A member whose address is verified, so that they can sign in with PASSWORD."""

    class Meta:
        model = Member

    name = factory.Sequence(lambda n: f"Member {n:04}")
    email = factory.Sequence(lambda n: f"member-{n}@example.org")
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[Member], *args: Any, **kwargs: Any) -> Member:
        if kwargs.get("is_superuser"):
            kwargs["is_staff"] = True
        return model_class.objects.create_user(*args, **{"verified": True, **kwargs})


class RoleHoldingFactory(DjangoModelFactory):
    """A role, held by a member of the office."""

    class Meta:
        model = RoleHolding

    member = factory.SubFactory(MemberFactory, is_staff=True)
    role = Role.ADMINISTRATOR


class AdministratorFactory(MemberFactory):
    """A member who holds a role of the office: that of administrator, unless told."""

    is_staff = True
    role = Role.ADMINISTRATOR

    @classmethod
    def _create(cls, model_class: type[Member], *args: Any, **kwargs: Any) -> Member:
        role = kwargs.pop("role")
        member = super()._create(model_class, *args, **kwargs)
        RoleHolding.objects.create(member=member, role=role)
        return member


class LookFactory(DjangoModelFactory):
    """Somebody of the office has looked at the record of a member."""

    class Meta:
        model = Look

    viewer = factory.SubFactory(AdministratorFactory)
    whose = factory.SubFactory(MemberFactory)
    page = Page.DETAILS
    at = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
    hour = datetime(2026, 3, 2, 12, tzinfo=UTC)


class TrainingAdministratorFactory(AdministratorFactory):
    role = Role.TRAINING_ADMINISTRATOR


class RegionalOfficerFactory(AdministratorFactory):
    """Without a network, until RemitFactory gives one: `officer_of(region)` does both."""

    role = Role.REGIONAL_OFFICER


class AuditorFactory(AdministratorFactory):
    role = Role.AUDITOR


class SafeguardingFactory(AdministratorFactory):
    role = Role.SAFEGUARDING


class ErasureFactory(DjangoModelFactory):
    """A member who has asked to be erased."""

    class Meta:
        model = Erasure

    member = factory.SubFactory(MemberFactory)
    asked_at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    due_at = datetime(2026, 3, 9, 12, tzinfo=UTC)


class DataCopyFactory(DjangoModelFactory):
    """A copy that a member has asked for, and that is not made yet."""

    class Meta:
        model = DataCopy

    member = factory.SubFactory(MemberFactory)
    asked_at = datetime(2026, 3, 2, 12, tzinfo=UTC)
