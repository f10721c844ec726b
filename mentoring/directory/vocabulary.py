"""The choices one can make in the directory, and the terms of each, read in one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model, Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.directory.prepared import rows_of
from mentoring.models import MentorProfile
from registration.models import KnowledgeArea, Language, MeetingWay, Region, Route, Sector, Term

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

    @property
    def through_column(self) -> str:
        """The column of `through` that names the term."""
        field: Any = MentorProfile._meta.get_field(self.many)
        return str(field.m2m_reverse_name())


GROUPS = (
    Group("level", _("Registration level held"), Route, column=f"{REGISTRANT}__level"),
    Group("sector", _("Sector"), Sector, column=f"{REGISTRANT}__sector"),
    Group("region", _("Region"), Region, column=f"{REGISTRANT}__region"),
    Group("area", _("Knowledge area"), KnowledgeArea, many="areas"),
    Group("way", _("How you would meet"), MeetingWay, many="meeting_ways"),
    Group("route", _("Route they mentor"), Route, many="routes"),
    Group("language", _("Language"), Language, many="languages"),
)


class Choice(NamedTuple):
    """A term as the directory needs it."""

    pk: int
    slug: str
    name: str | Promise
    replaced_by: int | None = None
    is_current: bool = True


# The perspective: one look across, off until somebody asks for it.
LENS = "lens"
OTHER_LEVEL = Choice(0, "level", _("A different level from mine"))


class Vocabulary:
    """Every group's choices, in their usual order.

    A term that was replaced stands for its successor: who holds the old one is found and
    counted under the new one, and an old address leads there.
    """

    def __init__(self, choices: Mapping[str, Iterable[Choice]]) -> None:
        self.by_key = {
            group: {choice.pk: choice for choice in terms} for group, terms in choices.items()
        }

    @classmethod
    def read(cls) -> "Vocabulary":
        """All terms of all groups, in one query. Retired ones too: somebody may still hold them."""
        found: dict[str, list[Choice]] = {LENS: [OTHER_LEVEL]} | {g.key: [] for g in GROUPS}
        for key, _position, name, pk, *facts in sorted(rows_of(_all_terms)):
            slug, successor, is_current = facts
            found[key].append(Choice(pk, slug, name, successor, bool(is_current)))
        return cls(found)

    def latest(self, key: str, pk: int) -> Choice:
        """The term that stands for this one today: the last that replaced it, or itself."""
        terms = self.by_key[key]
        choice, passed = terms[pk], {pk}
        while choice.replaced_by is not None and choice.replaced_by not in passed:
            passed.add(choice.replaced_by)
            choice = terms[choice.replaced_by]
        return choice

    def replaced(self, key: str) -> dict[int, int]:
        """The keys of the group's replaced terms, each with that of its successor."""
        terms = self.by_key[key].values()
        return {t.pk: self.latest(key, t.pk).pk for t in terms if t.replaced_by is not None}

    def standing_for(self, key: str, pks: Iterable[int]) -> list[int]:
        """The keys of all terms that mean one of these today, themselves among them."""
        wanted = set(pks)
        return [pk for pk in self.by_key[key] if self.latest(key, pk).pk in wanted]

    def named(self, key: str, slugs: Iterable[str]) -> tuple[Choice, ...]:
        """The choices that an address names, each once; what is not known is left out."""
        wanted = set(slugs)
        known = (pk for pk, choice in self.by_key[key].items() if choice.slug in wanted)
        return tuple(dict.fromkeys(self.latest(key, pk) for pk in known))

    def areas_saying(self, word: str) -> list[int]:
        """The knowledge areas whose name has the word in it."""
        sought = word.casefold()
        areas = self.by_key["area"].values()
        return [area.pk for area in areas if sought in str(area.name).casefold()]


def _all_terms() -> "QuerySet[Any, Any]":
    first, *rest = (_terms(group) for group in GROUPS)
    return first.union(*rest, all=True)


def _terms(group: Group) -> "QuerySet[Any, Any]":
    terms: Any = group.terms._default_manager
    return (
        terms.order_by()
        .annotate(group=Value(group.key), is_current=Q(retired_at__isnull=True))
        .values_list("group", "position", "name", "pk", "slug", "replaced_by", "is_current")
    )
