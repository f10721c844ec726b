"""The locks hold what pyproject.toml asks for: pinned, hashed and without an address."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from packaging.requirements import Requirement

import _house as house


def faults() -> Iterator[str]:
    """A line for each way in which the locks and pyproject.toml disagree."""
    project = tomllib.loads((house.ROOT / "pyproject.toml").read_text())
    product, workshop = _pins(house.PRODUCT), _pins(house.WORKSHOP)
    yield from _unmet(project["project"]["dependencies"], product, house.PRODUCT)
    yield from _unmet(project["dependency-groups"]["dev"], workshop, house.WORKSHOP)
    for name, version in product.items():
        if workshop.get(name) != version:
            yield f"{name} is {version} in {house.PRODUCT}, {workshop.get(name)} in the other lock"
    for lock in (house.PRODUCT, house.WORKSHOP):
        yield from _loose_ends(lock)


def _pins(lock: str) -> dict[str, str]:
    """The version of each package."""
    lines = (house.ROOT / lock).read_text().splitlines()
    return dict(line.split()[0].split("==") for line in lines if "==" in line)


def _unmet(asked: list[str], pins: dict[str, str], lock: str) -> Iterator[str]:
    for text in asked:
        wanted = Requirement(text)
        version = pins.get(wanted.name.lower())
        if version is None or not wanted.specifier.contains(version):
            yield f"{text} is asked for, and {lock} has {version or 'none'}"


def _loose_ends(lock: str) -> Iterator[str]:
    text = (house.ROOT / lock).read_text()
    for block in text.replace("\\\n", " ").splitlines():
        if "--hash=sha256:" not in block:
            yield f"{lock}: {block.split(' ')[0]} has no hash"
    if "://" in text:
        yield f"{lock} names an address"
    if {"psycopg", "psycopg-binary"} & set(_pins(lock)):
        yield f"{lock} has psycopg 3, which Django would take in place of psycopg2"
