"""What a password may be: long, one's own, and of any composition."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Member
from accounts.passwords import OwnWordsValidator
from tests.accounts.doors import PASSWORD_CHANGE, SIGN_UP, is_signed_in, log_in
from tests.factories import PASSWORD, MemberFactory


def codes(password, **member):
    try:
        validate_password(password, Member(**member))
    except ValidationError as refused:
        return {error.code for error in refused.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("x9y8z7w6v5u", {"password_too_short"}),
        ("x9y8z7w6v5ut", set()),
        ("x9" * 64, set()),
        ("x9" * 64 + "x", {"password_too_long"}),
    ],
)
def test_a_password_has_12_to_128_characters(password, refused):
    assert codes(password) == refused


@pytest.mark.parametrize(
    "password",
    [
        "Library-Library-2026",
        "CILIP1234567890",
        "my-mentor-2026!",
        "Password123!",
        "ｌｉｂｒａｒｙ12345678",
    ],
)
def test_a_password_is_not_just_a_word_that_everybody_here_would_try(password):
    assert "password_own_word" in codes(password)


@pytest.mark.parametrize(
    "password",
    [
        "my library has seventeen cats",
        "correct horse battery staple",
        "中村さんの図書館は駅の近くです",
        "   twelve   spaces   ",
        "!!!!????....,,,,",
        "482916035771",
    ],
)
def test_any_composition_is_welcome(password):
    assert not codes(password)


@pytest.mark.parametrize(
    ("password", "member"),
    [
        ("ben.carter@example.org", {"email": "ben.carter@example.org"}),
        ("Orla O'Brien-Smith1", {"name": "Orla O'Brien-Smith"}),
        ("Captain Benedict", {"called": "Captain Benedict"}),
    ],
)
def test_a_password_is_not_like_the_person(password, member):
    assert codes(password, **member) == {"password_too_similar"}


def test_a_common_password_is_refused():
    assert "password_too_common" in codes("123456789987654321")
    assert "password_too_common" in codes("Manchesterunited")


@pytest.mark.parametrize(
    "password",
    [
        "iloveyousomuch",
        "butterflykisses",
        "Manchester123",
        "ILoveYouForever",
        "  jenniferlopez ",
        "correcthorsebatterystaple",  # longer than 20 bytes, which are kept apart
    ],
)
def test_a_password_that_has_leaked_is_refused(password):
    assert codes(password) == {"password_leaked"}


@pytest.mark.parametrize("road", [SIGN_UP, PASSWORD_CHANGE])
def test_it_says_so_beside_the_box(client, db, road):
    if road == PASSWORD_CHANGE:
        client.force_login(MemberFactory())
    typed = {"password1": "iloveyousomuch", "oldpassword": PASSWORD, "email": "zoe@example.org"}
    form = client.post(road, {**typed, "name": "Zoë"}).context["form"]
    assert form.errors["password1"] == [
        "This password was stolen from people elsewhere, so it is among the first that are tried. "
        "Choose another."
    ]


def test_no_password_has_to_be_changed_by_a_date(client, db):
    member = MemberFactory()
    with time_machine.travel(timezone.now() + timedelta(days=3650)):
        assert log_in(client, member.email)["Location"] == "/"
        assert is_signed_in(client)


@given(st.text(min_size=1, max_size=150))
def test_whatever_is_typed_is_taken_or_refused(text):
    assert codes(text) <= {
        "password_leaked",
        "password_own_word",
        "password_too_common",
        "password_too_long",
        "password_too_short",
    }


@given(st.text(min_size=6, max_size=40))
def test_a_text_without_our_words_is_never_refused_for_them(text):
    OwnWordsValidator().validate(f"{text} zzzzzz")


def test_a_very_long_password_is_refused_at_once():
    started = time.process_time()
    assert "password_too_long" in codes("library" * 130_000)
    assert time.process_time() - started < 0.1
