"""The mentors of one page, as the list shows them: two queries, no model instances."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Func, QuerySet, TextField
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.templatetags.look import avatar_colour, dots
from lib.text import initials
from mentoring.directory.held import Held, held_by
from mentoring.directory.prepared import among, rows_of
from mentoring.models import MentorProfile

LONGEST_BEGINNING = 180
MOST_AREAS = 4
REGISTRANT = "member__registrant"
WORK = ("job_title", "organisation", "sector", "region")
LONGEST_FETCHED = LONGEST_BEGINNING + 100
Card = dict[str, Any]


def _begins(text: str) -> Func:
    """No more of a statement is fetched than a card can show, line breaks and all."""
    return Func(F(text), 1, LONGEST_FETCHED, function="SUBSTR", output_field=TextField())


FACTS: dict[str, Any] = {
    "pk": F("pk"),
    "member": F("member"),
    "capacity": F("capacity"),
    "taken": F("places_taken"),
    "story": _begins("story"),
    "help_with": _begins("help_with"),
    "name": F("member__name"),
    "job_title": F(f"{REGISTRANT}__job_title"),
    "organisation": F(f"{REGISTRANT}__organisation"),
    "sector": F(f"{REGISTRANT}__sector__name"),
    "region": F(f"{REGISTRANT}__region__name"),
    "letters": F(f"{REGISTRANT}__level__post_nominals"),
}


def cards_of(profiles: list[int]) -> list[Card]:
    """A card for each profile, in the order given."""
    if not profiles:
        return []
    rows = rows_of(_everybody, among(f"{MentorProfile._meta.db_table}.id", profiles))
    facts = {row[0]: dict(zip(FACTS, row, strict=True)) for row in rows}
    held = held_by(profiles, ("area", "way"))
    return [_card(facts[pk], held) for pk in profiles if pk in facts]


def _everybody() -> "QuerySet[Any, Any]":
    mentors: Any = MentorProfile.objects.with_places().order_by()
    return mentors.values_list(*FACTS.values())


def work_line(job_title: str | None, organisation: str | None, *places: str | None) -> str:
    """ "Library assistant, Harbourside Library · Public libraries · South West"."""
    post = ", ".join(filter(None, [job_title, organisation]))
    return " · ".join(filter(None, [post, *places]))


def beginning(text: str) -> str:
    """As many whole words of the text as a card has room for, on one line."""
    line = " ".join(text.split())
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


def _card(row: Card, held: Held) -> Card:
    areas, ways = held.get((row["pk"], "area"), []), held.get((row["pk"], "way"), [])
    return {
        "pk": str(row["pk"]),
        "name": row["name"],
        "letters": row["letters"],
        "initials": initials(row["name"]),
        "colour": avatar_colour(row["member"]),
        "work": work_line(*(row[name] for name in WORK)),
        "words": beginning(row["story"].strip() or row["help_with"]),
        "areas": areas[:MOST_AREAS],
        "more_areas": len(areas[MOST_AREAS:]),
        "ways": either(ways) if ways else "",
        **_places(row["capacity"], row["taken"]),
    }


def _places(capacity: int, taken: int) -> Card:
    """What components/places.html says; included twenty times, it was half of the list."""
    left = max(0, capacity - taken)
    words = ngettext(
        "%(left)s of %(total)s place free", "%(left)s of %(total)s places free", capacity
    )
    return {"dots": dots(left, capacity), "room": words % {"left": left, "total": capacity}}
