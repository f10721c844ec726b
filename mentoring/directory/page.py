"""A page of the directory, made ready for the template: cards, facets, choices made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.models import Member
from lib import facets
from lib.facets import Facet, Option
from lib.stencil import joined
from lib.templatetags.look import address
from mentoring.directory.cards import Card, cards_of
from mentoring.directory.drawn import Cards
from mentoring.directory.found import TEXT, Found, lens_name
from mentoring.directory.groups import FIXED, LENS, PLACES, TITLES, Choice, titles
from mentoring.directory.search import BEST, SORTS, SUGGESTED, Search, quoted
from mentoring.directory.seeker import Seeker
from mentoring.directory.sets.current import current
from mentoring.directory.text.marking import Marker, marker_for
from mentoring.directory.vocabulary import Vocabulary

SELECTED = SafeString(" selected")
OPEN_FROM_THE_START = {"level", "sector"}


@dataclass
class Directory:
    """What one member sees of one search: of what they typed, or of what they meant by it."""

    found: Found
    typed: str
    takes_focus: bool = False

    @property
    def search(self) -> Search:
        return self.found.search

    @property
    def seeker(self) -> Seeker:
        return self.found.seeker

    @property
    def vocabulary(self) -> Vocabulary:
        return self.found.index.vocabulary

    @cached_property
    def url(self) -> str:
        """The directory without any choice; with a key after it, a mentor's own page."""
        return address("mentoring:directory")

    @cached_property
    def routes(self) -> list[str]:
        """The names of the routes that the member is on."""
        terms = self.vocabulary.by_key["route"]
        return [str(term.name) for pk, term in terms.items() if pk in self.seeker.all("route")]

    @cached_property
    def cards(self) -> list[Card]:
        """The mentors of the page."""
        found = cards_of(self.found.page.keys, self.found.index, self.marker)
        return [card for card in found if card.is_free or PLACES in self.search.chosen]

    @cached_property
    def why(self) -> dict[int, str]:
        """Why each of them is suggested, in an order in which that counts."""
        if self.search.order not in (SUGGESTED, BEST):
            return {}
        return self.found.suggestions.sentences(card.pk for card in self.cards)

    def drawn_cards(self) -> SafeString:
        draw = Cards(self.marker, self.seeker).draw
        return joined(draw(card, self.why.get(card.pk, "")) for card in self.cards)

    @cached_property
    def marker(self) -> Marker:
        """Knows the words that were looked for."""
        return marker_for(self.search.sought)

    # What one can choose ----------------------------------------------------

    @property
    def perspectives(self) -> Facet:
        """The lenses that one can look through, with how many each would show."""
        offered = filter(self.found.offers, FIXED[LENS])
        lenses = [option for _lens, option in self._options(LENS, offered)]
        return Facet(_("Perspective"), lenses, is_open=True, hint=self._why_look_across())

    def _why_look_across(self) -> str:
        """Why one would; and of somebody without a level, what that lens shows."""
        why = _(
            "Somebody who sees the work from another side may see what you no longer do. "
            "Each of these is off until you choose it."
        )
        if self.seeker.one("level"):
            return why
        return f"{why} {_('You hold no level yet, so the first shows mentors who hold one.')}"

    @cached_property
    def facets(self) -> list[Facet]:
        """Each group with its current terms, and those that are chosen all the same."""
        return [
            Facet(title, options, key in OPEN_FROM_THE_START or key in self.search.chosen)
            for key, title in titles(get_language()).items()
            if (options := list(self._terms(key)))
        ]

    @property
    def rail(self) -> list[Facet]:
        """Everything that one can choose, in the order in which it stands."""
        return [self.perspectives, *self.facets]

    def drawn_counts(self) -> SafeString:
        return facets.counts(self.rail)

    def drawn_facets(self) -> SafeString:
        return facets.drawn(self.rail)

    def _terms(self, key: str) -> Iterator[Option]:
        for term, option in self._options(key, self.vocabulary.by_key[key].values()):
            if term.is_current or option.is_chosen or (option.number and not term.replaced_by):
                yield option

    def _options(self, key: str, choices: Iterable[Choice]) -> Iterator[tuple[Choice, Option]]:
        count, made = self.found.counting(key), self.search.chosen.get(key, ())
        for choice in choices:
            chosen = choice in made
            words, short = str(choice.name), str(choice.pk)
            yield choice, Option(key, choice.slug, words, count(choice), chosen, short)

    @property
    def shortlisted(self) -> int:
        """How many mentors are on the member's shortlist."""
        return len(self.seeker.all("shortlisted"))

    @property
    def saved(self) -> int:
        """How many searches the member keeps."""
        return len(self.seeker.all("saved"))

    @property
    def to_keep(self) -> str:
        """This search as it is saved, or nothing when nothing is asked for."""
        return self.search.to_keep()

    @property
    def sorts(self) -> SafeString:
        """The orders one can ask for, as options; the best match only where there are words."""
        return sort_options(get_language(), self.search.order, bool(self.search.sought))

    @property
    def count(self) -> SafeString:
        """How many mentors fit, in words."""
        number = self.found.total
        if PLACES in self.search.chosen:
            words = ngettext(
                "<strong>{number} mentor</strong>", "<strong>{number} mentors</strong>", number
            )
        else:
            words = ngettext(
                "<strong>{number} mentor</strong> with a free place",
                "<strong>{number} mentors</strong> with a free place",
                number,
            )
        return format_html(words, number=number_format(number, force_grouping=True))

    # What one has chosen ------------------------------------------------------

    @cached_property
    def made(self) -> list[dict[str, Any]]:
        """The choices made, each with the address that takes it back."""
        chosen = [
            {"label": choice.name, "href": self._href(self.search.without(key, choice))}
            for key, choices in self.search.chosen.items()
            for choice in choices
        ]
        if text := self.search.text:
            return [{"label": quoted(text), "href": self._href(self.search.saying(""))}, *chosen]
        return chosen

    @property
    def filters(self) -> int:
        """How many choices are made, apart from the words."""
        return sum(map(len, self.search.chosen.values()))

    @property
    def address(self) -> str:
        """Where one is: the search as it was typed, and how far one has read."""
        return self._href(replace(self.search, text=self.typed))

    @property
    def here(self) -> str:
        """The address of this very search, from its beginning."""
        return self._href(self.search.from_the_start())

    @cached_property
    def onwards(self) -> str:
        """The address of the next page, or nothing."""
        place = self.found.page.onwards
        return self._href(replace(self.search, after=place, before="")) if place else ""

    @cached_property
    def back(self) -> str:
        """The address of the page before, or nothing."""
        place = self.found.page.back
        return self._href(replace(self.search, after="", before=place)) if place else ""

    def loosen(self) -> list[dict[str, Any]]:
        """Of an empty page: which one choice to take back, and how many that would give."""
        ways = sorted(self._ways(), key=lambda way: -way[2])
        return [
            {"label": label, "href": self._href(less), "count": number}
            for label, less, number in ways
            if number
        ]

    @property
    def is_corrected(self) -> bool:
        """Whether nobody says what was typed, and this is what was probably meant."""
        return self.typed != self.search.text

    @cached_property
    def rather(self) -> dict[str, str]:
        """The words that were perhaps meant by those that hardly anybody says, and where to."""
        if self.is_corrected or not self.found.rather:
            return {}
        search = self.found.rather.search
        return {"words": search.text, "href": self._href(search)}

    def _ways(self) -> Iterator[tuple[str, Search, int]]:
        for key, choices in self.search.chosen.items():
            if key == LENS:
                for lens in choices:
                    less = self.search.without(key, lens)
                    yield str(lens.name), less, len(self.found.but(lens_name(lens)))
            elif key != PLACES:
                names = ", ".join(str(choice.name) for choice in choices)
                label = f"{TITLES[key]}: {names}"
                yield label, self.search.without(key), len(self.found.but(key))
        if match := self.found.match:
            yield quoted(self.typed), self.search.saying(""), len(self.found.but(TEXT))
            for word in match.telling if len(match.telling) > 1 else ():
                less = self.search.without_word(word)
                number = len(self.found.but(TEXT) & match.without(word))
                yield quoted(word.word), less, number

    def _href(self, search: Search) -> str:
        return f"{self.url}{search.query()}"


def look(viewer: Member, query: QueryDict, *, takes_focus: bool = False) -> Directory:
    """What the member finds at an address of the directory.

    `takes_focus` when it comes in the place of what had it.
    """
    index = current()
    search = Search.read(query, index.vocabulary)
    found = Found(search, Seeker.of(viewer), index)
    return Directory(found.meant or found, search.text, takes_focus)


@cache
def sort_options(_language: str | None, chosen: str, has_words: bool) -> SafeString:
    """The options, in the language of this moment, written once.

    The usual order is not named, so that it is not carried along as if it were chosen.
    """
    usual = BEST if has_words else SUGGESTED
    options = (
        ("" if order == usual else order, SELECTED if order == chosen else "", label)
        for order, label in SORTS.items()
        if has_words or order != BEST
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', options)
