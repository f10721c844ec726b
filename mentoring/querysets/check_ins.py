"""Sets of check-ins: one's own, and those in which somebody asks the office for help."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from accounts.roles import Permission
from mentoring.querysets.pairings import written_by
from mentoring.states import Feeling, Side
from registration.models import in_sight_of

if TYPE_CHECKING:
    from accounts.models import Member


SEE = Permission.SEE_HELP_WANTED


class CheckInQuerySet(models.QuerySet[Any]):
    """What was asked, and answered. A page of a member asks for their own alone."""

    def of(self, member: "Member") -> Self:
        """What was asked of this member, and of nobody else."""
        return self.filter(written_by(member))

    def help_wanted(self) -> Self:
        """Where somebody needs help, and the office has not yet dealt with it."""
        return self.filter(answer=Feeling.NEED_HELP, settled_at__isnull=True)

    def settled(self) -> Self:
        """Where somebody needed help, and the office has dealt with it."""
        return self.filter(~Q(settled_at=None))

    def in_sight_of(self, viewer: "Member") -> Self:
        """Those in which a member asks whom this person of the office works for."""
        return self.filter(
            Q(side=Side.MENTOR) & in_sight_of(viewer, "pairing__mentor", SEE)
            | Q(side=Side.MENTEE) & in_sight_of(viewer, "pairing__mentee", SEE)
        )

    def with_facts(self) -> Self:
        """What the office may know: the two people and the route."""
        return self.select_related(
            "pairing__mentor", "pairing__mentee", "pairing__enrolment__route", "settled_by"
        )
