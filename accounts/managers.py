"""How members come to be."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.db import transaction

from accounts.roles import ROLES, Permission

if TYPE_CHECKING:
    from accounts.models import Member


class MemberManager(BaseUserManager["Member"]):
    """Members by e-mail address; every look-up by address takes any spelling of it."""

    @transaction.atomic
    def create_user(
        self,
        email: str,
        password: str | None = None,
        *,
        verified: bool = False,
        **fields: Any,
    ) -> "Member":
        """Make a member; `verified` also records that the address is proved.

        Without a proved address a member cannot sign in.
        """
        if not email:
            raise ValueError("A member needs an e-mail address.")
        member = self.model(email=email, **fields)
        member.set_password(password)
        member.save(using=self._db)
        if verified:
            self.verify_address(member)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        """Make a superuser, whose address counts as proved."""
        flags = {"is_staff": True, "is_superuser": True, "verified": True}
        return self.create_user(email, password, **fields, **flags)

    def who_may(self, permission: Permission, but: int = 0) -> "Sequence[Member]":
        """Everybody with an open account one of whose roles allows it, but one.

        Where no role does, the superusers, who may everything: somebody has to.
        """
        roles = [role for role, allowed in ROLES.items() if permission in allowed]
        people = self.filter(is_active=True).exclude(pk=but).order_by("pk")
        holders = people.filter(role_holdings__role__in=roles).distinct()
        return list(holders) or list(people.filter(is_superuser=True))

    def verify_address(self, member: "Member") -> None:
        """Record that the member's address is theirs, as a code sent to it would."""
        apps.get_model("account", "EmailAddress").objects.create(
            user=member, email=member.email, verified=True, primary=True
        )
