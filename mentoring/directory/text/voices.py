"""Everything that mentors say now: as the database keeps it, and what has changed since.

What was changed after the database's index of words was last brought up to date is held
here and looked through word by word, so that a mentor is found by what they have just
written. Who says a word is remembered, since everybody asks for the same few hundred.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from pyroaring import BitMap

from mentoring.directory.text.sayings import Saying, texts_of
from mentoring.directory.text.store import Matches, who_says, who_says_in_a_row
from mentoring.directory.text.welsh import other_forms
from mentoring.directory.text.words import Sought

MOST_REMEMBERED = 64
Row = tuple[Sought, ...]


class Memory:
    """Answers of the database, the latest few; shared by all threads of a process."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._words: OrderedDict[Sought, Matches] = OrderedDict()
        self._rows: OrderedDict[Row, BitMap] = OrderedDict()

    def words(self, sought: Iterable[Sought]) -> dict[Sought, Matches]:
        """Who says each word; asks the database, once, for those not remembered."""
        sought = list(sought)
        with self._turn:
            known = {word: self._words[word] for word in sought if word in self._words}
        if missing := [word for word in sought if word not in known]:
            known |= who_says(missing)
        self._keep(self._words, known)
        return known

    def row(self, sought: Row) -> BitMap:
        """Who says the words in a row."""
        with self._turn:
            known = self._rows.get(sought)
        if known is None:
            known = who_says_in_a_row(sought)
        self._keep(self._rows, {sought: known})
        return known

    def _keep(self, kept: OrderedDict, answers: Mapping) -> None:
        with self._turn:
            for question, answer in answers.items():
                kept[question] = answer
                kept.move_to_end(question)
            while len(kept) > MOST_REMEMBERED:
                kept.popitem(last=False)


@dataclass(frozen=True)
class Voices:
    """Who says what. `lately` are the profiles that the database's index is behind on."""

    lately: Mapping[int, Saying] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)

    def put_right(self, keys: Iterable[int]) -> "Voices":
        """The voices after these profiles have changed, or are gone."""
        texts = texts_of(keys := list(keys))
        gone = Saying.of_nobody()
        said = {key: Saying.of(texts[key]) if key in texts else gone for key in keys}
        return Voices({**self.lately, **said}, self.memory)

    def saying(self, sought: Iterable[Sought]) -> dict[Sought, Matches]:
        """Who says each of the words."""
        kept = self.memory.words(sought)
        if not self.lately:
            return kept
        return {word: found.apart_from(self._late, self._now(word)) for word, found in kept.items()}

    def saying_in_a_row(self, sought: Row) -> BitMap:
        """Who says the words one after the other."""
        now = BitMap(key for key, said in self.lately.items() if said.has_in_a_row(sought))
        return self.memory.row(sought) - self._late | now

    @cached_property
    def late_words(self) -> frozenset[str]:
        """The words that were said lately."""
        return frozenset().union(*(saying.words for saying in self.lately.values()))

    @cached_property
    def _late(self) -> BitMap:
        return BitMap(self.lately)

    def _now(self, word: Sought) -> Matches:
        """Who says a word lately; looked through once, and remembered while nothing changes."""
        if word not in self._heard:
            if len(self._heard) > MOST_REMEMBERED:
                self._heard.clear()
            self._heard[word] = self._listened_for(word)
        return self._heard[word]

    @cached_property
    def _heard(self) -> dict[Sought, Matches]:
        return {}

    def _listened_for(self, word: Sought) -> Matches:
        said = self.lately.items()
        return Matches(
            anywhere=BitMap(key for key, saying in said if word.is_in(saying.words)),
            heads=BitMap(key for key, saying in said if word.is_in(saying.heads)),
            work=BitMap(key for key, saying in said if word.is_in(saying.work)),
            exactly=BitMap(key for key, saying in said if word.word in saying.words),
            in_welsh=BitMap(
                key for key, saying in said if not saying.words.isdisjoint(other_forms(word.word))
            ),
        )
