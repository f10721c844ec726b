"""What the queries found, and how much of it is right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.mentoring.directory.relevance.cast import Query

FEW = 5


class Answer(NamedTuple):
    """The short names of those who were found for a query, the best first."""

    query: Query
    names: list[str]

    @property
    def is_first_right(self) -> bool:
        """Whether the first is one who is meant, or nobody is found where nobody is meant."""
        return self.names[0] in self.query.meant if self.names else not self.query.meant

    @property
    def are_few_right(self) -> bool:
        """Whether all who are meant are among the first five; five of them, if they are more."""
        meant, few = set(self.query.meant), set(self.names[:FEW])
        return len(few & meant) == min(len(meant), FEW) if meant else not few

    def __str__(self) -> str:
        return f"{self.query.kind}: {self.query.text!r} finds {self.names[: FEW + 1]}"


class Figures(NamedTuple):
    """How many queries of a kind there are, and the shares of them that are answered right."""

    kind: str
    number: int
    first: float
    few: float

    def __str__(self) -> str:
        return f"{self.kind:24} {self.number:4} {self.first:8.1%} {self.few:8.1%}"


HEADING = f"{'relevance of search':24} {'':4} {'first':>8} {'of five':>8}"


def figures_of(answers: list[Answer]) -> Iterator[Figures]:
    """Those of each kind, and of all at the end."""
    kinds: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        kinds[answer.query.kind].append(answer)
    yield from (_figures(kind, some) for kind, some in kinds.items())
    yield _figures("all", answers)


def missed(answers: Iterable[Answer]) -> list[str]:
    """What is not right, each once."""
    wrong = (answer for answer in answers if not (answer.is_first_right and answer.are_few_right))
    return list(dict.fromkeys(map(str, wrong)))


def _figures(kind: str, answers: list[Answer]) -> Figures:
    number = len({answer.query.text for answer in answers})
    first = sum(answer.is_first_right for answer in answers) / len(answers)
    few = sum(answer.are_few_right for answer in answers) / len(answers)
    return Figures(kind, number, first, few)
