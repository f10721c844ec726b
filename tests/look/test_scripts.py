"""What our own scripts do not do: nothing in an address or a text becomes a page or an object."""

import re
from pathlib import Path

import pytest
from django.conf import settings

OURS = Path(settings.STATICFILES_DIRS[0]) / "js"
# What reads the address, makes a page or an object of text, or keeps something in the browser.
NOT_THERE = re.compile(
    r"\blocation\b|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    r"|JSON\.parse|__proto__|\bprototype\b|Object\.assign|localStorage|sessionStorage|indexedDB"
    r"|postMessage|\bfetch\b|XMLHttpRequest|\bcookie\b"
)


@pytest.mark.parametrize("script", sorted(OURS.rglob("*.js")), ids=lambda path: path.name)
def test_a_script_of_ours_makes_nothing_of_a_text(script: Path) -> None:
    assert NOT_THERE.findall(script.read_text()) == []


def test_there_is_one_to_look_at() -> None:
    assert [script.name for script in OURS.rglob("*.js")] == ["passkeys.js"]
