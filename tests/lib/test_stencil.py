"""Stencils: drawn once for each language, and every value in its place, escaped."""

import pytest
from django.template import TemplateDoesNotExist
from django.utils.safestring import SafeString

from lib.stencil import joined, once, stencil

CLOCK = "mentoring/card/clock.html"


def test_a_value_is_escaped_unless_it_is_safe() -> None:
    fill = stencil(CLOCK, "clock")
    assert fill("<b> 100% & %s") == "<span>&lt;b&gt; 100% &amp; %s</span>"
    assert fill(SafeString("<b></b>")) == "<span><b></b></span>"
    assert isinstance(fill("x"), SafeString)


def test_what_has_no_values_is_drawn_as_it_is() -> None:
    assert '<a href="/demo/post/">The demo’s post</a>' in once("components/footer_demo.html")


def test_values_stand_in_the_order_in_which_they_are_given() -> None:
    with pytest.raises(ValueError, match="in this order"):
        stencil("mentoring/card/card.html", "name", "anchor")


def test_a_value_that_the_template_does_not_show_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="does not show clock, day"):
        stencil(CLOCK, "clock", "day")


def test_a_template_that_is_not_there_says_so() -> None:
    with pytest.raises(TemplateDoesNotExist):
        stencil("mentoring/card/nothing.html")


def test_parts_are_put_together_as_they_are() -> None:
    assert joined(["<i>", "</i>"]) == "<i></i>"


def test_lines_are_sent_without_their_indentation() -> None:
    assert "\n " not in once("components/footer_demo.html") + stencil(
        "components/facet.html", "state", "id", "title", "attributes", "hint", "options"
    )(*"abcdef")
