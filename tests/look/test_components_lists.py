"""Steps, timelines, pages, facets and tables."""

import re
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from lib.facets import Facet, Option, counts, drawn
from tests.look.rendering import component, heard


def test_steps_say_which_are_done_and_which_is_now() -> None:
    made = component(
        "steps",
        steps=[
            {"label": "A", "state": "done"},
            {"label": "B", "state": "now"},
            {"label": "C", "state": "to_come"},
        ],
    )
    assert heard(made) == "A (done) B C"
    assert made.count('aria-current="step"') == 1


def test_empty_timeline_says_so() -> None:
    assert heard(component("timeline", rows=[])) == "Nothing has happened yet."


def pages(number: int, query: str, **inputs: Any) -> str:
    request = RequestFactory().get(f"/mentors/?{query}")
    page = Paginator(range(60), 20).page(number)
    return " ".join(
        render_to_string("components/pagination.html", {"page": page, **inputs}, request).split()
    )


def test_pages_keep_the_search_and_change_the_page() -> None:
    made = pages(2, "q=a%26b&page=2", noun="mentors")
    assert re.findall(r'href="([^"]+)"', made) == ["?q=a%26b&amp;page=1", "?q=a%26b&amp;page=3"]
    assert heard(made) == "Previous mentors Page 2 of 3 Next mentors"


@pytest.mark.parametrize(("number", "words"), [(1, "Next"), (3, "Previous")])
def test_first_and_last_page_have_one_way(number: int, words: str) -> None:
    made = pages(number, "")
    assert made.count("<a ") == 1
    assert words in made


def test_a_single_page_needs_no_pages() -> None:
    page = Paginator(range(5), 20).page(1)
    assert heard(component("pagination", page=page)) == ""


FACET = Facet(
    "Sector & <more>",
    [Option("sector", "a", "Law 100%", 3, is_chosen=True), Option("sector", "b", "<Schools>", 0)],
    is_open=True,
    hint="Why one would.",
)


def test_facet_shows_counts_and_keeps_choices() -> None:
    made = drawn([FACET, Facet("Region", [Option("region", "x", "X", 1)])])
    assert (
        '<input type="checkbox" name="sector" value="a" checked> Law 100% <b id="n-sector-a">3</b>'
    ) in made
    assert '> &lt;Schools&gt; <i id="n-sector-b">0</i>' in made
    assert made.count('<details class="facet" open>') == 1
    assert '<summary id="sector-title">Sector &amp; &lt;more&gt;</summary>' in made
    assert '<fieldset aria-labelledby="sector-title" aria-describedby="sector-hint">' in made


def test_facets_drawn_again_show_what_is_true_then() -> None:
    first = drawn([FACET])
    later = drawn([FACET._replace(options=[FACET.options[0]._replace(number=9)])])
    assert "Law 100%" in first
    assert '<b id="n-sector-a">9</b>' in later


def test_counts_alone_find_their_places() -> None:
    assert counts([FACET]) == (
        '<b id="n-sector-a" hx-swap-oob="true">3</b><i id="n-sector-b" hx-swap-oob="true">0</i>'
    )


def test_table_scrolls_in_a_named_region_that_takes_focus() -> None:
    made = component("table", id="t", caption="Roll", head=["A"], rows=[["x"]])
    assert 'role="region" tabindex="0" aria-labelledby="t-caption"' in made
    assert '<caption id="t-caption">Roll</caption>' in made
    assert '<th scope="row">x</th>' in made


def test_notice_says_what_kind_it_is_by_its_class() -> None:
    assert 'class="notice notice-warning"' in component("notice", text="x", kind="warning")
    assert 'class="notice"' in component("notice", text="x")
