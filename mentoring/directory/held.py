"""Which terms mentors have chosen for themselves, of several groups in one query."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any

from django.db.models import F, QuerySet, Value

from mentoring.directory.groups import GROUPS, Group
from mentoring.directory.prepared import Make, Sql, among, database, fetch, prepared

BY_KEY = {group.key: group for group in GROUPS if group.many}
Held = Mapping[tuple[int, str], list[str]]


def held_by(profiles: Collection[int], keys: Iterable[str] = tuple(BY_KEY)) -> Held:
    """The names of the terms by (key of the profile, key of the group), in their usual order."""
    found = defaultdict(list)
    for key, _position, name, _pk, profile in sorted(_chosen(profiles, keys)):
        found[profile, key].append(name)
    return found


def keys_held_by(profile: int) -> dict[str, list[int]]:
    """The keys of the terms that one mentor has chosen, by group."""
    found: dict[str, list[int]] = {key: [] for key in BY_KEY}
    for key, _position, _name, pk, _profile in _chosen([profile], BY_KEY):
        found[key].append(pk)
    return found


def _chosen(profiles: Collection[int], keys: Iterable[str]) -> list[tuple[Any, ...]]:
    groups = [_of_group(key, profiles) for key in keys]
    return fetch(
        " UNION ALL ".join(sql for sql, _values in groups),
        (value for _sql, values in groups for value in values),
    )


def _of_group(key: str, profiles: Collection[int]) -> Sql:
    sql, values = prepared(QUERIES[key], database())
    column = f"{BY_KEY[key].through._meta.db_table}.mentorprofile_id"
    return f"{sql} WHERE {among(column, profiles)}", values


def _everything_chosen(group: Group) -> "QuerySet[Any, Any]":
    term, chosen = group.through_term, group.through._default_manager.all()
    names = {"place": F(f"{term}__position"), "name": F(f"{term}__name")}
    return chosen.annotate(group=Value(group.key), **names).values_list(
        "group", "place", "name", term, "mentorprofile"
    )


QUERIES: Mapping[str, Make] = {
    key: partial(_everything_chosen, group) for key, group in BY_KEY.items()
}
