"""Who mentors whom: levels and routes, their trend, and the sectors of both."""

from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext as _

from mentoring.models import Pairing
from mentoring.states import Counted
from staff.reports.choices import Choice
from staff.reports.drawings import bars
from staff.reports.levels import NOTED, Levels, legend, levels_drawn
from staff.reports.past import past
from staff.reports.periods import steps_of
from staff.reports.report import Figure, Report
from staff.reports.tables import Line, Share, Table, told
from staff.reports.vocabulary import Key


def who_mentors_whom(choice: Choice, *, hides: bool) -> Report:
    """Two statements: one for the levels and their trend, one for the sectors."""
    levels = Levels.of(choice)
    return Report(
        answer=levels.sentence(hides=hides),
        figures=(
            Figure(
                title=_("Levels and routes"),
                sentence=levels.sentence(hides=hides),
                table=levels.table(hides=hides),
                drawing="components/matrix.html",
                drawn=levels_drawn(levels, hides=hides),
                legend=legend(),
            ),
            trend(levels, hides=hides),
            by_sector(choice, hides=hides),
        ),
    )


def trend(levels: Levels, *, hides: bool) -> Figure:
    """The share across levels, step by step."""
    steps = steps_of({month for month, *_rest in levels.counted})
    counts = [[0, 0] for _step in steps]
    for (month, level, route), n in levels.counted.items():
        row = next(number for number, step in enumerate(steps) if month in step)
        counts[row][0 if levels.is_across(level, route) else 1] += n
    table = Table(
        key="trend",
        caption=_("Pairings started, across levels and others"),
        head=[_("When"), _("Across levels"), _("Others")],
        labels=[step.name for step in steps],
        counts=counts,
        hides=hides,
        share=_("Share across levels"),
        veiled=bool(levels.table(hides=hides).back & levels.marked),
    )
    title, words = _("The share across levels"), trend_in_words(table.lines)
    drawn = bars(title, words, [(line.label, line.said, [line.share]) for line in table.lines], 100)
    return Figure(title, words, table, "components/bars.html", drawn)


def trend_in_words(lines: list[Line]) -> str:
    """From the first step of which the share is known to the last."""
    known = [(line.label, line.said) for line in lines if line.share is not None]
    if not known:
        return _("There is nothing to compare yet.")
    (first, before), (last, now) = known[0], known[-1]
    if first == last:
        return _("%(first)s: %(before)s across levels.") % {"first": first, "before": before}
    words = _("From %(before)s in %(first)s to %(now)s in %(last)s.")
    return words % {
        "before": before,
        "first": first[0].lower() + first[1:],
        "now": now,
        "last": last[0].lower() + last[1:],
    }


def by_sector(choice: Choice, *, hides: bool) -> Figure:
    """The mentor's sector and the mentee's; one statement."""
    words, cells = choice.words["sector"], Counter[tuple[Key, Key]]()
    started = Pairing.objects.filter(choice.within("activated_at"), choice.of(**NOTED))
    found = started.values_list("mentor_sector", "mentee_sector").annotate(n=Count("*"))
    gone = past(choice, Counted.SECTORS, "mentor_sector", "mentee_sector")
    for mentor, mentee, n in found.order_by().union(gone, all=True):
        cells[words.newest(mentor), words.newest(mentee)] += n
    mentors, mentees = ({pair[side] for pair in cells} for side in (0, 1))
    down = [sector for sector in words.ordered(mentors) if sector in mentors]
    over = [sector for sector in words.ordered(mentees) if sector in mentees]
    table = Table(
        key="sectors",
        caption=_("Pairings started, by the mentor’s sector and the mentee’s"),
        head=[_("Mentor’s sector"), *(words.name(sector) for sector in over)],
        labels=[words.name(sector) for sector in down],
        counts=[[cells[mentor, mentee] for mentee in over] for mentor in down],
        hides=hides,
    )
    across = {
        (r, c)
        for r, mentor in enumerate(down)
        for c, mentee in enumerate(over)
        if mentor != mentee and None not in (mentor, mentee)
    }
    title, told = _("Sector by sector"), sectors_in_words(table, across)
    drawn = bars(
        title, told, [sector_drawn(table, down, c, sector) for c, sector in enumerate(over)]
    )
    signs = _("The long bar: all mentees of a sector. The short one: those with a mentor of it.")
    return Figure(title, told, table, "components/bars.html", drawn, signs)


def sectors_in_words(table: Table, across: set[tuple[int, int]]) -> str:
    share = Share.of(table, across)
    if share is None:
        return _("Too few pairings have started in this period for a share to be shown.")
    return share.said(
        _("%(part)d of %(whole)d pairings (%(share)s) are between two sectors."),
        _("About %(share)s of %(whole)d pairings are between two sectors."),
    )


def sector_drawn(
    table: Table, down: list[Key], column: int, sector: Key
) -> tuple[str, str, list[int | None]]:
    """Of the mentees of one sector: how many in all, and how many with a mentor of their own."""
    own = table.cell(down.index(sector), column) if sector in down else 0
    whole = table.cell(-1, column)
    value = told(_("%(own)s of %(whole)s"), whole=whole, own=own)
    return table.head[column + 1], value, [whole, own]
