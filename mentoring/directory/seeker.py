"""Who is looking: their level, for sameness only, and the routes they work towards."""

from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from accounts.models import Member
from mentoring.directory.prepared import among, rows_of
from registration.models import EnrolmentStatus


@dataclass(frozen=True)
class Seeker:
    """What the directory knows of the member who looks."""

    member: int
    level: int | None
    routes: list[str]

    @classmethod
    def of(cls, member: Member) -> "Seeker":
        """Read in one query: a row for each open enrolment, or one row without."""
        rows = sorted(rows_of(_members, among(f"{Member._meta.db_table}.id", [member.pk])))
        return cls(member.pk, rows[0][-1], [route for _position, route, _level in rows if route])


def _members() -> "QuerySet[Any, Any]":
    is_open = Q(enrolments__status=EnrolmentStatus.OPEN)
    return (
        Member.objects.order_by()
        .annotate(underway=FilteredRelation("enrolments", condition=is_open))
        .values_list("underway__route__position", "underway__route__name", "registrant__level")
    )
