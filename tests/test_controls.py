"""What is held by code and not by rows: with the guard taken out, the test of it must fail.

docs/testing.md has a table of all invariants, each with its test and its control.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts import codes
from accounts.models.data_copy import DataCopyQuerySet
from accounts.models.office import OfficeMember
from config.env import BASE
from lib import sheets
from lib.refusals import NotAllowed
from mentoring.invariants import INVARIANTS
from mentoring.models import Pairing
from mentoring.models import pairing as verbs
from registration.models import Route
from tests.access import test_access
from tests.access.world import build
from tests.accounts import test_reset
from tests.factories import RegionFactory, officer_of
from tests.lib import test_sheets
from tests.mentoring import (
    test_copying,
    test_erasing,
    test_pairing_transitions_levels,
    test_pairing_verbs,
    test_silence,
)
from tests.staff import test_sight
from tests.test_security_docs import is_there

pytestmark = pytest.mark.django_db
HEIGHT = {"certification": 1, "chartership": 2, "fellowship": 3}
Spoil = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Control:
    """An invariant, a test that holds it, and the guard without which that test must fail."""

    number: str
    test: Callable[..., None]
    spoil: Spoil

    def __str__(self) -> str:
        return f"{self.number} {getattr(self.test, 'func', self.test).__name__}"


def rank_levels(patch: pytest.MonkeyPatch) -> None:
    """Nobody is mentored by somebody below the route."""
    guard = verbs.require_gate

    def require_height(pairing: Pairing, enrolment: Any, profile: Any) -> None:
        guard(pairing, enrolment, profile)
        level = pairing.mentor.registrant.level
        if not level or HEIGHT[level.slug] < HEIGHT[enrolment.route.slug]:
            raise NotAllowed("Not high enough.")

    patch.setattr(verbs, "require_gate", require_height)


def forget_who_has_accepted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Pairing, "has_accepted", lambda _self, _member: False)


def act_when_looked_at(patch: pytest.MonkeyPatch) -> None:
    """An address that changes something answers those who only look as well."""
    pattern = next(each for each in patterns() if each.name == "pairing_end")
    patch.setattr(pattern, "callback", pattern.callback.__wrapped__)


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    within = (resolver or get_resolver()).url_patterns
    deeper = [patterns(each) if isinstance(each, URLResolver) else [each] for each in within]
    return [pattern for some in deeper for pattern in some]


def keep_codes_alive(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(codes, "constant_time_compare", lambda *_marks: True)


def keep_copies_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(DataCopyQuerySet, "kept", lambda self, _now=None: self)


def leave_formulas(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sheets, "begins_a_formula", lambda _text: False)


def see_everybody(patch: pytest.MonkeyPatch) -> None:
    """No permission is for some networks alone."""
    patch.setattr(OfficeMember, "may_everywhere", OfficeMember.may)


def embellish_what_is_left(patch: pytest.MonkeyPatch) -> None:
    """An erasure that gives whoever stays a level that they never held."""
    be_erased = test_erasing.be_erased

    def erase_and_embellish(member: Any) -> None:
        be_erased(member)
        Pairing.objects.update(mentor_level=Route.objects.first())

    patch.setattr(test_erasing, "be_erased", erase_and_embellish)


def live_in_greenwich(patch: pytest.MonkeyPatch) -> None:
    """Days that begin at midnight of UTC, in summer too."""
    patch.setattr(timezone, "get_default_timezone", lambda: UTC)


def meet_the_table(role: str, method: str, column: int) -> None:
    table = {name: (key, get, post) for name, key, get, post in test_access.rows()}
    test_access.test_each_role_meets_what_the_table_says(role, method, column, build(), table)


def counts_of_a_network() -> None:
    north, officer = RegionFactory(name="Far North"), Client()
    officer.force_login(officer_of(north))
    test_sight.test_counts_are_those_of_the_network(officer, north)


def reset_after_a_change(run_tasks: Any) -> None:
    change = {"email": "ben2@example.org"}
    test = test_reset.test_a_reset_dies_when_the_account_changes_meanwhile
    test(Client(), run_tasks, "before the code", change)


any_level = partial(
    test_pairing_transitions_levels.test_any_level_mentors_any_route, "certification", "fellowship"
)
copy_for_72_hours = test_copying.test_a_copy_is_kept_for_72_hours_and_not_longer
in_summer = partial(
    test_silence.test_silence_is_counted_from_the_day_on_which_the_mentor_is_back, date(2027, 7, 10)
)
CONTROLS = [
    Control("I7", any_level, rank_levels),
    Control("I9", test_pairing_verbs.test_accepting_twice_changes_nothing, forget_who_has_accepted),
    Control("I9", partial(meet_the_table, "mentee", "get", 1), act_when_looked_at),
    Control("I16", reset_after_a_change, keep_codes_alive),
    Control(
        "I16", test_copying.test_a_copy_is_kept_for_72_hours_and_not_longer, keep_copies_for_ever
    ),
    Control("I19", partial(test_sheets.test_a_formula_is_made_a_text, "=1+1"), leave_formulas),
    Control("I19", counts_of_a_network, see_everybody),
    Control(
        "I21",
        partial(test_erasing.test_no_report_counts_otherwise_for_an_erasure, "mentee"),
        embellish_what_is_left,
    ),
    Control("I23", in_summer, live_in_greenwich),
]


ROW = re.compile(r"\| (I\d+) \| .* \| (.*) \| (.*) \|")


def table() -> dict[str, tuple[str, str]]:
    """Of each invariant, what docs/testing.md says of its test and of its control."""
    lines = (BASE / "docs" / "testing.md").read_text().splitlines()
    rows = [ROW.fullmatch(line) for line in lines]
    return {row[1]: (row[2], row[3]) for row in rows if row}


def test_every_invariant_of_the_bar_has_its_test_and_its_control() -> None:
    controls = {number: control for number, (_test, control) in table().items()}
    planted = {invariant.number for invariant in INVARIANTS} - {"+"}
    taken_out = {control.number for control in CONTROLS}
    by_name = {number for number, control in controls.items() if "::" in control}
    assert list(controls) == [f"I{number}" for number in range(1, 25)]
    assert {number for number in controls if "planted" in controls[number]} == planted
    assert {number for number in controls if "taken out" in controls[number]} == taken_out
    assert set(controls) - planted - taken_out - by_name == {"I24"}


def test_the_tests_of_the_table_are_there() -> None:
    named = re.findall(r"`(tests/[\w./-]+(?:::\w+)?)`", str(table()))
    assert [name for name in named if not is_there(name)] == []


def test_there_is_one_language(settings: Any) -> None:
    """With a second one, its pages need the same forms and buttons: compare them here."""
    assert [code for code, _name in settings.LANGUAGES] == ["en"]


@pytest.fixture
def given(run_tasks: Any) -> dict[str, Any]:
    """What the tests above ask for."""
    return {"run_tasks": run_tasks}


def run(control: Control, given: dict[str, Any]) -> None:
    wanted = getattr(control.test, "func", control.test).__code__
    names = wanted.co_varnames[: wanted.co_argcount]
    control.test(**{name: value for name, value in given.items() if name in names})


@pytest.mark.parametrize("control", CONTROLS, ids=str)
def test_as_it_is_the_test_passes(control: Control, given: dict[str, Any]) -> None:
    run(control, given)


@pytest.mark.parametrize("control", CONTROLS, ids=str)
def test_with_the_guard_taken_out_the_test_fails(
    control: Control, given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    control.spoil(monkeypatch)
    with pytest.raises(AssertionError):
        run(control, given)
