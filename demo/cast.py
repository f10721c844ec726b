"""The people of the demo, as people/*.toml tells them. All of them are made up.

Times in these files are spans before now ("3 weeks"), so that the demo does not age.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# What an app needs to sign in as anybody of the office. The password and this guard nothing.
APP_SECRET = "ALONGSIDEDEMOTWOSTEPSIGNINALLDAY"  # noqa: S105  # of people who do not exist
PASSWORD = "reading-room-2026"  # noqa: S105  # of people who do not exist
DOMAIN = "example.org"
ALL_ROUTES = ["certification", "chartership", "fellowship"]


class CastError(Exception):
    """The demo's own files contradict each other; the text says where."""


@dataclass(frozen=True)
class Offer:
    """What a mentor offers, and what they say of themselves."""

    story: str
    help: str
    places: int = 2
    front_line: bool = False
    routes: list[str] = field(default_factory=lambda: ALL_ROUTES)
    areas: list[str] = field(default_factory=list)
    meets: list[str] = field(default_factory=lambda: ["video", "e-mail"])
    speaks: list[str] = field(default_factory=list)
    drafted: str = ""
    listed: str = ""
    unlisted: str = ""
    confirmed: str = ""
    away: str = ""


@dataclass(frozen=True)
class Person:
    """One person and their life so far; `offer` when they have a mentor profile.

    Args:
        part: for the people whose log-in is shown, what there is to see.
        awards, enrolled, completed, left: a span of time by the slug of the route.
        training: keys of the training days they went to.
    """

    key: str
    name: str
    called: str = ""
    pronouns: str = ""
    part: str = ""
    job: str = ""
    at: str = ""
    kind: str = ""
    sector: str = ""
    region: str = ""
    joined: str = ""
    awards: dict[str, str] = field(default_factory=dict)
    enrolled: dict[str, str] = field(default_factory=dict)
    completed: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    training: list[str] = field(default_factory=list)
    offer: Offer | None = None

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


@dataclass(frozen=True)
class Wishes:
    """What a member looks for in a mentor, by the slugs of the terms."""

    areas: list[str] = field(default_factory=list)
    meets: list[str] = field(default_factory=list)
    speaks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TrainingDay:
    """A day on which mentors were trained, and when the office wrote it down.

    With a trainer it has a roll as well: those who went to it, and `booked` beside them.

    Args:
        ago: how long ago it was held, or `ahead` how far off it is.
        waits: the office has not recorded it yet.
    """

    key: str
    provider: str
    ago: str = ""
    ahead: str = ""
    recorded: str = ""
    kind: str = "initial"
    mode: str = "in_person"
    note: str = ""
    place: str = ""
    trainer: str = ""
    region: str = ""
    places: int | None = None
    booked: list[str] = field(default_factory=list)
    waits: bool = False


@cache
def people() -> dict[str, Person]:
    """Everybody by key, the named cast first."""
    told: dict[str, Person] = {}
    for path in sorted((HERE / "people").glob("*.toml")):
        for key, facts in read(path).items():
            if key in told:
                raise CastError(f"{path.name}: {key} is somebody else already.")
            told[key] = person(key, facts)
    return told


def person(key: str, facts: dict[str, Any]) -> Person:
    """One table of a file; what only a mentor says goes into the offer."""
    of_a_mentor = {name: facts.pop(name) for name in list(facts) if name in OFFER}
    return Person(key, offer=offer(of_a_mentor) if of_a_mentor else None, **facts)


def offer(facts: dict[str, Any]) -> Offer:
    words = {name: paragraph(facts[name]) for name in ("story", "help")}
    return Offer(**{**facts, **words})


OFFER = set(Offer.__dataclass_fields__)


@cache
def wishes() -> dict[str, Wishes]:
    """By the key of the person; most have said nothing."""
    return {key: Wishes(**facts) for key, facts in read(HERE / "wishes.toml").items()}


@cache
def training_days() -> dict[str, TrainingDay]:
    return {key: TrainingDay(key, **facts) for key, facts in read(HERE / "training.toml").items()}


def named() -> Iterator[Person]:
    """Those whose log-in is shown to visitors."""
    return (person for person in people().values() if person.part)


def mentors() -> Iterator[Person]:
    """Those who have written a mentor profile."""
    return (person for person in people().values() if person.offer)


def read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def paragraph(text: str) -> str:
    """Text of several short lines as one paragraph."""
    return " ".join(text.split())
