"""Sets of aims and steps, in the words of the domain."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from accounts.models import Member


class PlanQuerySet(models.QuerySet[Any]):
    """Aims or steps. A page asks for those of one pairing of the member alone."""

    def visible_to(self, member: "Member") -> Self:
        """Those of the two people themselves, and nobody else's."""
        return self.filter(Q(pairing__mentor=member) | Q(pairing__mentee=member))

    def standing(self) -> Self:
        """Not taken away."""
        return self.filter(removed_at__isnull=True)

    def undone(self) -> Self:
        """Steps that nobody has ticked."""
        return self.filter(done_at__isnull=True)

    def by_month(self) -> Self:
        """Steps as they come: those with a month first, then as they were added."""
        return self.order_by(F("month").asc(nulls_last=True), "pk")
