"""Supply and demand: places that are open now, against members who look for a mentor now."""

from collections import Counter
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import Member
from mentoring.models import Pairing
from registration.models import Enrolment
from staff.reports.choices import Choice
from staff.reports.drawings import bars
from staff.reports.funnel import BARS, ENROLMENTS
from staff.reports.mentors import Mentors
from staff.reports.report import Figure, Report
from staff.reports.tables import Table, shown, told
from staff.reports.vocabulary import Key

Where = tuple[Key, Key]  # region and sector
Cells = Counter[tuple[Where, Key]]  # and route


class Places(NamedTuple):
    """Open places for each route that their mentors offer; and by region, each once."""

    of_route: Cells
    once: Counter[Key]


def supply(choice: Choice, *, hides: bool) -> Report:
    """Two statements. It is of this moment, so that a period narrows nothing."""
    seekers, places = seekers_of(choice), places_of(choice)
    by_region = regions(choice, seekers, places.once, hides=hides)
    answer = in_words(by_region)
    return Report(
        answer=answer,
        figures=(
            regions_drawn(by_region, answer),
            everywhere(choice, seekers, places.of_route, hides=hides),
        ),
    )


def regions_drawn(table: Table, answer: str) -> Figure:
    rows: list[tuple[str, str, list[int | None]]] = []
    for line in table.lines:
        looking, places = line.cells
        rows.append((line.label, f"{shown(places)} / {shown(looking)}", [places, looking]))
    return Figure(
        title=_("By region"),
        sentence=answer,
        table=table,
        drawing=BARS,
        drawn=bars(_("Open places and members who look"), answer, rows),
        legend=_("The upper bar: open places. The lower: members who look for a mentor."),
    )


def seekers_of(choice: Choice) -> Cells:
    """Open enrolments without an active pairing, by where the member works and by route."""
    active = Pairing.objects.active().filter(enrolment=OuterRef("pk"))
    closed = Member.objects.filter(pk=OuterRef("member"), is_active=False)
    looking = Enrolment.objects.open().filter(~Exists(active), ~Exists(closed))
    rows = looking.filter(choice.of(**ENROLMENTS)).values_list(*ENROLMENTS)
    found, newest = Cells(), {kind: words.newest for kind, words in choice.words.items()}
    for route, region, sector, n in rows.annotate(n=Count("*")).order_by():
        where = newest["region"](region), newest["sector"](sector)
        found[where, newest["route"](route)] += n
    return found


def places_of(choice: Choice) -> Places:
    """Open places by where their mentors work, from the sets of the directory."""
    mentors, found = Mentors.of(choice), Places(Cells(), Counter())
    regions, sectors = mentors.by("region"), mentors.by("sector")
    for free, whose in mentors.by_places_free().items():
        for region, working in regions.items():
            there = whose & working
            found.once[region] += free * len(there)
            for sector, of_sector in sectors.items() if there else ():
                here = there & of_sector
                for route, number in mentors.offering(here).items() if here else ():
                    found.of_route[(region, sector), route] += free * number
    return Places(+found.of_route, +found.once)


def regions(choice: Choice, seekers: Cells, once: Counter[Key], *, hides: bool) -> Table:
    looking = Counter[Key]()
    for ((region, _sector), _route), n in seekers.items():
        looking[region] += n
    words = choice.words["region"]
    found = {*looking, *once}
    rows = [region for region in words.ordered(found) if region in found]
    return Table(
        key="regions",
        caption=_("Members who look for a mentor, and open places, by region"),
        head=[_("Region"), _("Looking"), _("Open places")],
        labels=[words.name(region) for region in rows],
        counts=[[looking[region], once[region]] for region in rows],
        hides=hides,
        sums=False,
    )


def everywhere(choice: Choice, seekers: Cells, places: Cells, *, hides: bool) -> Figure:
    """Region by sector by route: where there is anybody or any place."""
    words, found = choice.words["route"], {*seekers, *places}
    routes = words.ordered(route for _where, route in found if route)
    names = [words.name(route) for route in routes]
    rows = sorted({where for where, _route in found}, key=lambda where: order_of(choice, where))
    table = Table(
        key="everywhere",
        caption=_("Members who look, and open places, by region, sector and route"),
        head=[
            _("Region and sector"),
            *(_("%(route)s: looking") % {"route": name} for name in names),
            *(_("%(route)s: places") % {"route": name} for name in names),
        ],
        labels=[where_in_words(choice, where) for where in rows],
        counts=[
            [cells[where, route] for cells in (seekers, places) for route in routes]
            for where in rows
        ],
        hides=hides,
        sums=False,
    )
    return Figure(_("By region, sector and route"), bare_in_words(table, len(routes)), table)


def bare_in_words(table: Table, routes: int) -> str:
    """In how many rows somebody looks, and in how many of them no place is open."""
    looked_in = [row[routes:] for row in table.counts if any(row[:routes])]
    bare = sum(not any(places) for places in looked_in)
    said = _("Somebody looks in %(all)d pairs of region and sector; in %(bare)d no place is open.")
    return said % {"all": len(looked_in), "bare": bare}


def order_of(choice: Choice, where: Where) -> tuple[Any, ...]:
    """The usual order of the regions, and in each that of the sectors; what is not said last."""
    kinds = (choice.words["region"], choice.words["sector"])
    return tuple(
        (key is None, words.position(key)) for key, words in zip(where, kinds, strict=True)
    )


def where_in_words(choice: Choice, where: Where) -> str:
    region, sector = where
    names = {
        "region": choice.words["region"].name(region),
        "sector": choice.words["sector"].name(sector),
    }
    return _("%(region)s: %(sector)s") % names


def in_words(table: Table) -> str:
    """How many look, how many places are open, and where most wait for one."""
    looking, places = (table.cell(-1, column) for column in (0, 1))
    words = _("%(looking)s members look for a mentor, and %(places)s places are open.")
    return told(words, looking=looking, places=places)
