"""Capacity and load: how many places mentors offer, and how many of them are taken."""

from collections import Counter

from django.utils.translation import gettext as _

from staff.reports.choices import Choice
from staff.reports.drawings import bars
from staff.reports.funnel import BARS
from staff.reports.mentors import Mentors
from staff.reports.report import Figure, Report
from staff.reports.tables import Share, Table, shown
from staff.reports.vocabulary import Key

MANY = 5
Held = Counter[tuple[Key, int, int]]  # region, capacity, places taken


def load(choice: Choice, *, hides: bool) -> Report:
    """One statement. It is of this moment, so that a period narrows nothing."""
    mentors = counted(choice)
    places, mentees = by_region(choice, mentors, hides=hides), by_mentees(mentors, hides=hides)
    answer = in_words(places)
    title = _("Places and how many are taken")
    regions = [(line.label, line.said, [line.share]) for line in places.lines]
    lengths = [(line.label, str(shown(line.cells[-1])), line.cells[-1:]) for line in mentees.lines]
    return Report(
        answer=answer,
        figures=(
            Figure(_("Places by region"), answer, places, BARS, bars(title, answer, regions, 100)),
            Figure(
                _("Mentees at once"), mentees_in_words(mentees), mentees, BARS,
                bars(_("Mentees at once"), mentees_in_words(mentees), lengths),
            ),
        ),
    )  # fmt: skip


def counted(choice: Choice) -> Held:
    """Listed mentors by region, capacity and places taken."""
    mentors, found = Mentors.of(choice), Held()
    for region, working in mentors.by("region").items():
        for capacity, taken, whose in mentors.by_places(mentors.listed & working):
            found[region, capacity, taken] = len(whose)
    return found


def by_region(choice: Choice, mentors: Held, *, hides: bool) -> Table:
    """Whoever has lowered their capacity meanwhile has no place left, and not fewer."""
    words, taken, left = choice.words["region"], Counter[Key](), Counter[Key]()
    for (region, capacity, used), n in mentors.items():
        taken[region] += n * used
        left[region] += n * max(0, capacity - used)
    found = {region for region, _capacity, _used in mentors}
    rows = [region for region in words.ordered(found) if region in found]
    return Table(
        key="places",
        caption=_("Places of listed mentors, by region"),
        head=[_("Region"), _("Taken"), _("Free")],
        labels=[words.name(region) for region in rows],
        counts=[[taken[region], left[region]] for region in rows],
        hides=hides,
        share=_("Share taken"),
    )


def by_mentees(mentors: Held, *, hides: bool) -> Table:
    cells = Counter[tuple[int, bool]]()
    for (_region, capacity, used), n in mentors.items():
        cells[min(used, MANY), used >= capacity] += n
    names = [str(number) for number in range(MANY)]
    return Table(
        key="mentees",
        caption=_("Listed mentors by how many places are taken"),
        head=[_("Places taken"), _("Has a place left"), _("Has none left")],
        labels=[*names, _("%(number)d or more") % {"number": MANY}],
        counts=[[cells[number, full] for full in (False, True)] for number in range(MANY + 1)],
        hides=hides,
    )


def in_words(table: Table) -> str:
    share = Share.of(table, {(row, 0) for row in range(len(table.counts))})
    if share is None:
        return _("There are too few places to say.")
    return share.said(
        _("%(part)d of %(whole)d places (%(share)s) are taken."),
        _("About %(share)s of %(whole)d places are taken."),
    )


def mentees_in_words(table: Table) -> str:
    share = Share.of(table, {(0, 0), (0, 1)})
    if share is None:
        return _("There are too few mentors to say.")
    return share.said(
        _("%(part)d of %(whole)d listed mentors (%(share)s) have nobody at the moment."),
        _("About %(share)s of %(whole)d listed mentors have nobody at the moment."),
    )
