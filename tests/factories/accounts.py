"""People."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Member, RoleHolding
from accounts.roles import Role

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
    """A member who holds the role of administrator."""

    class Meta:
        skip_postgeneration_save = True

    is_staff = True

    @factory.post_generation
    def role(self, create: bool, _extracted: Any, **_kwargs: Any) -> None:
        if create:
            RoleHolding.objects.create(member=self, role=Role.ADMINISTRATOR)


class SafeguardingFactory(MemberFactory):
    """A member who holds the role of those who look after safety."""

    class Meta:
        skip_postgeneration_save = True

    is_staff = True

    @factory.post_generation
    def role(self, create: bool, _extracted: Any, **_kwargs: Any) -> None:
        if create:
            RoleHolding.objects.create(member=self, role=Role.SAFEGUARDING)
