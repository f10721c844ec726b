"""The cards of a page as they stand on it: drawn with stencils, since there are many."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.stencil import joined, stencil
from mentoring.directory.seeker import Seeker
from mentoring.directory.text.marking import Marker

FREE, TAKEN, NOTHING = '<b class="free"></b>', "<b></b>", SafeString("")
CARD = "mentoring/card"
VALUES = (
    "anchor", "colour", "initials", "href", "name", "letters", "dots", "room", "work", "words",
    "tags", "why", "clocks", "acts",
)  # fmt: skip


class Cards:
    """Draws the mentors of one page; each one's own page is at `url` and their key."""

    def __init__(self, url: str, marker: Marker, seeker: Seeker) -> None:
        self.url, self.mark = url, marker.mark if marker else str
        self.kept = {kind: set(seeker.all(kind)) for kind in ("shortlisted", "watched")}
        self.act = stencil(f"{CARD}/act.html", "action", "label", "about")
        self.card = stencil(f"{CARD}/card.html", *VALUES)
        self.parts = {
            name: stencil(f"{CARD}/{name}.html", name)
            for name in ("letters", "work", "tag", "tags", "why", "clock", "clocks")
        }

    def draw(self, facts: Mapping[str, Any]) -> SafeString:
        """One mentor of the list."""
        return self.card(
            f"mentor-{facts['pk']}",
            facts["colour"],
            facts["initials"],
            f"{self.url}{facts['pk']}/",
            self.mark(facts["name"]),
            self._if("letters", facts["letters"]),
            dots(facts["left"], facts["capacity"]),
            facts["room"],
            self._if("work", self.mark(facts["work"])),
            self.mark(facts["words"]),
            self._several("tag", map(self.mark, tags(facts))),
            self._if("why", facts["why"]),
            self._several("clock", facts["clocks"]),
            joined(self._acts(facts)),
        )

    def _acts(self, facts: Mapping[str, Any]) -> Iterator[SafeString]:
        """What the member can note of the mentor for themselves, here in the list."""
        key = facts["pk"]
        verbs = [
            ("drop", _("Remove from my shortlist"))
            if key in self.kept["shortlisted"]
            else ("shortlist", _("Shortlist")),
            ("hide", _("Hide")),
        ]
        if not facts["is_free"]:
            is_watched = key in self.kept["watched"]
            words = _("Do not tell me"), _("Tell me when there is a place")
            verbs.insert(0, ("unwatch", words[0]) if is_watched else ("watch", words[1]))
        for verb, label in verbs:
            yield self.act(f"{self.url}{key}/{verb}/", label, facts["name"])

    def _if(self, name: str, value: str | None) -> SafeString:
        """A part of the card, when there is anything to put into it."""
        return self.parts[name](value) if value else NOTHING

    def _several(self, name: str, values: Iterable[str]) -> SafeString:
        return self._if(f"{name}s", joined(map(self.parts[name], values)))


def dots(left: int, capacity: int) -> SafeString:
    """A dot for each place, the free ones first."""
    return SafeString(FREE * left + TAKEN * (capacity - left))


def tags(facts: Mapping[str, Any]) -> list[str]:
    """What they know, and how they meet."""
    found, more = list(facts["areas"]), facts["more_areas"]
    if more:
        found.append(ngettext("%(n)d area more", "%(n)d areas more", more) % {"n": more})
    return [*found, facts["ways"]] if facts["ways"] else found
