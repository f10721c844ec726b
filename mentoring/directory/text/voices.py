"""Everything that mentors say now: as the database keeps it, and what has changed since.

What was changed after the database's index of words was last brought up to date is held
here and looked through word by word, so that a mentor is found by what they have just
written. Who says a word is remembered, since everybody asks for the same few hundred.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from django.utils.functional import cached_property
from pyroaring import BitMap

from mentoring.directory.text.sayings import Saying, texts_of
from mentoring.directory.text.spelling import kept_near, nearest
from mentoring.directory.text.store import Matches, who_says, who_says_in_a_row
from mentoring.directory.text.welsh import are_in, other_forms
from mentoring.directory.text.words import Sought

MOST_REMEMBERED = 64
Row = tuple[Sought, ...]


class Memory:
    """Answers of the database, the latest few; shared by all threads of a process."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._words: OrderedDict[Sought, Matches] = OrderedDict()
        self._rows: OrderedDict[Row, BitMap] = OrderedDict()
        self._near: OrderedDict[str, frozenset[str]] = OrderedDict()

    def words(self, sought: Iterable[Sought]) -> dict[Sought, Matches]:
        """Who says each word."""
        return self._answered(self._words, sought, who_says)

    def rows(self, sought: Iterable[Row]) -> dict[Row, BitMap]:
        """Who says the words of each row one after the other."""
        return self._answered(self._rows, sought, said_in_rows)

    def near(self, words: Iterable[str]) -> dict[str, frozenset[str]]:
        """The kept words that are spelled much like each word."""
        return self._answered(self._near, words, kept_near)

    def _answered(
        self, kept: OrderedDict, questions: Iterable, ask: Callable[[list], Mapping]
    ) -> dict:
        """The answers; asks the database, once, for those that are not remembered."""
        questions = list(questions)
        with self._turn:
            known = {each: kept[each] for each in questions if each in kept}
        if missing := [each for each in questions if each not in known]:
            known |= ask(missing)
        self._keep(kept, known)
        return known

    def _keep(self, kept: OrderedDict, answers: Mapping) -> None:
        with self._turn:
            for question, answer in answers.items():
                kept[question] = answer
                kept.move_to_end(question)
            while len(kept) > MOST_REMEMBERED:
                kept.popitem(last=False)


def said_in_rows(rows: Sequence[Row]) -> dict[Row, BitMap]:
    """Who says each row, as the database keeps it."""
    return dict(zip(rows, who_says_in_a_row(rows), strict=True))


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
        return self._and_now(self.memory.rows([sought]))[sought]

    def saying_in_rows(self, rows: Sequence[Row]) -> dict[Row, BitMap]:
        """For each of many rows, who says it. They are not remembered: most are nonsense."""
        return self._and_now(said_in_rows(rows)) if rows else {}

    def _and_now(self, kept: dict[Row, BitMap]) -> dict[Row, BitMap]:
        if not self.lately:
            return kept
        return {row: found - self._late | self._now_in_a_row(row) for row, found in kept.items()}

    def _now_in_a_row(self, row: Row) -> BitMap:
        return BitMap(key for key, said in self.lately.items() if said.has_in_a_row(row))

    def near(self, words: Iterable[str], others: Collection[str]) -> dict[str, list[str]]:
        """Words that somebody may have said who typed another; `others` are said as well."""
        words = list(words)
        kept, late = self.memory.near(words), [*self.late_words, *others]
        return {word: nearest(word, kept.get(word, ()), late) for word in words}

    @cached_property
    def late_words(self) -> frozenset[str]:
        """The words that were said lately."""
        return frozenset().union(*(saying.words for saying in self.lately.values()))

    @cached_property
    def _late(self) -> BitMap:
        return BitMap(self.lately)

    def _now(self, word: Sought) -> Matches:
        """Who says a word lately; looked through once, and remembered while nothing changes."""
        matches = self._heard.get(word)
        if matches is None:
            if len(self._heard) > MOST_REMEMBERED:
                self._heard.clear()
            matches = self._heard[word] = self._listened_for(word)
        return matches

    @cached_property
    def _heard(self) -> dict[Sought, Matches]:
        return {}

    def _listened_for(self, word: Sought) -> Matches:
        said, forms = self.lately.items(), other_forms(word.word)
        return Matches(
            anywhere=BitMap(key for key, saying in said if word.is_in(saying.words)),
            heads=BitMap(key for key, saying in said if word.is_in(saying.heads)),
            work=BitMap(key for key, saying in said if word.is_in(saying.work)),
            exactly=BitMap(key for key, saying in said if word.word in saying.words),
            in_welsh=BitMap(key for key, saying in said if are_in(forms, saying.words)),
        )
