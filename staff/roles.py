"""Who holds which role, and giving one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Member, RoleHolding
from accounts.roles import Role
from registration.models import Region, Remit

SAYS = {
    Role.ADMINISTRATOR: _("Keeps the roll and the training, and gives roles. Handles no concerns."),
    Role.TRAINING_ADMINISTRATOR: _("Sees members, and records and corrects their training."),
    Role.REGIONAL_OFFICER: _(
        "Sees the members of their own networks and what these need, without e-mail addresses."
    ),
    Role.AUDITOR: _("Reads what the office reads, and changes nothing."),
    Role.SAFEGUARDING: _("Handles concerns, and sees nothing else."),
}


@dataclass(frozen=True)
class RoleHeld:
    """A role, what it is for, and everybody who holds it."""

    role: Role
    says: str
    holdings: list[RoleHolding]


def roles_held() -> list[RoleHeld]:
    """Every role in its order, those that nobody holds included."""
    holdings = list(
        RoleHolding.objects.select_related("member", "given_by")
        .prefetch_related("remits__region")
        .order_by("member__filed_as", "pk")
    )
    return [
        RoleHeld(role, str(SAYS[role]), [held for held in holdings if held.role == role])
        for role in Role
    ]


def give(member: Member, role: Role, regions: Iterable[Region], *, by: Member) -> bool:
    """Give the role, with its networks if it has any; false when all was so already."""
    if role == Role.REGIONAL_OFFICER:
        return Remit.objects.give(member, regions, by=by)
    return member.give_role(role, by=by)


def start(member: Member | None, role: str) -> dict[str, Any]:
    """What the empty form begins with; an officer's own networks are ticked."""
    if member is None:
        return {"role": role}
    regions = Remit.objects.regions_of(member)
    return {"member": member.email, "role": role, "regions": sorted(regions)}
