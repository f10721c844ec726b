"""Sets of check-ins: one's own, and those in which somebody asks the office for help."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from mentoring.querysets.pairings import written_by
from mentoring.states import Feeling

if TYPE_CHECKING:
    from accounts.models import Member


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

    def with_facts(self) -> Self:
        """What the office may know: the two people and the route."""
        return self.select_related(
            "pairing__mentor", "pairing__mentee", "pairing__enrolment__route", "settled_by"
        )
