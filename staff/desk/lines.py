"""A row of the desk, as a page shows it: whom it is about, and what one can do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Member
from accounts.roles import Permission
from mentoring.directory.many import Fitting
from mentoring.states import Matter

# What each matter shows beside the desk itself.
NEEDS: Mapping[Matter, Permission] = {
    Matter.HELP: Permission.SEE_HELP_WANTED,
    Matter.IMPORTS: Permission.IMPORT_LISTS,
    Matter.APPLIED: Permission.SEE_APPLICATIONS,
}
ANSWERED = frozenset({Matter.APPLIED})
REMINDED = frozenset({Matter.EXPIRING, Matter.LAPSING, Matter.NOT_LISTED})
PEOPLE: Mapping[Matter, Callable[[Any], list[Member]]] = {
    Matter.HELP: lambda check_in: [check_in.member],
    Matter.FLAGGED: lambda member: [member],
    Matter.WAITING: lambda enrolment: [enrolment.member],
    # Of a proposal the office learns who is awaited, and not whom they keep waiting.
    Matter.EXPIRING: lambda pairing: [getattr(pairing, side) for side in pairing.waiting_for],
    Matter.SILENT: lambda profile: [profile.member],
    Matter.APPLIED: lambda application: [application.member],
    Matter.LAPSING: lambda training: [training.member],
    Matter.NOT_LISTED: lambda member: [member],
    Matter.INTERESTED: lambda profile: [profile.member],
    Matter.BOUNCED: lambda member: [member],
    Matter.IMPORTS: lambda found: [found.uploaded_by],
}


def matters_of(viewer: Member) -> list[Matter]:
    """What stands on the desk of this member of the office."""
    return [matter for matter in PEOPLE if viewer.may(NEEDS.get(matter, Permission.SEE_QUEUE))]


@dataclass(frozen=True)
class Line:
    """One row, to one of the office."""

    matter: Matter
    row: Any
    viewer: Member
    fitting: Fitting | None = None

    @property
    def people(self) -> list[Member]:
        return PEOPLE[self.matter](self.row)

    @property
    def about(self) -> str:
        """What tells its buttons from those of another row."""
        return ", ".join(member.name for member in self.people)

    @property
    def template(self) -> str:
        """Why it is there."""
        return f"staff/desk/{self.matter.value}.html"

    @property
    def keys(self) -> list[Any]:
        """What its addresses end in."""
        return [self.matter.value, self.row.pk]

    @property
    def is_mine(self) -> bool:
        return bool(self.row.taken_by_pk == self.viewer.pk)

    @property
    def can_be_worked(self) -> bool:
        """Whether the viewer may do more than read."""
        return self.viewer.may(Permission.WORK_QUEUE)

    @property
    def can_be_reminded(self) -> bool:
        return self.matter in REMINDED

    @property
    def can_be_settled(self) -> bool:
        """What is answered leaves the desk with its answer, and not before."""
        return self.matter not in ANSWERED

    @property
    def can_be_suggested_to(self) -> bool:
        return self.matter == Matter.WAITING and self.viewer.may(Permission.SUGGEST_PAIRINGS)
