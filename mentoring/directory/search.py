"""What somebody asks the directory: the query string, read and written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from mentoring.directory.vocabulary import Choice, Vocabulary
from mentoring.directory.words import plain, words_in

FURTHEST_PAGE = 1_000_000


@dataclass(frozen=True)
class Search:
    """Words, choices and a page. Several choices of a group are "or", groups are "and"."""

    text: str = ""
    chosen: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict, vocabulary: Vocabulary) -> "Search":
        """What an address asks for. What it says of unknown things is passed over."""
        chosen = {
            key: found
            for key in vocabulary.by_key
            if (found := vocabulary.named(key, query.getlist(key)))
        }
        return cls(plain(query.get("q", "")), chosen, page_number(query.get("page", "")))

    @cached_property
    def words(self) -> list[str]:
        return words_in(self.text)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything at all is asked for."""
        return bool(self.text or self.chosen)

    def has(self, key: str, choice: Choice) -> bool:
        return choice in self.chosen.get(key, ())

    def without(self, key: str, choice: Choice | None = None) -> "Search":
        """The same search less one choice, or less all of a group; from its first page."""
        left = tuple(c for c in self.chosen.get(key, ()) if choice not in (None, c))
        chosen = {k: found for k, found in {**self.chosen, key: left}.items() if found}
        return replace(self, chosen=chosen, page=1)

    def on_page(self, page: int) -> "Search":
        return replace(self, page=page)

    def without_text(self) -> "Search":
        return replace(self, text="", page=1)

    def query(self) -> str:
        """The search as a query string, always in the same order; page one is not named."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(key, c.slug) for key, found in self.chosen.items() for c in found]
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""


def page_number(text: str) -> int:
    """A page from 1 on; anything that is not a number is page 1."""
    try:
        return min(max(1, int(text)), FURTHEST_PAGE)
    except ValueError:
        return 1
