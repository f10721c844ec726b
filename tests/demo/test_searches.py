"""The language in which the demo tells what members keep of what they looked for."""

from datetime import UTC, datetime
from typing import Any

import pytest

from demo.cast import CastError
from demo.searches import VERBS, Looked, searches
from demo.stage import Stage
from mentoring.models import SavedSearch
from tests.factories import MemberFactory

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


def looked(*acts: str, of: str = "carol", query: str = "?q=counter", **more: Any) -> Looked:
    return Looked.of({"of": of, "query": query, "acts": list(acts), **more})


def play(told: Looked, stage: Stage) -> None:
    for act in told.acts(stage):
        act.do()


def test_lines_of_one_day_come_one_after_the_other() -> None:
    first, second = looked("2 days ago: saves", "2 days ago: names").acts(Stage(NOW))
    assert first.at.date() == second.at.date()
    assert first.at < second.at


@pytest.mark.parametrize("line", ["saves", "2 days ago: carol saves", "2 days ago: dances"])
def test_a_line_that_is_no_sentence_is_refused(line: str) -> None:
    with pytest.raises(CastError, match="Not a sentence of a search"):
        list(looked(line).acts(Stage(NOW)))


def test_it_is_kept_by_people_of_the_cast() -> None:
    with pytest.raises(CastError, match="Nobody of the cast: nobody"):
        looked(of="nobody")


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["saves", "hears"])
def test_a_line_that_changes_nothing_is_refused(line: str) -> None:
    stage = Stage(NOW, {"carol": MemberFactory()})
    play(looked("2 days ago: saves"), stage)
    with pytest.raises(CastError, match="Nothing came of it"):
        play(looked(f"1 days ago: {line}"), stage)


@pytest.mark.django_db
def test_a_search_is_written_as_the_directory_writes_it() -> None:
    stage = Stage(NOW, {"carol": MemberFactory()})
    with pytest.raises(CastError, match="The directory does not write it so"):
        play(looked("2 days ago: saves", query="?sector=law&q=counter"), stage)
    assert not SavedSearch.objects.exists()


def test_every_verb_of_the_language_is_used() -> None:
    lines = [line for told in searches() for line in told.lines]
    assert [verb for verb in VERBS if not any(line.endswith(f": {verb}") for line in lines)] == []
