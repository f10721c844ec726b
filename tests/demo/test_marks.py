"""The language in which the demo tells what members note about mentors."""

from datetime import UTC, datetime
from typing import Any

import pytest

from demo.cast import CastError
from demo.marks import VERBS, Noted, marks
from demo.stage import Stage
from mentoring.models import MentorMark, MentorProfile
from tests.factories import MemberFactory, MentorProfileFactory

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


def noted(*acts: str, of: str = "carol on ben", **more: Any) -> Noted:
    return Noted.of({"of": of, "acts": list(acts), **more})


def test_it_knows_who_notes_what_about_whom() -> None:
    told = noted("2 days ago: notes", note="One line\nand another.")

    assert (told.member, told.mentor, told.note) == ("carol", "ben", "One line and another.")


def test_lines_of_one_day_come_one_after_the_other() -> None:
    first, second = noted("2 days ago: shortlists", "2 days ago: notes").acts(Stage(NOW))

    assert first.at.date() == second.at.date()
    assert first.at < second.at


@pytest.mark.parametrize("line", ["watches", "2 days ago: carol watches", "2 days ago: dances"])
def test_a_line_that_is_no_sentence_is_refused(line: str) -> None:
    with pytest.raises(CastError, match="Not a sentence of a mark"):
        list(noted(line).acts(Stage(NOW)))


@pytest.mark.parametrize("of", ["carol on nobody", "carol and ben"])
def test_it_is_about_people_of_the_cast(of: str) -> None:
    with pytest.raises(CastError, match="Not a member on a mentor"):
        noted(of=of)


@pytest.mark.django_db
def test_a_line_that_changes_nothing_is_refused() -> None:
    profile: MentorProfile = MentorProfileFactory()
    stage = Stage(NOW, {"carol": MemberFactory(), "ben": profile.member})
    [act] = noted("2 days ago: drops").acts(stage)

    with pytest.raises(CastError, match="Nothing came of it: 2 days ago: drops"):
        act.do()

    assert not MentorMark.objects.exists()


def test_every_verb_of_the_language_is_used() -> None:
    lines = [line for told in marks() for line in told.lines]

    assert [verb for verb in VERBS if not any(line.endswith(f": {verb}") for line in lines)] == []
