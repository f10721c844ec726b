"""Why proposals were declined, where a mentor has said so."""

from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext as _

from mentoring.models import Pairing
from mentoring.states import Counted, Reason, Status
from staff.reports.choices import Choice
from staff.reports.drawings import bars
from staff.reports.funnel import BARS
from staff.reports.levels import NOTED
from staff.reports.past import past
from staff.reports.report import Figure, Report
from staff.reports.tables import Table, shown, told
from staff.reports.vocabulary import Key


def declines(choice: Choice, *, hides: bool) -> Report:
    """One statement."""
    table = by_reason(choice, hides=hides)
    answer = in_words(table)
    rows = [(line.label, str(shown(line.cells[-1])), line.cells[-1:]) for line in table.lines]
    title = _("Why proposals were declined")
    return Report(
        answer=answer,
        figures=(Figure(_("By reason"), answer, table, BARS, bars(title, answer, rows)),),
    )


def by_reason(choice: Choice, *, hides: bool) -> Table:
    said_no = Pairing.objects.filter(choice.within("closed_at"), choice.of(**NOTED))
    cells, words = Counter[tuple[str, Key]](), choice.words["route"]
    counted = said_no.filter(status=Status.DECLINED).values_list("declined_for", "route")
    gone = past(choice, Counted.CLOSED, "reason", "route", status=Status.DECLINED)
    for reason, route, n in counted.annotate(n=Count("*")).order_by().union(gone, all=True):
        cells[reason, words.newest(route)] += n
    routes = words.ordered(route for _reason, route in cells)
    reasons = [*Reason.values, ""]
    return Table(
        key="reasons",
        caption=_("Proposals declined, by reason and route"),
        head=[_("Reason"), *(words.name(route) for route in routes)],
        labels=[*(str(label) for label in Reason.labels), _("No reason given")],
        counts=[[cells[reason, route] for route in routes] for reason in reasons],
        hides=hides,
    )


def in_words(table: Table) -> str:
    """How many, and the commonest reason that may be told."""
    whole = table.cell(-1, -1)
    if whole == 0:
        return _("No proposal was declined in this period.")
    given = [(line.cells[-1] or 0, line.label) for line in table.lines[:-1]]
    most, label = max(given, key=lambda each: each[0])
    if not most:
        return told(_("%(whole)s proposals were declined."), whole=whole)
    words = _("Of %(whole)s proposals declined, most often (%(most)d times) it was: %(reason)s.")
    return told(words, whole=whole, most=most, reason=label)
