"""What every kind of import does, each in its own way."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from accounts.models import Member
from mentoring.imports.lines import Column, Finding, Line, Wrong, problem

Written = list[dict[str, Any]]


class Kind(ABC):
    """One run through the rows of one list, chunk by chunk: it remembers who stood where.

    What `find` says is looked at by a person first; what `write` does is found anew in the
    transaction that writes, so that both come to the same or nothing is done.
    """

    columns: ClassVar[tuple[Column, ...]]
    # Columns of which a list needs at least one, for each of these.
    each_of: ClassVar[tuple[tuple[str, ...], ...]] = ()
    most: ClassVar[str] = ""  # the setting that says how many rows there may be, if one does

    def __init__(self, *, by: Member, tells: bool = False) -> None:
        self.by, self.tells = by, tells
        self.first_rows: dict[tuple[str, object], int] = {}

    def find(self, lines: list[Line]) -> list[Finding]:
        """What each row would come to; a few queries for all of them."""
        self.look_up(lines)
        return [self._find_safely(line) for line in lines]

    def _find_safely(self, line: Line) -> Finding:
        if line.wrong:
            return problem(line, line.wrong)
        for column in self.columns:
            if column.is_required and not line.get(column.name):
                return problem(line, _("%(column)s is empty.") % {"column": column.label})
        try:
            return self.find_one(line)
        except Wrong as why:
            return problem(line, why)

    def require_first(self, what: str, key: object, line: Line, words: str) -> None:
        """Refuse what an earlier row has said already."""
        first = self.first_rows.setdefault((what, key), line.number)
        if first != line.number:
            raise Wrong(words % {"row": first})

    @abstractmethod
    def look_up(self, lines: list[Line]) -> None:
        """Read what the rows name."""

    @abstractmethod
    def find_one(self, line: Line) -> Finding:
        """What this row would come to; raises `Wrong`."""

    @abstractmethod
    def write(self, findings: list[Finding]) -> Written:
        """Write what is new and what changes, by the verbs; return it in keys."""

    @abstractmethod
    def hold(self, written: Written) -> None:
        """Hold it all until the transaction ends, before it is asked what can be undone."""

    @abstractmethod
    def held_back(self, written: Written) -> dict[int, str]:
        """What can no longer be undone: why, by row."""

    @abstractmethod
    def take_back(self, written: Written) -> None:
        """Undo it all, once it is held and nothing is held back."""
