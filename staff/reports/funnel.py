"""How far members come with mentoring on a route: from the enrolment to a completed pairing."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from registration.models import Enrolment
from registration.models.enrolment import STAGES
from staff.reports.choices import Choice
from staff.reports.drawings import bars
from staff.reports.report import Figure, Report
from staff.reports.tables import Table, shown, told

BARS = "components/bars.html"
ENROLMENTS = {"route": "route", "region": "region", "sector": "sector"}


def funnel(choice: Choice, *, hides: bool) -> Report:
    """Of the enrolments opened in the period, how many have come to each stage; one statement."""
    table = stages(choice, hides=hides)
    answer = in_words(table)
    rows = [(line.label, str(shown(line.cells[-1])), line.cells[-1:]) for line in table.lines]
    title = _("From enrolment to a completed pairing")
    return Report(
        answer=answer,
        figures=(
            Figure(_("How far they have come"), answer, table, BARS, bars(title, answer, rows)),
        ),
    )


def stages(choice: Choice, *, hides: bool) -> Table:
    opened = Enrolment.objects.filter(choice.within("opened_at"), choice.of(**ENROLMENTS))
    columns = {"enrolled": Count("*"), **{stage: Count(f"{stage}_at") for stage in STAGES}}
    words = choice.words["route"]
    counted = {words.newest(None): dict.fromkeys(columns, 0)}
    rows: Any = opened.values("route").annotate(**columns).order_by()
    for row in rows:
        of_route = counted.setdefault(words.newest(row["route"]), dict.fromkeys(columns, 0))
        for name in columns:
            of_route[name] += row[name]
    routes = words.ordered(key for key in counted if key)
    empty = counted[None]
    return Table(
        key="stages",
        caption=_("Enrolments by how far they have come, and by route"),
        head=[_("Stage"), *(words.name(route) for route in routes)],
        labels=[label for label, _name in labels()],
        counts=[[counted.get(route, empty)[name] for route in routes] for _label, name in labels()],
        hides=hides,
        adds_up=False,
    )


def labels() -> list[tuple[str, str]]:
    return [
        (_("Enrolled"), "enrolled"),
        (_("A mentor was proposed"), "asked"),
        (_("The mentor has accepted"), "agreed"),
        (_("A pairing has started"), "started"),
        (_("A pairing is completed"), "mentored"),
    ]


def in_words(table: Table) -> str:
    """The funnel in one sentence."""
    enrolled, asked, agreed, started, mentored = (line.cells[-1] for line in table.lines)
    if enrolled == 0:
        return _("Nobody has enrolled in this period.")
    words = _(
        "Of %(enrolled)s enrolments, %(asked)s have led to a proposal, %(agreed)s to a mentor’s "
        "yes, %(started)s to a pairing and %(mentored)s to a completed one."
    )
    return told(
        words, enrolled=enrolled, asked=asked, agreed=agreed, started=started, mentored=mentored
    )
