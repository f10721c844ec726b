"""Which terms mentors have chosen for themselves, of several groups in one query."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import F, Value

from mentoring.directory.vocabulary import GROUPS, Group

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


def _chosen(profiles: Collection[int], keys: Iterable[str]) -> Any:
    first, *rest = (_chosen_of(BY_KEY[key], profiles) for key in keys)
    return first.union(*rest, all=True)


def _chosen_of(group: Group, profiles: Collection[int]) -> Any:
    term = group.through_term
    chosen: Any = group.through._default_manager
    return (
        chosen.filter(mentorprofile__in=profiles)
        .annotate(group=Value(group.key), place=F(f"{term}__position"), name=F(f"{term}__name"))
        .values_list("group", "place", "name", term, "mentorprofile")
    )
