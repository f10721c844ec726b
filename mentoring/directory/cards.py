"""The mentors of one page, as the list shows them: one query, no model instances."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from pyroaring import BitMap

from lib.templatetags.look import avatar_colour
from lib.text import initials
from mentoring.directory import clocks
from mentoring.directory.prepared import rows_among
from mentoring.directory.sets.index import Index
from mentoring.directory.text.marking import Marker, marker_for
from mentoring.models import MentorProfile

LONGEST_BEGINNING = 180
MOST_AREAS = 4
REMEMBERED = 2048
REGISTRANT = "member__registrant"
KEY = f"{MentorProfile._meta.db_table}.id"
UNMARKED = marker_for(())


class Row(NamedTuple):
    """What is read of a mentor at this moment."""

    pk: int
    member: int
    capacity: int
    taken: int
    away_until: date | None
    confirmed_on: date | None
    story: str
    help_with: str
    name: str
    job_title: str | None
    organisation: str | None
    sector: str | None
    region: str | None
    letters: str | None


COLUMNS = {
    "taken": "places_taken",
    "confirmed_on": "availability_confirmed_on",
    "name": "member__name",
    "job_title": f"{REGISTRANT}__job_title",
    "organisation": f"{REGISTRANT}__organisation",
    "sector": f"{REGISTRANT}__sector__name",
    "region": f"{REGISTRANT}__region__name",
    "letters": f"{REGISTRANT}__level__post_nominals",
}


class Terms(NamedTuple):
    """What the index knows of a mentor: names, and the usual days to an answer."""

    areas: tuple[str, ...]
    ways: tuple[str, ...]
    days: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Card:
    """What the list shows of a mentor to everybody, in one language on one day."""

    pk: int
    name: str
    letters: str
    initials: str
    colour: str
    work: str
    words: str
    areas: tuple[str, ...]
    more_areas: int
    ways: str
    clocks: tuple[str, ...]
    left: int
    capacity: int
    room: str
    is_free: bool


def cards_of(keys: Iterable[int], index: Index, marker: Marker = UNMARKED) -> list[Card]:
    """A card for each profile that is still listed, in the order given.

    Of what was looked for, the terms come first, and the part of the text where it stands.

    Places, dates and texts are read from the rows at this moment; terms and the usual time
    to answer are the index's.
    """
    keys = list(keys)
    if not keys:
        return []
    make = Maker(BitMap(keys), index, marker)
    rows = map(Row._make, rows_among(_listed, KEY, keys))
    made = {row.pk: make.card(row) for row in rows}
    return [made[key] for key in keys if key in made]


def _listed() -> "QuerySet[Any, Any]":
    mentors: Any = MentorProfile.objects.listed().with_places().order_by()
    return mentors.values_list(*(F(COLUMNS.get(name, name)) for name in Row._fields))


def work_line(job_title: str | None, organisation: str | None, *places: str | None) -> str:
    """ "Library assistant, Harbourside Library · Public libraries · South West"."""
    post = ", ".join(filter(None, [job_title, organisation]))
    return " · ".join(filter(None, [post, *places]))


def beginning(text: str) -> str:
    """As many whole words of the text as a card has room for, on one line."""
    line = " ".join(text[: 2 * LONGEST_BEGINNING].split())
    if len(line) <= LONGEST_BEGINNING:
        return line
    cut = line[: LONGEST_BEGINNING + 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut[:-1]).rstrip(".,;:– ") + "…"


def either(names: Iterable[str]) -> str:
    """ "Video, telephone or in person"."""
    first, *others = names
    return get_text_list([first, *(_in_a_line(name) for name in others)], _("or"))


def _in_a_line(name: str) -> str:
    return name[:1].lower() + name[1:]


class Phrases:
    """What cards say, each put into words once for a language and a day."""

    def __init__(self, day: date) -> None:
        self.away = cache(partial(clocks.away, today=day))
        self.confirmed = cache(partial(clocks.confirmed, today=day))
        self.answers = cache(clocks.answers)
        self.room, self.either = cache(room), cache(either)


@lru_cache(maxsize=8)
def phrases(_language: str | None, day: date) -> Phrases:
    return Phrases(day)


class Maker:
    """Makes the cards of a page."""

    def __init__(self, keys: BitMap, index: Index, marker: Marker) -> None:
        self.marker, self.say = marker, phrases(get_language(), index.day)
        self.areas, self.ways = (index.names_of(keys, group) for group in ("area", "way"))
        self.languages = index.names_of(keys, "language") if marker else {}
        self.days = index.values_of(keys, "answers")

    def card(self, row: Row) -> Card:
        """The card of one mentor: the same one again as long as nothing in it changes."""
        return remembered(self.say, row, self.terms(row.pk), self.marker)

    def terms(self, key: int) -> Terms:
        """Of areas that were looked for, the languages too, and they come first."""
        areas = self.areas[key]
        if self.marker:
            meant = [name for name in (*areas, *self.languages[key]) if self.marker.says(name)]
            areas = [*meant, *(area for area in areas if area not in meant)]
        return Terms(tuple(areas), tuple(self.ways[key]), tuple(self.days[key]))


def made(say: Phrases, row: Row, terms: Terms, words: str) -> Card:
    """A card; `words` are what it shows of the mentor's own text."""
    left, away = max(0, row.capacity - row.taken), say.away(row.away_until)
    said = (away, say.answers(*terms.days), say.confirmed(row.confirmed_on))
    return Card(
        pk=row.pk,
        name=row.name,
        letters=row.letters or "",
        initials=initials(row.name),
        colour=avatar_colour(row.member),
        work=work_line(row.job_title, row.organisation, row.sector, row.region),
        words=words,
        areas=terms.areas[:MOST_AREAS],
        more_areas=len(terms.areas[MOST_AREAS:]),
        ways=say.either(terms.ways) if terms.ways else "",
        clocks=tuple(filter(None, said)),
        left=left,
        capacity=row.capacity,
        room=say.room(left, row.capacity),
        is_free=bool(left) and not away,
    )


@lru_cache(maxsize=REMEMBERED)
def remembered(say: Phrases, row: Row, terms: Terms, marker: Marker) -> Card:
    """A card as it was made before; all that it is made of is the key to it."""
    return made(say, row, terms, words_where(marker, row) if marker else words(row))


def words(row: Row) -> str:
    """The beginning of what they say."""
    return beginning(row.story.strip() or row.help_with.strip())


def words_where(marker: Marker, row: Row) -> str:
    """The part of what they say where a word was looked for."""
    text = " ".join(f"{row.story} {row.help_with}".split())
    start = marker.from_where(text, LONGEST_BEGINNING)
    return beginning(text[start:]) if not start else f"…{beginning(text[start:])}"


def room(left: int, capacity: int) -> str:
    """What components/places.html says; included twenty times, it was half of the list."""
    if not left:
        return _("No place free now")
    words = ngettext(
        "%(left)s of %(total)s place free", "%(left)s of %(total)s places free", capacity
    )
    return words % {"left": left, "total": capacity}
