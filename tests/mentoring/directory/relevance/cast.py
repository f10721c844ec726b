"""The people whom the queries look for, and the queries, read from the files beside this one."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from mentoring.models import MentorProfile
from registration.models import KnowledgeArea, Language, Region, Sector
from tests.factories import MentorProfileFactory, RegistrantFactory

HERE = Path(__file__).parent


class Query(NamedTuple):
    """What is typed, of which kind, and the short names of those who are meant."""

    kind: str
    text: str
    meant: list[str]


def queries() -> list[Query]:
    kinds = _read("queries")
    return [Query(kind, *row) for kind, rows in kinds.items() for row in rows.items()]


def people() -> dict[str, Any]:
    """What the file says of everybody, by their short names."""
    return _read("cast")


def cast() -> dict[int, str]:
    """Everybody as a mentor who can be proposed to; their short names by key of the profile."""
    terms = {
        kind: {term.slug: term for term in kind._default_manager.all()}
        for kind in (Sector, Region, KnowledgeArea, Language)
    }
    in_order = enumerate(people().items(), start=1)
    return {_mentor(key, person, terms).pk: name for key, (name, person) in in_order}


def _mentor(key: int, person: dict[str, Any], terms: Any) -> MentorProfile:
    """The key is the same in every run, so that turns are."""
    registrant = RegistrantFactory(
        member__name=person["name"],
        job_title=person["title"],
        organisation=person["organisation"],
        sector=terms[Sector][person["sector"]],
        region=terms[Region][person["region"]],
    )
    texts = {name: person[name] for name in ("story", "help_with")}
    profile = MentorProfileFactory(pk=key, member=registrant.member, **texts)
    profile.areas.set(terms[KnowledgeArea][slug] for slug in person["areas"])
    profile.languages.set(terms[Language][slug] for slug in person.get("languages", ["english"]))
    return profile


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
