"""The mentors of one page, as the list shows them: two queries, no model instances."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Func, TextField
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.templatetags.look import avatar_colour, dots
from lib.text import initials
from mentoring.directory.held import Held, held_by
from mentoring.models import MentorProfile

LONGEST_BEGINNING = 180
MOST_AREAS = 4
REGISTRANT = "member__registrant"
FACTS = {
    "name": F("member__name"),
    "job_title": F(f"{REGISTRANT}__job_title"),
    "organisation": F(f"{REGISTRANT}__organisation"),
    "sector": F(f"{REGISTRANT}__sector__name"),
    "region": F(f"{REGISTRANT}__region__name"),
    "letters": F(f"{REGISTRANT}__level__post_nominals"),
}
Card = dict[str, Any]


def cards_of(profiles: list[int]) -> list[Card]:
    """A card for each profile, in the order given."""
    if not profiles:
        return []
    held = held_by(profiles, ("area", "way"))
    rows: Any = MentorProfile.objects.with_places().filter(pk__in=profiles)
    cards = rows.values("pk", "member_id", "capacity", "places_taken", **FACTS, **_beginnings())
    place = {pk: number for number, pk in enumerate(profiles)}
    return sorted((_card(card, held) for card in cards), key=lambda card: place[card["pk"]])


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
    posts = (row["job_title"], row["organisation"], row["sector"], row["region"])
    return {
        **row,
        "initials": initials(row["name"]),
        "colour": avatar_colour(row["member_id"]),
        **_places(row["capacity"], row["places_taken"]),
        "work": work_line(*posts),
        "words": beginning(row["story_begins"].strip() or row["help_begins"]),
        "areas": areas[:MOST_AREAS],
        "more_areas": len(areas[MOST_AREAS:]),
        "ways": either(ways) if ways else "",
    }


def _places(capacity: int, taken: int) -> dict[str, Any]:
    """What components/places.html says; included twenty times, it was half of the list."""
    left = max(0, capacity - taken)
    words = ngettext(
        "%(left)s of %(total)s place free", "%(left)s of %(total)s places free", capacity
    )
    return {"dots": dots(left, capacity), "room": words % {"left": left, "total": capacity}}


def _beginnings() -> dict[str, Any]:
    """No more of a statement is fetched than its beginning, and one sign to see that it goes on."""
    return {"story_begins": _left("story"), "help_begins": _left("help_with")}


def _left(name: str) -> Func:
    most = LONGEST_BEGINNING + 100
    return Func(F(name), 1, most, function="SUBSTR", output_field=TextField())
