"""The language in which pairings of the demo are told."""

from datetime import UTC, datetime
from typing import Any

import pytest

from demo.cast import CastError
from demo.stage import Stage
from demo.stories import VERBS, WORDED, Story, stories

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


def story(*acts: str, of: str = "amina and ben, fellowship") -> Story:
    return Story.of({"of": of, "me": "I", "why": "you", "hope": "for", "meet": "us", "acts": acts})


def test_a_story_knows_its_people_its_route_and_its_answers() -> None:
    told = story("2 days ago: amina proposes")

    assert (told.mentee, told.mentor, told.route) == ("amina", "ben", "fellowship")
    assert told.texts["why_you"] == "you"


def test_lines_of_one_day_come_one_after_the_other() -> None:
    told = story("2 days ago: amina proposes", "2 days ago: ben accepts")

    first, second = told.acts(Stage(NOW))

    assert first.at.date() == second.at.date()
    assert first.at < second.at


@pytest.mark.parametrize(
    "line",
    [
        "amina proposes",
        "2 days ago: amina dances",
        "2 days ago: carol accepts",
        "two days ago: amina proposes",
        "2 days ago: amina writes",
        "2 days ago: amina accepts: Gladly.",
    ],
)
def test_a_line_that_is_no_sentence_of_the_story_is_refused(line: str) -> None:
    with pytest.raises(CastError, match="Not a sentence of a story"):
        list(story(line).acts(Stage(NOW)))


def test_a_story_is_about_people_of_the_cast() -> None:
    with pytest.raises(CastError, match="Not two people and a route"):
        story(of="amina and nobody, fellowship")


def test_a_line_that_changes_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    told = story("2 days ago: ben accepts")
    nothing: Any = lambda *_: False  # noqa: E731
    monkeypatch.setitem(VERBS, "accepts", nothing)
    [act] = told.acts(Stage(NOW))

    with pytest.raises(CastError, match="Nothing came of it: 2 days ago: ben accepts"):
        act.do()


def test_every_verb_of_the_language_is_used() -> None:
    lines = [line for told in stories() for line in told.lines]

    unused = [verb for verb in VERBS if not any(line.endswith(f" {verb}") for line in lines)]
    unused += [verb for verb in WORDED if not any(f" {verb}: " in line for line in lines)]

    assert unused == []
