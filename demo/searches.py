"""The searches that members keep, told as "12 days ago: saves" and done by the real verbs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from accounts.models import Member
from demo.cast import HERE, CastError, people, read
from demo.clock import ago
from demo.stage import Act, Stage
from mentoring.directory.saved import Asker, known_from, write_of_new_mentors
from mentoring.models import SavedSearch

LINE = re.compile(r"(?P<span>\d+ \w+) ago: (?P<verb>\w+)")
FIRST_HOUR = 13


@dataclass(frozen=True)
class Looked:
    """A member, what they looked for, its name, and what became of it."""

    member: str
    query: str
    name: str
    lines: list[str]

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "Looked":
        """One table of the file."""
        if facts["of"] not in people():
            raise CastError(f"Nobody of the cast: {facts['of']}")
        return cls(facts["of"], facts["query"], facts.get("name", ""), facts["acts"])

    def acts(self, stage: Stage) -> Iterator[Act]:
        """Each line as an act; later lines of one day come later in the day."""
        for number, line in enumerate(self.lines):
            told = LINE.fullmatch(line)
            if told is None or told["verb"] not in VERBS:
                raise CastError(f"Not a sentence of a search: {line}")
            at = ago(told["span"], stage.now, FIRST_HOUR + number, f"{self.member} {self.query}")
            yield Act(at, self._act(stage, line, VERBS[told["verb"]]))

    def _act(self, stage: Stage, line: str, verb: "Verb") -> Callable[[], None]:
        def do() -> None:
            if not verb(self, stage.members[self.member]):
                raise CastError(f"Nothing came of it: {line}")

        return do

    def kept(self, by: Member) -> SavedSearch:
        search: SavedSearch = SavedSearch.objects.of(by).get(query=self.query)
        return search


Verb = Callable[[Looked, Member], bool]


def save(looked: Looked, by: Member) -> bool:
    """Keep it, as the directory would write it."""
    found = Asker(by).ask(looked.query)
    if found.search.to_keep() != looked.query:
        raise CastError(f"The directory does not write it so: {looked.query}")
    _search, is_new = SavedSearch.objects.keep(looked.query, by, known_from(found))
    return is_new


def start(looked: Looked, by: Member) -> bool:
    """Ask for letters again."""
    return looked.kept(by).start_letters(by, known_from(Asker(by).ask(looked.query)))


VERBS: dict[str, Verb] = {
    "saves": save,
    "names": lambda looked, by: looked.kept(by).rename(by, looked.name),
    "stops": lambda looked, by: looked.kept(by).stop_letters(by),
    "starts": start,
    "hears": lambda _looked, by: write_of_new_mentors(by.pk),
}


def searches() -> list[Looked]:
    """Every search of searches.toml."""
    return [Looked.of(facts) for facts in read(HERE / "searches.toml")["search"]]
