"""Every kind of import by its name."""

from collections.abc import Mapping

from mentoring.imports.awards import Awards
from mentoring.imports.completions import Completions
from mentoring.imports.kind import Kind
from mentoring.imports.members import Members
from mentoring.imports.mentors import Mentors
from mentoring.imports.pairings import Pairings
from mentoring.states import ImportKind

KINDS: Mapping[str, type[Kind]] = {
    ImportKind.MEMBERS: Members,
    ImportKind.AWARDS: Awards,
    ImportKind.COMPLETIONS: Completions,
    ImportKind.MENTORS: Mentors,
    ImportKind.PAIRINGS: Pairings,
}


def guessed(kind: str, heading: list[str]) -> dict[str, int]:
    """Which cell of the heading is which column, as far as its words tell; none twice."""
    found: dict[str, int] = {}
    for column in KINDS[kind].columns:
        at = column.guessed(heading)
        if at is not None and at not in found.values():
            found[column.name] = at
    return found
