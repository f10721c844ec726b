"""How many were trained, month by month."""

from collections import Counter
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from mentoring.models import TrainingCompletion
from mentoring.states import Kind
from staff.reports.choices import Choice
from staff.reports.drawings import bars
from staff.reports.funnel import BARS
from staff.reports.periods import steps_of
from staff.reports.report import Figure, Report
from staff.reports.tables import Table, shown, told

MONTHS_TOLD = 24
MEMBERS = {"region": "member__registrant__region", "sector": "member__registrant__sector"}


def training(choice: Choice, *, hides: bool) -> Report:
    """One statement. A route is nothing that a training has, and narrows nothing here."""
    table = by_month(choice, hides=hides)
    answer = in_words(table)
    rows = [(line.label, str(shown(line.cells[-1])), line.cells[-1:]) for line in table.lines]
    title = _("Training by month")
    return Report(
        answer=answer,
        figures=(Figure(_("Completed training"), answer, table, BARS, bars(title, answer, rows)),),
    )


def by_month(choice: Choice, *, hides: bool) -> Table:
    rows = TrainingCompletion.objects.standing().filter(
        choice.in_months("completed_on"), choice.of(**MEMBERS)
    )
    months = rows.annotate(month=TruncMonth("completed_on")).values_list("month", "kind")
    counted: Counter[tuple[date, str]] = Counter()
    for month, kind, n in months.annotate(n=Count("*")).order_by():
        counted[month, kind] += n
    steps = steps_of({month for month, _kind in counted}, MONTHS_TOLD)
    return Table(
        key="months",
        caption=_("Training completed, by kind"),
        head=[_("When"), *(str(label) for label in Kind.labels)],
        labels=[step.name for step in steps],
        counts=[
            [sum(n for (month, k), n in counted.items() if k == kind and month in step)
             for kind in Kind.values]
            for step in steps
        ],
        hides=hides,
    )  # fmt: skip


def in_words(table: Table) -> str:
    if not table.counts:
        return _("No training was completed in this period.")
    initial, refreshers, whole = (table.cell(-1, c) for c in (0, 1, -1))
    words = _(
        "%(whole)s completions: %(initial)s of initial training, %(refreshers)s of a refresher."
    )
    return told(words, whole=whole, initial=initial, refreshers=refreshers)
