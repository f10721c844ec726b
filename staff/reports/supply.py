"""Supply and demand: places that are open now, against members who look for a mentor now."""

from collections import Counter
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Subquery, Sum
from django.utils.translation import gettext as _

from mentoring.models import MentorProfile, Pairing
from registration.models import Enrolment
from staff.reports.choices import Choice
from staff.reports.drawings import bars
from staff.reports.funnel import BARS, MEMBERS
from staff.reports.report import Figure, Report
from staff.reports.tables import Table, shown
from staff.reports.vocabulary import Key

Where = tuple[Key, Key]  # region and sector
OFFERED = {**MEMBERS, "route": "routes"}


def supply(choice: Choice, *, hides: bool) -> Report:
    """Two statements. It is of this moment, so that a period narrows nothing."""
    seekers, (places, once) = seekers_of(choice), places_of(choice)
    by_region = regions(choice, seekers, once, hides=hides)
    answer = in_words(by_region)
    title = _("Open places and members who look")
    rows = [
        (
            line.label,
            f"{shown(line.cells[1])} / {shown(line.cells[0])}",
            [line.cells[1], line.cells[0]],
        )
        for line in by_region.lines
    ]
    return Report(
        title=title,
        lead=_(
            "As it is now. A place is open to each route that its mentor is willing to mentor, so "
            "that places of the routes cannot be added up."
        ),
        answer=answer,
        figures=(
            Figure(
                _("By region"), answer, by_region, BARS, bars(title, answer, rows),
                _("The upper bar: open places. The lower: members who look for a mentor."),
            ),
            everywhere(choice, seekers, places, hides=hides),
        ),
    )  # fmt: skip


def seekers_of(choice: Choice) -> Counter[tuple[Where, Key]]:
    """Open enrolments without an active pairing, by where the member works and by route."""
    active = Pairing.objects.active().filter(enrolment=OuterRef("pk"))
    looking = Enrolment.objects.open().filter(~Exists(active), member__is_active=True)
    rows = looking.filter(choice.of(**MEMBERS)).values_list(
        MEMBERS["region"], MEMBERS["sector"], "route"
    )
    found: Counter[tuple[Where, Key]] = Counter()
    for region, sector, route, n in rows.annotate(n=Count("*")).order_by():
        found[newest(choice, region, sector), choice.words["route"].newest(route)] += n
    return found


def places_of(choice: Choice) -> tuple[Counter[tuple[Where, Key]], Counter[Where]]:
    """Open places by where the mentor works, for each route that they offer; and each once.

    A mentor of three routes is found three times; their places, a third each time, are theirs.
    """
    offered: Any = MentorProfile.routes.through.objects.filter(mentorprofile=OuterRef("pk"))
    number = offered.order_by().values("mentorprofile").annotate(n=Count("*")).values("n")
    rows = (
        MentorProfile.objects.proposable()
        .filter(choice.of(**OFFERED))
        .annotate(offered=Subquery(number, output_field=IntegerField()))
        .values_list(MEMBERS["region"], MEMBERS["sector"], "routes", "offered")
        .annotate(n=Sum(F("capacity") - F("places_taken")))
    )
    places, times = Counter[tuple[Where, Key]](), Counter[tuple[Where, int]]()
    for region, sector, route, routes, n in rows.order_by():
        where = newest(choice, region, sector)
        places[where, choice.words["route"].newest(route)] += n
        times[where, 1 if "route" in choice.keys else routes or 1] += n
    once = Counter[Where]()
    for (where, routes), n in times.items():
        once[where] += n // routes
    return places, once


def newest(choice: Choice, region: Key, sector: Key) -> Where:
    return choice.words["region"].newest(region), choice.words["sector"].newest(sector)


def regions(
    choice: Choice, seekers: Counter[tuple[Where, Key]], once: Counter[Where], *, hides: bool
) -> Table:
    looking, open_places = Counter[Key](), Counter[Key]()
    for ((region, _sector), _route), n in seekers.items():
        looking[region] += n
    for (region, _sector), n in once.items():
        open_places[region] += n
    words = choice.words["region"]
    found = {*looking, *open_places}
    rows = [region for region in words.ordered(found) if region in found]
    return Table(
        key="regions",
        caption=_("Members who look for a mentor, and open places, by region"),
        head=[_("Region"), _("Looking"), _("Open places")],
        labels=[words.name(region) for region in rows],
        counts=[[looking[region], open_places[region]] for region in rows],
        hides=hides,
        sums=False,
    )


def everywhere(
    choice: Choice,
    seekers: Counter[tuple[Where, Key]],
    places: Counter[tuple[Where, Key]],
    *,
    hides: bool,
) -> Figure:
    """Region by sector by route: where there is anybody or any place."""
    words = choice.words["route"]
    keys = {where for where, _route in (*seekers, *places)}
    routes = words.ordered(route for _where, route in (*seekers, *places) if route)
    rows = sorted(keys, key=lambda where: order_of(choice, where))
    names = [words.name(route) for route in routes]
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
            [
                *(seekers[where, route] for route in routes),
                *(places[where, route] for route in routes),
            ]
            for where in rows
        ],
        hides=hides,
        sums=False,
    )
    bare = sum(any(row[: len(routes)]) and not any(row[len(routes) :]) for row in table.counts)
    said = _("Somebody looks in %(all)d pairs of region and sector; in %(bare)d no place is open.")
    looked_in = sum(any(row[: len(routes)]) for row in table.counts)
    sentence = said % {"all": looked_in, "bare": bare}
    return Figure(_("By region, sector and route"), sentence, table)


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
    return words % {"looking": shown(looking), "places": shown(places)}
