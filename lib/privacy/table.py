"""How one table is classed: for the whole of it, and column by column where that differs."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

CONTRACT = "contract: the member’s use of the scheme"
INTERESTS = "legitimate interests"
NO_PERSON = "none: nothing about a person"

GOES = "goes: the row is deleted"
BLANK = "emptied"
SAID = "a sentence stands in its place"
STAYS = "stays"

# From a row to whose it is: "member"; or with a condition, "pairing__mentor side=mentor".
Ways = tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """Some columns of a table.

    Args:
        names: the columns, with spaces between.
        unread: why they are not in the copy that somebody asks for of their data; empty
            when they are.
        erase: what becomes of them with their member, where it is not as for the whole row.
        ways: to whom they lead, where it is not as for the whole row.
    """

    names: str
    unread: str = ""
    erase: str = ""
    ways: Ways = ()


@dataclass(frozen=True)
class Table:
    """One table.

    Args:
        model: its label.
        purpose, basis, readers, until: why it is kept, on what lawful basis, who reads it, how
            long it is kept.
        about: the ways to the members that a row says something about: it is in their copy.
        by: the ways to those whose going touches the row; as `about` unless told.
        erase: what becomes of the row then; of a row that STAYS, single columns may go.
        why: why what stays, stays.
        notice: under which words of the privacy notice it stands; none when nobody is in it.
    """

    model: str
    purpose: str
    columns: tuple[Columns, ...]
    basis: str = NO_PERSON
    readers: str = "everybody"
    until: str = "while it is used"
    about: Ways = ()
    by: Ways = ()
    erase: str = STAYS
    why: str = ""
    notice: str = ""
    fields: dict[str, Columns] = field(init=False)

    def __post_init__(self) -> None:
        named = {name: each for each in self.columns for name in each.names.split()}
        object.__setattr__(self, "fields", named)

    @property
    def of(self) -> type[Model]:
        return apps.get_model(self.model)

    @property
    def is_personal(self) -> bool:
        return self.basis != NO_PERSON

    def erasure(self, name: str) -> str:
        """What becomes of a column with its member."""
        return self.fields[name].erase or self.erase

    def rows_about(self, member: Any) -> Any:
        """The rows that say something about a member."""
        return rows(self.of, self.about, member)

    def rows_by(self, member: Any, columns: Columns | None = None) -> Any:
        """The rows that the going of a member touches, or those columns of them."""
        ways = (columns.ways if columns else ()) or self.by or self.about
        return rows(self.of, ways, member)


def rows(model: type[Model], ways: Ways, member: Any) -> Any:
    """The rows of a model that lead to a member in one of these ways."""
    found = model._base_manager
    return found.filter(reduce(or_, map(leads(member), ways))) if ways else found.none()


def leads(member: Any) -> Any:
    """Turns a way into the condition that it leads to this member."""

    def condition(way: str) -> Q:
        lookup, *conditions = way.split()
        return Q(**{lookup: member.pk}, **dict(each.split("=") for each in conditions))

    return condition
