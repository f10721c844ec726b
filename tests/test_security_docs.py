"""What docs/security says is complete, and what it names is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.env import BASE

FOLDER = BASE / "docs" / "security"
REQUIREMENT = re.compile(r"V\d+(?:\.\d+){0,2}")
# Levels 1 and 2 of OWASP's ASVS 5.0.0 have 253 requirements; of these, 48 do not apply here.
APPLY = 205


def rows(text: str) -> Iterator[list[str]]:
    """The cells of each row of each table, without its head."""
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith(("| ---", "| Requirement", "| Who ")):
            yield [cell.strip() for cell in line.strip("| ").split(" | ")]


def test_each_requirement_is_answered_once() -> None:
    text = (FOLDER / "asvs.md").read_text()
    answered = list(rows(text.partition("## What does not apply")[0]))
    named = [one for row in answered for one in REQUIREMENT.findall(row[0])]
    assert len(named) == len(set(named)) == APPLY
    assert all(len(row) == 3 and all(row) for row in answered)


def test_each_answer_names_what_shows_it_and_not_a_page_alone() -> None:
    text = (FOLDER / "asvs.md").read_text().partition("## What does not apply")[0]
    told_alone = [row[0] for row in rows(text) if not re.search("`tests/|`bin/check`", row[2])]
    assert told_alone == ["V2.1.1, V2.1.2, V2.1.3"]  # which ask for pages


@pytest.mark.parametrize("page", ["asvs.md", "regressions.md", "threats.md"])
def test_what_is_named_is_there(page: str) -> None:
    wrong = [
        name
        for name in re.findall(r"`([\w./-]+(?:::\w+)?)`", (FOLDER / page).read_text())
        if "/" in name and not is_there(name)
    ]
    assert wrong == []


def is_there(name: str) -> bool:
    path, _, test = name.partition("::")
    file: Path = BASE / path
    return file.exists() and (not test or f"def {test}(" in file.read_text())
