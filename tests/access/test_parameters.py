"""A parameter of the wrong kind, or given twice, is an error or nothing; never a fault of ours."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from tests.access.test_access import ARGUMENTS, answer_to, rows
from tests.access.world import ROLES, World, build

# Each that a page of ours reads from its address.
NAMES = (
    "page q before after kind member mentor role show tick names next sort route routes area areas "
    "sector region organisation language way level lens place from to period since until "
    "year month report on off answer query value over session state code"
).split()
WRONG = (
    ("9" * 40, "-1"),
    ("\x00", "'\"><b>{{7}}"),
    ("1.5", "\u0663"),
    ("", "[]"),
    ("2026-02-30", "0000-00-00"),
)


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.mark.parametrize("role", ["mentee", "mentor", "admin"])
def test_a_parameter_of_the_wrong_kind_or_twice_is_no_fault_of_ours(
    role: str, world: World
) -> None:
    browser, asked = world.browser(role), 0
    for name, key, get, _post in rows():
        if get[ROLES.index(role)] != "200":
            continue
        arguments: Any = ARGUMENTS[key] if key in ARGUMENTS else world.keys[key]
        path = reverse(name, args=arguments if isinstance(arguments, list) else [arguments])
        for pair in WRONG:
            said = [(each, value) for each in NAMES for value in pair]
            lists = [(f"{each}[]", pair[0]) for each in NAMES]
            status = answer_to(browser, "get", f"{path}?{urlencode([*said, *lists])}")
            assert status in {"200", "302", "400", "404", "422"}, (name, pair, status)
            asked += 1
    assert asked > 100
