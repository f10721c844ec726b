"""For which networks a regional officer works, and whom they see by it."""

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Member, RoleHolding
from accounts.roles import Permission, Role
from accounts.tasks import tell_of_role
from history.models import Event
from lib.refusals import NotAllowed
from registration.models.vocabulary import Region


def in_sight_of(
    viewer: Member, whose: str = "", permission: Permission = Permission.SEE_MEMBERS
) -> Q:
    """The rows whose member `viewer` may see by `permission`; none when they may not at all.

    Everybody's, unless the permission is theirs for some networks alone. A network that was
    merged into one of theirs belongs to it.

    Args:
        whose: how the rows name the member: `Enrolment.objects.filter(in_sight_of(roz, "member"))`;
            empty for members themselves.
    """
    region = f"{whose}__registrant__region" if whose else "registrant__region"
    return noted_in_sight_of(viewer, region, permission)


def noted_in_sight_of(
    viewer: Member, region: str, permission: Permission = Permission.SEE_MEMBERS
) -> Q:
    """The same, of rows that note a region in this column, and lead to no member."""
    if viewer.may_everywhere(permission):
        return Q()
    if not viewer.may(permission):
        return Q(pk__in=[])
    theirs = Region.objects.filter(
        Q(remits__holding__member=viewer) | Q(replaced_by__remits__holding__member=viewer)
    )
    return Q(**{f"{region}__in": theirs})


class RemitManager(models.Manager["Remit"]):
    def regions_of(self, officer: Member) -> frozenset[int]:
        """The keys of the networks that are theirs."""
        mine = self.filter(holding__member=officer)
        return frozenset(mine.values_list("region_id", flat=True))

    @transaction.atomic
    def give(self, officer: Member, regions: Iterable[Region], *, by: Member | None) -> bool:
        """Make `officer` a regional officer for these networks and no others.

        False, with nothing written, when they were so already.

        Writes:
            The role, when it is new; the networks; `role.given` or `role.changed`; a letter.

        Raises:
            NotAllowed: no network is named, or `give_role` refuses.
        """
        keys = sorted({region.pk for region in regions})
        if not keys:
            raise NotAllowed(_("Choose at least one network."))
        role = Role.REGIONAL_OFFICER
        is_new = officer.give_role(role, by=by, regions=keys)
        held = self.regions_of(officer)
        if not is_new and held == set(keys):
            return False
        holding = RoleHolding.objects.get(member=officer, role=role)
        self.filter(holding=holding).exclude(region__in=keys).delete()
        self.bulk_create(Remit(holding=holding, region_id=key) for key in set(keys) - held)
        if not is_new:
            changed = Event.objects.record(
                "role.changed", by=by, on=officer, role=str(role), regions=keys
            )
            tell_of_role.enqueue(changed.pk)
        return True


class Remit(models.Model):
    """One network for which a regional officer works. Gone with the role."""

    holding = models.ForeignKey(RoleHolding, on_delete=models.CASCADE, related_name="remits")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="remits")

    objects = RemitManager()

    class Meta:
        verbose_name = _("network of a regional officer")
        verbose_name_plural = _("networks of regional officers")
        constraints = [
            models.UniqueConstraint(
                fields=["holding", "region"], name="an_officer_has_a_network_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holding_id} {self.region_id}"
