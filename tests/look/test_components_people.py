"""Buttons, words of state and people, as they are shown and heard."""

from types import SimpleNamespace

import pytest

from lib.gallery import STATUSES
from lib.templatetags.look import AVATAR_COLOURS, avatar_colour, dots
from tests.look.rendering import component, heard


def test_button_with_an_address_is_a_link() -> None:
    assert component("button", label="Preview", href="/p/", kind="quiet") == (
        '<a class="button button-quiet" href="/p/"> <span>Preview</span></a>'
    )


def test_button_without_one_submits_and_carries_its_name() -> None:
    made = component("button", label="Keep", name="act", value="keep", form_id="f")
    assert (
        made
        == '<button class="button" name="act" value="keep" form="f"> <span>Keep</span></button>'
    )


def test_button_says_more_to_those_who_only_hear_it() -> None:
    assert heard(component("button", label="Correct", about="the record of Ben")) == (
        "Correct the record of Ben"
    )


def test_button_escapes_what_it_is_given() -> None:
    assert "<b>" not in component("button", label="<b>", href='"><b>')


@pytest.mark.parametrize("status", STATUSES)
def test_pill_has_words_for_every_status(status: str) -> None:
    words = heard(component("pill", status=status))
    assert words
    assert words != status


def test_pill_words_are_all_different() -> None:
    assert len({heard(component("pill", status=status)) for status in STATUSES}) == len(STATUSES)


def test_pill_names_who_is_waited_for() -> None:
    assert heard(component("pill", status="waiting_for_them", name="Zoë")) == "Waiting for Zoë"


def test_pill_can_be_large() -> None:
    assert "pill-large" in component("pill", status="active", size="large")
    assert "pill-large" not in component("pill", status="active")


def test_pill_knows_every_status_of_a_pairing() -> None:
    states = pytest.importorskip("mentoring.states")
    assert set(states.Status.values) <= set(STATUSES)


@pytest.mark.parametrize("pk", range(9))
def test_avatar_colour_comes_from_the_key_alone(pk: int) -> None:
    one = SimpleNamespace(pk=pk, initials="AB", level="FCLIP")
    other = SimpleNamespace(pk=pk, initials="AB", level=None)
    assert component("avatar", member=one) == component("avatar", member=other)
    assert avatar_colour(pk) == AVATAR_COLOURS[pk % 4]


def test_avatar_is_silent() -> None:
    assert heard(component("avatar", member=SimpleNamespace(pk=1, initials="AB"))) == ""


def test_letters_are_the_same_for_every_level() -> None:
    letters = ("ACLIP", "MCLIP", "FCLIP")
    looks = {component("letters", letters=each).replace(each, "") for each in letters}
    assert looks == {'<span class="letters"></span>'}


def test_no_letters_no_mark() -> None:
    assert component("letters", letters="") == ""


@pytest.mark.parametrize(
    ("left", "capacity", "words", "free"),
    [
        (2, 3, "2 of 3 places free", 2),
        (1, 1, "1 of 1 place free", 1),
        (0, 2, "No place free of 2", 0),
        (-1, 2, "No place free of 2", 0),
        (0, 0, "Not taking anybody on", 0),
        (20, 20, "20 of 20 places free", 20),
    ],
)
def test_places_as_words_and_dots(left: int, capacity: int, words: str, free: int) -> None:
    made = component("places", left=left, capacity=capacity)
    assert heard(made) == words
    assert (made.count("<b>"), made.count("<b>") + made.count("<i>")) == (free, capacity)


def test_dots_put_free_places_first() -> None:
    assert dots(1, 3) == [True, False, False]
