"""Text of several lines: kept as it was meant, refused when it could mislead."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lib.paragraphs import ParagraphsField, normalise_paragraphs


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\x0bfour", "one\ntwo\nthree\nfour"),
        ("  Zoe\u0308\u00ad and \ufeffI  ", "Zoë and I"),
        ("中村さん\n\nŵy", "中村さん\n\nŵy"),
        ("<script>{{ 7*7 }}</script>", "<script>{{ 7*7 }}</script>"),
        ("👩\u200d💻 at work", "👩\u200d💻 at work"),
    ],
)
def test_what_was_meant_is_kept(typed: str, kept: str) -> None:
    assert ParagraphsField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["a\x00b", "a\x1b[2Jb", "a\u202eb", "a\u2066b", "a" + "\u0301" * 9]
)
def test_what_could_mislead_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        ParagraphsField().clean(typed)


def test_a_line_break_counts_once_whatever_the_browser_sends() -> None:
    assert ParagraphsField(max_length=3).clean("a\r\nb") == "a\nb"


def test_a_box_never_cuts_what_is_pasted() -> None:
    field = ParagraphsField(max_length=3, min_length=2)
    assert field.widget.attrs == {"rows": 5, "cols": "40"}


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise_paragraphs(text)
    assert normalise_paragraphs(once) == once
