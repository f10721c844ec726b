"""Each report, of any history and for any choice, is what one finds who goes through all rows."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings

from mentoring.directory.sets import current
from mentoring.models import MentorProfile, Pairing, TrainingCompletion
from registration.models import Enrolment, Registrant
from staff.forms.reports import ReportForm
from staff.reports.all import REPORTS
from staff.reports.choices import Choice
from staff.reports.tables import Table
from tests.constraints import rolled_back
from tests.staff.reports.histories import CHOICES, STORIES, Story, move_everybody

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
Cells = Counter[tuple[str, str]]
Asked = dict[str, str]


def shown(report: str, table: str, choice: Choice) -> Cells:
    """What the table shows, by the words of row and column, without those of none."""
    found: Table | None = REPORTS[report].answer(choice, hides=False).table(table)
    assert found
    cells = Cells()
    for line in found.lines:
        for name, n in zip(found.head[1:], line.cells, strict=False):
            cells[line.label, name] = n or 0
    return +cells


def lies_in(asked: Asked, moment: datetime | None) -> bool:
    """Whether a moment lies in the months asked for, where the scheme is."""
    if moment is None:
        return False
    month = f"{moment.astimezone(LONDON):%Y-%m}"
    return asked["since"] <= month and (not asked["until"] or month <= asked["until"])


def name_of(term: Any) -> str:
    """The name of a term, or of what has replaced it."""
    return str(term.latest) if term else "Not said"


def is_of(asked: Asked, **terms: Any) -> bool:
    return all(not asked[kind] or (t and t.latest.slug == asked[kind]) for kind, t in terms.items())


def works(member: Any) -> dict[str, Any]:
    return {"region": member.registrant.region, "sector": member.registrant.sector}


worked: dict[int, dict[str, Any]] = {}  # where members worked while their stories were played


def remember() -> None:
    worked.clear()
    worked.update({r.member_id: works(r.member) for r in Registrant.objects.all()})


def place_of_enrolment(enrolment: Enrolment) -> dict[str, Any]:
    """With its member while it is open; then where they worked last."""
    member = enrolment.member
    return works(member) if enrolment.status == "open" else worked[member.pk]


# One after the other -------------------------------------------------------------------


def levels(asked: Asked) -> Iterator[tuple[str, str]]:
    for p in Pairing.objects.all():
        noted = {"route": p.route, "region": p.mentee_region, "sector": p.mentee_sector}
        if lies_in(asked, p.activated_at) and is_of(asked, **noted):
            yield str(p.mentor_level or "No level yet"), str(p.route)


def sectors(asked: Asked) -> Iterator[tuple[str, str]]:
    for p in Pairing.objects.all():
        noted = {"route": p.route, "region": p.mentee_region, "sector": p.mentee_sector}
        if lies_in(asked, p.activated_at) and is_of(asked, **noted):
            yield name_of(p.mentor_sector), name_of(p.mentee_sector)


def opened(asked: Asked) -> Iterator[Enrolment]:
    for e in Enrolment.objects.all():
        if lies_in(asked, e.opened_at) and is_of(asked, route=e.route, **place_of_enrolment(e)):
            yield e


def stages(asked: Asked) -> Iterator[tuple[str, str]]:
    for e in opened(asked):
        pairings = e.pairings.all()
        yield "Enrolled", str(e.route)
        for label, come_so_far in (
            ("A mentor was proposed", list(pairings)),
            ("The mentor has accepted", [p for p in pairings if p.mentor_accepted_at]),
            ("A pairing has started", [p for p in pairings if p.activated_at]),
            ("A pairing is completed", [p for p in pairings if p.status == "completed"]),
        ):
            if come_so_far:
                yield label, str(e.route)


def wait(earlier: datetime, later: datetime | None, none: str) -> str:
    if later is None:
        return none
    days = (later - earlier).total_seconds() / 86_400
    names = {1: "Under a day", 3: "1 to 2 days", 7: "3 to 6 days", 14: "7 to 13 days"}
    names |= {30: "14 to 29 days", 90: "30 to 89 days"}
    return next((name for bound, name in names.items() if days < bound), "90 days and more")


def replies(asked: Asked) -> Iterator[tuple[str, str]]:
    for p in Pairing.objects.all():
        route = p.enrolment.route
        if lies_in(asked, p.proposed_at) and is_of(asked, route=route, **worked[p.mentee_id]):
            words = [m.sent_at for m in p.messages.filter(side="mentor")]
            answers = [p.mentor_accepted_at, p.talking_since, *words]
            if p.status == "declined":
                answers.append(p.closed_at)
            first = min((at for at in answers if at), default=None)
            yield wait(p.proposed_at, first, "No word until now"), str(route)


def matches(asked: Asked) -> Iterator[tuple[str, str]]:
    for e in opened(asked):
        starts = [p.activated_at for p in e.pairings.all() if p.activated_at]
        yield wait(e.opened_at, min(starts, default=None), "No pairing until now"), str(e.route)


def reasons(asked: Asked) -> Iterator[tuple[str, str]]:
    for p in Pairing.objects.filter(status="declined"):
        route = p.enrolment.route
        if lies_in(asked, p.closed_at) and is_of(asked, route=route, **worked[p.mentee_id]):
            yield p.get_declined_for_display() or "No reason given", str(route)


def regions(asked: Asked) -> Iterator[tuple[str, str]]:
    for e in Enrolment.objects.filter(status="open"):
        looks = not e.pairings.filter(status="active").exists()
        if looks and is_of(asked, route=e.route, **works(e.member)):
            yield name_of(e.member.registrant.region), "Looking"
    for profile in here(asked):
        region = name_of(profile.member.registrant.region)
        yield from [(region, "Open places")] * (profile.capacity - taken_of(profile))


def offering(asked: Asked) -> Iterator[MentorProfile]:
    for profile in MentorProfile.objects.all():
        offers = {route.slug for route in profile.routes.all()}
        of_route = not asked["route"] or asked["route"] in offers
        if of_route and is_of(asked, **works(profile.member)):
            yield profile


def here(asked: Asked) -> list[MentorProfile]:
    return [profile for profile in offering(asked) if not profile.is_away()]


def taken_of(profile: MentorProfile) -> int:
    return Pairing.objects.filter(mentor=profile.member, slot__isnull=False).count()


def everywhere(asked: Asked) -> Iterator[tuple[str, str]]:
    for e in Enrolment.objects.filter(status="open"):
        looks = not e.pairings.filter(status="active").exists()
        if looks and is_of(asked, route=e.route, **works(e.member)):
            yield place_of(e.member), f"{e.route}: looking"
    for profile in here(asked):
        for route in profile.routes.all():
            if not asked["route"] or route.latest.slug == asked["route"]:
                cell = (place_of(profile.member), f"{route.latest}: places")
                yield from [cell] * (profile.capacity - taken_of(profile))


def place_of(member: Any) -> str:
    return ": ".join(map(name_of, works(member).values()))


def places(asked: Asked) -> Iterator[tuple[str, str]]:
    for profile in offering(asked):
        region = name_of(profile.member.registrant.region)
        yield from [(region, "Taken")] * taken_of(profile)
        yield from [(region, "Free")] * (profile.capacity - taken_of(profile))


def months(asked: Asked) -> Iterator[tuple[str, str]]:
    for t in TrainingCompletion.objects.all():
        month = f"{t.completed_on:%Y-%m}"
        lies = asked["since"] <= month and (not asked["until"] or month <= asked["until"])
        if lies and is_of({**asked, "route": ""}, **works(t.member)):
            yield f"{t.completed_on:%B %Y}", t.get_kind_display()


COUNTED: dict[tuple[str, str], Callable[[Asked], Iterator[tuple[str, str]]]] = {
    ("who-mentors-whom", "levels"): levels,
    ("who-mentors-whom", "sectors"): sectors,
    ("funnel", "stages"): stages,
    ("waits", "replies"): replies,
    ("waits", "matches"): matches,
    ("declines", "reasons"): reasons,
    ("supply", "regions"): regions,
    ("supply", "everywhere"): everywhere,
    ("load", "places"): places,
    ("training", "months"): months,
}


@settings(
    max_examples=int(os.environ.get("REPORT_EXAMPLES", "10")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(stories=STORIES, asked=CHOICES)
def test_every_report_is_what_one_counts_by_hand(stories: list[Story], asked: Asked) -> None:
    current.forget()  # what was rolled back is no news
    with rolled_back():
        for story in stories:
            story.play()
        remember()
        compare(asked)
        move_everybody()
        compare(asked)


def compare(asked: Asked) -> None:
    query = QueryDict(mutable=True)
    query.update(asked)
    choice = ReportForm(query).choice()
    for (report, table), count in COUNTED.items():
        assert (report, table, shown(report, table, choice)) == (report, table, Cells(count(asked)))
