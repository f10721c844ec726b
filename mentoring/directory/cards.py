"""The mentors of one page, as the list shows them: one query, no model instances."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from django.db.models import F, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from lib.templatetags.look import avatar_colour
from lib.text import initials
from mentoring.directory import clocks
from mentoring.directory.prepared import rows_among
from mentoring.directory.sets.index import Index
from mentoring.directory.text.marking import Marker
from mentoring.models import MentorProfile

LONGEST_BEGINNING = 180
MOST_AREAS = 4
REGISTRANT = "member__registrant"
WORK = ("job_title", "organisation", "sector", "region")
KEY = f"{MentorProfile._meta.db_table}.id"
UNMARKED = Marker(())
Card = dict[str, Any]


FACTS: dict[str, Any] = {
    "pk": F("pk"),
    "member": F("member"),
    "capacity": F("capacity"),
    "taken": F("places_taken"),
    "away_until": F("away_until"),
    "confirmed_on": F("availability_confirmed_on"),
    "story": F("story"),
    "help_with": F("help_with"),
    "name": F("member__name"),
    "job_title": F(f"{REGISTRANT}__job_title"),
    "organisation": F(f"{REGISTRANT}__organisation"),
    "sector": F(f"{REGISTRANT}__sector__name"),
    "region": F(f"{REGISTRANT}__region__name"),
    "letters": F(f"{REGISTRANT}__level__post_nominals"),
}


def cards_of(keys: Iterable[int], index: Index, marker: Marker = UNMARKED) -> list[Card]:
    """A card for each profile that is still listed, in the order given.

    Of what was looked for, the terms come first, and the part of the text where it stands.

    Places, dates and texts are read from the rows at this moment; terms and the usual time
    to answer are the index's.
    """
    keys = list(keys)
    if not keys:
        return []
    rows = (dict(zip(FACTS, row, strict=True)) for row in rows_among(_listed, KEY, keys))
    make = Maker(BitMap(keys), index, marker)
    made = {row["pk"]: make.card(row) for row in rows}
    return [made[key] for key in keys if key in made]


def _listed() -> "QuerySet[Any, Any]":
    mentors: Any = MentorProfile.objects.listed().with_places().order_by()
    return mentors.values_list(*FACTS.values())


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


class Maker:
    """Makes the cards of a page. What several mentors share is put into words once."""

    def __init__(self, keys: BitMap, index: Index, marker: Marker) -> None:
        self.marker = marker
        self.areas, self.ways, self.languages = (
            index.names_of(keys, group) for group in ("area", "way", "language")
        )
        self.days = index.values_of(keys, "answers")
        self.away = cache(partial(clocks.away, today=index.day))
        self.confirmed = cache(partial(clocks.confirmed, today=index.day))
        self.answers = cache(clocks.answers)
        self.room, self.either = cache(room), cache(either)

    def card(self, row: Card) -> Card:
        """What the list shows of one mentor."""
        key, left = row["pk"], max(0, row["capacity"] - row["taken"])
        areas, ways, away = self.terms(key), self.ways[key], self.away(row["away_until"])
        said = (away, self.answers(*self.days[key]), self.confirmed(row["confirmed_on"]))
        return {
            "pk": key,
            "name": row["name"],
            "letters": row["letters"],
            "initials": initials(row["name"]),
            "colour": avatar_colour(row["member"]),
            "work": work_line(*(row[name] for name in WORK)),
            "words": self.words(row),
            "areas": areas[:MOST_AREAS],
            "more_areas": len(areas[MOST_AREAS:]),
            "ways": self.either(tuple(ways)) if ways else "",
            "clocks": [words for words in said if words],
            "is_free": bool(left) and not away,
            "left": left,
            "capacity": row["capacity"],
            "room": self.room(left, row["capacity"]),
        }

    def terms(self, key: int) -> list[str]:
        """The areas; of those that were looked for, the languages too, and they come first."""
        areas = self.areas[key]
        if not self.marker:
            return areas
        meant = [name for name in (*areas, *self.languages[key]) if self.marker.says(name)]
        return [*meant, *(area for area in areas if area not in meant)]

    def words(self, row: Card) -> str:
        """The beginning of what they say, or the part of it where a word was looked for."""
        story, help_with = row["story"].strip(), row["help_with"].strip()
        if not self.marker:
            return beginning(story or help_with)
        text = " ".join(f"{story} {help_with}".split())
        start = self.marker.from_where(text, LONGEST_BEGINNING)
        return beginning(text[start:]) if not start else f"…{beginning(text[start:])}"


def room(left: int, capacity: int) -> str:
    """What components/places.html says; included twenty times, it was half of the list."""
    if not left:
        return _("No place free now")
    words = ngettext(
        "%(left)s of %(total)s place free", "%(left)s of %(total)s places free", capacity
    )
    return words % {"left": left, "total": capacity}
