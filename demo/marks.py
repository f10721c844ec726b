"""What members note about mentors, told as "9 days ago: watches" and done by the real verbs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from accounts.models import Member
from demo.cast import HERE, CastError, paragraph, people, read
from demo.clock import ago
from demo.stage import Act, Stage
from mentoring.models import MentorMark

TWO = re.compile(r"(?P<member>\w+) on (?P<mentor>\w+)")
LINE = re.compile(r"(?P<span>\d+ \w+) ago: (?P<verb>\w+)")
FIRST_HOUR = 12


@dataclass(frozen=True)
class Noted:
    """A member, a mentor, a private note and what the member did with them."""

    member: str
    mentor: str
    note: str
    lines: list[str]

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "Noted":
        """One table of the file."""
        two = TWO.fullmatch(facts["of"])
        if two is None or not {two["member"], two["mentor"]} <= people().keys():
            raise CastError(f"Not a member on a mentor: {facts['of']}")
        return cls(two["member"], two["mentor"], paragraph(facts.get("note", "")), facts["acts"])

    def acts(self, stage: Stage) -> Iterator[Act]:
        """Each line as an act; later lines of one day come later in the day."""
        for number, line in enumerate(self.lines):
            told = LINE.fullmatch(line)
            if told is None or told["verb"] not in VERBS:
                raise CastError(f"Not a sentence of a mark: {line}")
            at = ago(told["span"], stage.now, FIRST_HOUR + number, f"{self.member} {self.mentor}")
            yield Act(at, self._act(stage, line, VERBS[told["verb"]]))

    def _act(self, stage: Stage, line: str, verb: "Verb") -> Callable[[], None]:
        def do() -> None:
            member = stage.members[self.member]
            about = stage.members[self.mentor].mentor_profile
            if not verb(self, MentorMark.objects.by(member, about=about), member):
                raise CastError(f"Nothing came of it: {line}")

        return do


Verb = Callable[[Noted, MentorMark, Member], bool]
VERBS: dict[str, Verb] = {
    "shortlists": lambda _noted, mark, by: mark.shortlist(by),
    "drops": lambda _noted, mark, by: mark.drop(by),
    "notes": lambda noted, mark, by: mark.write_note(by, noted.note),
    "hides": lambda _noted, mark, by: mark.hide(by),
    "watches": lambda _noted, mark, by: mark.watch(by),
}


def marks() -> list[Noted]:
    """Every mark of marks.toml."""
    return [Noted.of(facts) for facts in read(HERE / "marks.toml")["mark"]]
