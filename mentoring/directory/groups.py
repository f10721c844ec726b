"""The kinds of choice that one can make in the directory."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.models import MentorProfile
from registration.models import (
    KnowledgeArea,
    Language,
    MeetingWay,
    OrganisationKind,
    Region,
    Route,
    Sector,
    Term,
)

REGISTRANT = "member__registrant"


@dataclass(frozen=True)
class Group:
    """One kind of choice. `key` names it in the address."""

    key: str
    title: str | Promise
    terms: type[Term]
    column: str = ""  # one term a mentor: how it is reached from the profile
    many: str = ""  # several terms a mentor: the profile's field

    @property
    def through(self) -> type[Model]:
        """The table that joins profiles and terms, of a group with several terms a mentor."""
        return getattr(MentorProfile, self.many).through

    @property
    def through_term(self) -> str:
        """The field of `through` that names the term."""
        field: Any = MentorProfile._meta.get_field(self.many)
        return str(field.m2m_reverse_field_name())


GROUPS = (
    Group("level", _("Registration level held"), Route, column=f"{REGISTRANT}__level"),
    Group("sector", _("Sector"), Sector, column=f"{REGISTRANT}__sector"),
    Group("region", _("Region"), Region, column=f"{REGISTRANT}__region"),
    Group("area", _("Knowledge area"), KnowledgeArea, many="areas"),
    Group("way", _("How you would meet"), MeetingWay, many="meeting_ways"),
    Group("route", _("Route they mentor"), Route, many="routes"),
    Group("language", _("Language"), Language, many="languages"),
    Group(
        "kind",
        _("Kind of organisation"),
        OrganisationKind,
        column=f"{REGISTRANT}__organisation_kind",
    ),
)
# Asked for by a lens alone: two dozen facets more would help nobody.
NOT_OFFERED = {"kind"}


class Choice(NamedTuple):
    """A term as the directory needs it."""

    pk: int
    slug: str
    name: str | Promise
    replaced_by: int | None = None
    is_current: bool = True


# Choices that are no vocabulary of the office's. The numbers are values of a dimension.
PLACES, NOW, LATER = "places", 1, 2
EXPERIENCE, NEW, COMPLETED = "experience", 1, 2
LENS = "lens"
FIXED: Mapping[str, tuple[Choice, ...]] = {
    # A look across, each off until somebody asks for it.
    LENS: (
        Choice(1, "level", _("A different level from mine")),
        Choice(2, "sector", _("A different sector")),
        Choice(3, "kind", _("A different kind of organisation")),
        Choice(4, "front-line", _("A front-line role")),
        Choice(5, "region", _("Outside my region")),
    ),
    PLACES: (
        Choice(NOW, "now", _("A place free now")),
        Choice(LATER, "later", _("No place now, or away")),
    ),
    EXPERIENCE: (
        Choice(NEW, "new", _("New mentor")),
        Choice(COMPLETED, "completed", _("Has completed pairings")),
    ),
}
TITLES: Mapping[str, str | Promise] = {
    PLACES: _("Places"),
    **{group.key: group.title for group in GROUPS if group.key not in NOT_OFFERED},
    EXPERIENCE: _("Experience"),
}


@cache
def titles(_language: str | None) -> Mapping[str, str]:
    """The titles in the language of this moment, put into words once."""
    return {key: str(title) for key, title in TITLES.items()}
