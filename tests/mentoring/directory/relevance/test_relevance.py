"""Who is found by what people type: measured over a fixed cast, and held above a bound.

Each query is asked on several days, since equals take turns; both of words that were
written lately, and of words that the database keeps.
"""

import random
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import QueryDict

from accounts.models import Member
from mentoring.directory.page import look
from tests.conftest import Say
from tests.factories import MemberFactory
from tests.mentoring.directory.relevance.answers import HEADING, Answer, figures_of, missed
from tests.mentoring.directory.relevance.cast import Query, cast, people, queries
from tests.mentoring.directory.relevance.slips import made_from
from tests.mentoring.mentors import keep_everything

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAYS = 2
SEEKER = 4_000_000  # the same in every run, so that turns are
LEAST_FIRST, LEAST_FEW, LEAST_OF_A_KIND = 0.97, 0.97, 0.85


@pytest.mark.parametrize("words", ["lately", "kept"])
def test_who_is_meant_is_found(words: str, figures: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = asked_on_some_days(queries(), monkeypatch if words == "kept" else None)
    figures(f"{HEADING}   words {words}")
    hold(answers, figures)


def test_who_is_meant_is_found_though_fingers_slip(
    figures: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(3)  # noqa: S311  # seeded, so that a failure can be looked at
    asked = list(made_from(people(), chance))
    figures(f"{HEADING}   made from the cast")
    hold(asked_on_some_days(asked, monkeypatch, days=1), figures)


def hold(answers: list[Answer], figures: Say) -> None:
    """Say the figures of each kind and of all, and hold them above their bounds."""
    counted = list(figures_of(answers))
    for each in counted:
        figures(str(each))
    wrong = "\n".join(missed(answers))
    assert counted[-1].first >= LEAST_FIRST, wrong
    assert counted[-1].few >= LEAST_FEW, wrong
    assert min(each.first for each in counted) >= LEAST_OF_A_KIND, wrong


def asked_on_some_days(
    asked: list[Query], monkeypatch: pytest.MonkeyPatch | None, days: int = DAYS
) -> list[Answer]:
    """What everything finds, of words that are kept if there is something to keep them by."""
    found = []
    with time_machine.travel(NOON, tick=False) as clock:
        names, seeker = cast(), MemberFactory(pk=SEEKER)
        for day in range(days):
            clock.move_to(NOON + timedelta(days=day))
            if monkeypatch:
                keep_everything(monkeypatch)
            found += [Answer(each, shown(seeker, each.text, names)) for each in asked]
    return found


def shown(seeker: Member, text: str, names: dict[int, str]) -> list[str]:
    """Who stands on the page, the first first."""
    query = QueryDict(mutable=True)
    query["q"] = text
    return [names[key] for key in look(seeker, query).found.page.keys]


def test_there_is_enough_to_measure() -> None:
    asked, everybody = queries(), set(people())
    texts = [each.text for each in asked]
    assert (len(texts) >= 300, len(everybody) >= 60) == (True, True)
    assert len(texts) == len(set(texts))
    assert {name for each in asked for name in each.meant} <= everybody
