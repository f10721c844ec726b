"""The cards of a page as they stand on it: drawn with stencils, since there are many."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from lib.stencil import Fill, joined, stencil
from mentoring.directory.cards import REMEMBERED, Card
from mentoring.directory.seeker import Seeker
from mentoring.directory.text.marking import Marker

FREE, TAKEN, NOTHING = "<b></b>", "<i></i>", SafeString("")
CARD = "mentoring/card"
VALUES = ("anchor", "colour", "initials", "told", "why", "clocks", "acts")
TOLD = ("href", "name", "letters", "dots", "room", "work", "words", "tags")
ACTS = {
    "watch": _("Tell me when there is a place"),
    "unwatch": _("Do not tell me"),
    "shortlist": _("Shortlist"),
    "drop": _("Remove from my shortlist"),
    "hide": _("Hide"),
}


class Cards:
    """Draws the mentors of one page.

    Addresses begin where the list is, which is above every mentor and what is done there.
    """

    def __init__(self, marker: Marker, seeker: Seeker) -> None:
        self.marker = marker
        self.kept = {kind: set(seeker.all(kind)) for kind in ("shortlisted", "watched")}
        self.acts = acts(get_language())
        self.card, self.why = (
            stencil(f"{CARD}/card.html", *VALUES),
            stencil(f"{CARD}/why.html", "why"),
        )

    def draw(self, card: Card, why: str) -> SafeString:
        """One mentor of the list, with the sentence on why they are suggested."""
        told, clocks = self._told(card)
        return self.card(
            f"mentor-{card.pk}",
            card.colour,
            card.initials,
            told,
            self.why(why) if why else NOTHING,
            clocks,
            joined(self._acts(card, escape(card.name))),
        )

    def _told(self, card: Card) -> tuple[SafeString, SafeString]:
        draw = drawn if settings.DEBUG else drawn_before
        return draw(card, self.marker)

    def _acts(self, card: Card, name: SafeString) -> Iterator[SafeString]:
        """What the member can note of the mentor for themselves, here in the list."""
        key = str(card.pk)
        if not card.is_free:
            yield self.acts["unwatch" if card.pk in self.kept["watched"] else "watch"](key, name)
        yield self.acts["drop" if card.pk in self.kept["shortlisted"] else "shortlist"](key, name)
        yield self.acts["hide"](key, name)


def drawn(card: Card, marker: Marker) -> tuple[SafeString, SafeString]:
    """What is told of the mentor to everybody, with words marked; and the clocks below it."""
    mark: Callable[[str], str] = marker.mark if marker else str
    told = stencil(f"{CARD}/told.html", *TOLD)(
        f"{card.pk}/",
        mark(card.name),
        some("letters", card.letters),
        dots(card.left, card.capacity),
        card.room,
        some("work", mark(card.work)),
        mark(card.words),
        several("tag", map(mark, tags(card))),
    )
    return told, several("clock", card.clocks)


drawn_before = lru_cache(maxsize=REMEMBERED)(drawn)


def some(name: str, value: str) -> SafeString:
    """A part of the card, when there is anything to put into it."""
    return stencil(f"{CARD}/{name}.html", name)(value) if value else NOTHING


def several(name: str, values: Iterable[str]) -> SafeString:
    """The same part for each value, in the part that holds them all."""
    return some(f"{name}s", joined(map(stencil(f"{CARD}/{name}.html", name), values)))


def dots(left: int, capacity: int) -> SafeString:
    """A dot for each place, the free ones first."""
    return SafeString(FREE * left + TAKEN * (capacity - left))


def tags(card: Card) -> list[str]:
    """What they know, and how they meet."""
    found, more = list(card.areas), card.more_areas
    if more:
        found.append(ngettext("%(n)d area more", "%(n)d areas more", more) % {"n": more})
    return [*found, card.ways] if card.ways else found


@cache
def acts(_language: str | None) -> dict[str, Fill]:
    """What draws the button of each verb, in the language of this moment."""
    return {
        verb: stencil(f"{CARD}/act.html", "mentor", "about", verb=verb, label=str(label))
        for verb, label in ACTS.items()
    }
