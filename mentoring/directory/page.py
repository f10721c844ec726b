"""A page of the directory, made ready for the template: cards, facets, choices made."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Member
from mentoring.directory.cards import Card, cards_of
from mentoring.directory.found import Found, find
from mentoring.directory.search import Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.vocabulary import GROUPS, LENS, OTHER_LEVEL, Choice, Vocabulary

OPEN_FROM_THE_START = {"level", "sector"}
TITLES = {group.key: group.title for group in GROUPS}


@dataclass
class Directory:
    """What one member sees of one search."""

    seeker: Seeker
    vocabulary: Vocabulary
    found: Found

    @property
    def search(self) -> Search:
        return self.found.search

    @property
    def url(self) -> str:
        """The directory without any choice; with a key after it, a mentor's own page."""
        return reverse("mentoring:directory")

    @cached_property
    def cards(self) -> list[Card]:
        return cards_of(self.found.pks)

    @cached_property
    def page(self) -> Page:
        """Where this page stands among the others."""
        size = settings.MENTORING["DIRECTORY_PAGE_SIZE"]
        return Paginator(range(self.found.total), size).get_page(self.search.page)

    @property
    def lens(self) -> dict[str, Any]:
        """The perspective, and how many it would show."""
        return self._option(LENS, OTHER_LEVEL)

    def facets(self) -> Iterator[dict[str, Any]]:
        """Each group with the terms that somebody here holds, or that are chosen."""
        for group in GROUPS:
            options = list(self._options(group.key))
            is_open = group.key in OPEN_FROM_THE_START or group.key in self.search.chosen
            if options:
                yield {
                    "title": group.title, "name": group.key, "options": options, "open": is_open,
                }  # fmt: skip

    @cached_property
    def made(self) -> list[dict[str, Any]]:
        """The choices made, each with the address that takes it back."""
        chosen = [
            {"label": choice.name, "href": self._href(self.search.without(key, choice))}
            for key, choices in self.search.chosen.items()
            for choice in choices
        ]
        if self.search.text:
            words = {"label": self._quoted(), "href": self._href(self.search.without_text())}
            return [words, *chosen]
        return chosen

    @property
    def filters(self) -> int:
        """How many choices are made, apart from the words."""
        return sum(map(len, self.search.chosen.values()))

    def loosen(self) -> list[dict[str, Any]]:
        """Of an empty page: which one choice to take back, and how many that would give."""
        ways = [
            (self._label(key), self.search.without(key), number)
            for key, number in self.found.without.items()
        ]
        if self.search.text:
            less = self.search.without_text()
            ways.append((self._quoted(), less, find(less, self.seeker, self.vocabulary).total))
        return [
            {"label": label, "href": self._href(less), "count": number}
            for label, less, number in sorted(ways, key=lambda way: -way[2])
            if number
        ]

    def _options(self, key: str) -> Iterator[dict[str, Any]]:
        for choice in self.vocabulary.by_key[key].values():
            option = self._option(key, choice)
            if option["count"] != "0" or option["chosen"]:
                yield option

    def _option(self, key: str, choice: Choice) -> dict[str, Any]:
        return {
            "value": choice.slug,
            "label": choice.name,
            "count": str(self.found.counts[key][choice.pk]),
            "chosen": self.search.has(key, choice),
        }

    def _label(self, key: str) -> str:
        names = ", ".join(str(choice.name) for choice in self.search.chosen[key])
        return f"{TITLES[key]}: {names}" if key in TITLES else names

    def _quoted(self) -> str:
        return _("“%(words)s”") % {"words": self.search.text}

    def _href(self, search: Search) -> str:
        return f"{self.url}{search.query()}"


def look(viewer: Member, query: QueryDict) -> Directory:
    """What the member finds at an address of the directory."""
    vocabulary, seeker = Vocabulary.read(), Seeker.of(viewer)
    search = Search.read(query, vocabulary)
    return Directory(seeker, vocabulary, find(search, seeker, vocabulary))
