"""Boxes that keep one spelling."""

import time

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from accounts.inputs import AddressInput, Snare
from accounts.models import Member
from lib.text import normalise_email


class Card(forms.Form):
    name = Member._meta.get_field("name").formfield()
    number = Member._meta.get_field("membership_number").formfield(required=False)
    email = AddressInput()


def filled_in(**typed):
    return Card({"name": "Ben", "email": "ben@example.org", **typed})


def test_what_is_checked_is_what_is_kept():
    card = filled_in(name=" Zoe\u0308  Ward", number=" ab 12 ", email=" BEN@Example.org ")
    assert card.is_valid()
    assert card.cleaned_data == {
        "name": "Zo\u00eb Ward",
        "number": "AB12",
        "email": "ben@example.org",
    }


def test_spaces_count_for_nothing_in_the_length():
    assert filled_in(number=" ".join("A" * 20)).is_valid()


def test_an_empty_number_is_none_at_all():
    card = filled_in(number="  ")
    assert card.is_valid()
    assert card.cleaned_data["number"] is None


@pytest.mark.parametrize("field", ["name", "number", "email"])
def test_a_pasted_text_is_never_cut_in_silence(field):
    assert "maxlength" not in str(filled_in()[field])


@given(st.text(max_size=60))
def test_an_address_that_is_let_through_is_spelled_once_and_in_one_line(text):
    card = filled_in(email=text)
    if card.is_valid():
        kept = card.cleaned_data["email"]
        assert kept == normalise_email(kept)
        assert kept.count("@") == 1
        assert not set(kept) & set("\r\n\0 ,;<>")


@pytest.mark.parametrize("field", ["name", "number", "email"])
@pytest.mark.parametrize("character", ["a", "<", "\ufdfa", "\u0301", "((((", "@", "\u0130"])
def test_a_text_of_any_length_is_refused_quickly(field, character):
    typed = filled_in(**{field: character * (900_000 // len(character))})
    started = time.process_time()
    assert field in typed.errors
    assert time.process_time() - started < 0.1


def test_the_box_that_nobody_sees_counts_as_hidden():
    assert Snare().is_hidden
    assert " hidden" in Snare().render("reference", "")
