"""Who holds which role in the office."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.roles import LABELS, Role
from lib.constraints import one_of


class RoleHoldingQuerySet(models.QuerySet["RoleHolding"]):
    def hold(self, role: Role) -> Self:
        """Who holds the role, locked until the transaction ends, always in one order."""
        return self.filter(role=role).select_for_update().order_by("pk")


class RoleHolding(models.Model):
    """A member holds a role. Written by `member.give_role`, removed by `member.take_role`;
    what came and went is told by history.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_holdings"
    )
    role = models.CharField(max_length=30, choices=[(role.value, LABELS[role]) for role in Role])
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "role"], name="a_member_holds_a_role_once"),
            one_of("a_role_is_a_known_one", "role", [role.value for role in Role]),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.member_id}"
