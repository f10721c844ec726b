"""Who is looking: their level, for sameness only, and the routes they work towards."""

from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from accounts.models import Member
from registration.models import EnrolmentStatus


@dataclass(frozen=True)
class Seeker:
    """What the directory knows of the member who looks."""

    member: int
    level: int | None
    routes: list[str]

    @classmethod
    def of(cls, member: Member) -> "Seeker":
        """Read in one query."""
        is_open = Q(enrolments__status=EnrolmentStatus.OPEN)
        rows = (
            Member.objects.filter(pk=member.pk)
            .annotate(underway=FilteredRelation("enrolments", condition=is_open))
            .order_by("underway__opened_at")
            .values_list("registrant__level", "underway__route__name")
        )
        found = list(rows)
        return cls(member.pk, found[0][0], [route for _level, route in found if route])
