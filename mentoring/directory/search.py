"""What somebody asks the directory: the query string, read and written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.directory.groups import Choice
from mentoring.directory.text.words import Sought, plain, sought_in
from mentoring.directory.vocabulary import Vocabulary

SUGGESTED, BEST, CONFIRMED, NAME = "suggested", "best", "confirmed", "name"
SORTS: Mapping[str, str | Promise] = {
    SUGGESTED: _("Suggested for you"),
    BEST: _("Best match"),
    CONFIRMED: _("Recently confirmed"),
    NAME: _("Name"),
}
LONGEST_PLACE = 200


@dataclass(frozen=True)
class Search:
    """Words, choices, an order, and from where one reads on.

    Several choices of a group are "or", groups are "and"; lenses are "and" among themselves.
    """

    text: str = ""
    chosen: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    sort: str = ""
    after: str = ""
    before: str = ""

    @classmethod
    def read(cls, query: QueryDict, vocabulary: Vocabulary) -> "Search":
        """What an address asks for. What it says of unknown things is passed over."""
        chosen = {
            key: found
            for key in vocabulary.by_key
            if key in query and (found := vocabulary.named(key, query.getlist(key)))
        }
        sort = query.get("sort", "")
        places = (query.get(name, "")[:LONGEST_PLACE] for name in ("after", "before"))
        return cls(plain(query.get("q", "")), chosen, sort if sort in SORTS else "", *places)

    @cached_property
    def sought(self) -> tuple[Sought, ...]:
        """The words to look for."""
        return sought_in(self.text)

    @property
    def order(self) -> str:
        """The order asked for; without words there is no best match."""
        usual = BEST if self.sought else SUGGESTED
        return usual if self.sort in ("", BEST) else self.sort

    @property
    def is_narrowed(self) -> bool:
        """Whether anything at all is asked for."""
        return bool(self.text or self.chosen)

    def without(self, key: str, choice: Choice | None = None) -> "Search":
        """The same search less one choice, or less all of a group; from its beginning."""
        left = tuple(c for c in self.chosen.get(key, ()) if choice not in (None, c))
        chosen = {k: found for k, found in {**self.chosen, key: left}.items() if found}
        return replace(self.from_the_start(), chosen=chosen)

    def saying(self, text: str) -> "Search":
        """The same choices with other words."""
        return replace(self.from_the_start(), text=text)

    def without_word(self, word: Sought) -> "Search":
        return self.saying(" ".join(each.word for each in self.sought if each != word))

    def from_the_start(self) -> "Search":
        return replace(self, after="", before="")

    def to_keep(self) -> str:
        """What is asked for as a query string, whatever its order and how far one has read."""
        return replace(self.from_the_start(), sort="").query()

    def in_words(self) -> list[str]:
        """What is asked for: the words in quotation marks, and the name of each choice."""
        choices = (str(choice.name) for found in self.chosen.values() for choice in found)
        return [quoted(self.text), *choices] if self.text else [*choices]

    def query(self) -> str:
        """The search as a query string, always in the same order; what is usual is not named."""
        pairs = list(self._pairs())
        return f"?{urlencode(pairs)}" if pairs else ""

    def _pairs(self) -> Iterator[tuple[str, str]]:
        if self.text:
            yield "q", self.text
        for key, found in self.chosen.items():
            yield from ((key, choice.slug) for choice in found)
        for name in ("sort", "after", "before"):
            if value := getattr(self, name):
                yield name, value


def quoted(words: str) -> str:
    """Words that somebody typed, as they stand in a sentence of ours."""
    return gettext("“%(words)s”") % {"words": words}
