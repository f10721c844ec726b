"""Awards of an old list: who holds which, since when."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from lib.refusals import NotAllowed
from mentoring.imports import reading
from mentoring.imports.kind import Kind, Written
from mentoring.imports.lines import Column, Finding, Line, Wrong
from mentoring.imports.reading import WHO
from mentoring.states import Verdict
from registration.models import Award, Registrant, Route
from registration.models.award import require_award_day

SAME = gettext_lazy("The same award of the same member as in row %(row)d.")


class Awards(Kind):
    """Adds awards. A date that the member has stated stays as they stated it."""

    columns = (
        *WHO,
        Column(
            "route", gettext_lazy("Award"), ("award", "level", "route", "letters"), is_required=True
        ),
        Column(
            "awarded_on",
            gettext_lazy("Date of the award"),
            ("date of the award", "awarded on", "awarded", "date"),
            is_required=True,
        ),
    )

    each_of = (("email", "membership_number"),)

    def __init__(self, *, by: Member, tells: bool = False) -> None:
        super().__init__(by=by, tells=tells)
        self.routes = reading.Terms(Route, _("awards"))

    def look_up(self, lines: list[Line]) -> None:
        self.people = reading.People(lines)
        awards = Award.objects.filter(member__in=self.people.members)
        self.held: dict[Any, Award] = {(each.member_id, each.route_id): each for each in awards}

    def find_one(self, line: Line) -> Finding:
        member = self.people.find(line)
        route = self.routes.find(line.get("route"), retired=True)
        day = reading.day(line.get("awarded_on"))
        try:
            require_award_day(day)
        except NotAllowed as no:
            raise Wrong(no) from no
        self.require_first("award", (member.pk, route.pk), line, str(SAME))
        if award := self.held.get((member.pk, route.pk)):
            return self._known(line, member, award, day)
        words = _("%(name)s: %(award)s, %(day)s.") % {
            "name": member.name,
            "award": route.name,
            "day": date_format(day, "j F Y"),
        }
        plan = {"member": member.pk, "route": route.pk, "awarded_on": day.isoformat()}
        return Finding(line.number, Verdict.NEW, words, plan)

    def _known(self, line: Line, member: Member, award: Award, day: date) -> Finding:
        if award.awarded_on != day:
            raise Wrong(
                _("%(name)s has this award on record with another date, %(day)s.")
                % {"name": member.name, "day": date_format(award.awarded_on, "j F Y")}
            )
        words = _("%(name)s has this award on record.") % {"name": member.name}
        return Finding(line.number, Verdict.SAME, words, {"award": award.pk})

    def write(self, findings: list[Finding]) -> Written:
        plans = [found.plan for found in findings]
        awards = Award.objects.enter(
            [(p["member"], p["route"], date.fromisoformat(p["awarded_on"])) for p in plans],
            by=self.by,
        )
        return [
            {"row": found.row, "award": award.pk, "awarded_on": found.plan["awarded_on"]}
            for found, award in zip(findings, awards, strict=True)
        ]

    def hold(self, written: Written) -> None:
        """Awards are changed under the lock of the member's record."""
        awards = Award.objects.filter(pk__in=[each["award"] for each in written])
        Registrant.objects.hold_all(set(awards.values_list("member_id", flat=True)))

    def held_back(self, written: Written) -> dict[int, str]:
        """Awards whose date the member has put right since. Those removed since are no matter."""
        now = Award.objects.in_bulk([each["award"] for each in written])
        return {
            each["row"]: _("The member has corrected it since.")
            for each in written
            if each["award"] in now
            and now[each["award"]].awarded_on.isoformat() != each["awarded_on"]
        }

    def take_back(self, written: Written) -> None:
        Award.objects.take_back([each["award"] for each in written], by=self.by)
