"""Steps, timelines, pages, facets and tables."""

import re
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

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


def test_facet_shows_counts_and_keeps_choices() -> None:
    made = component(
        "facet",
        title="Sector",
        name="sector",
        open=True,
        options=[
            {"value": "a", "label": "Law", "count": 3, "chosen": True},
            {"value": "b", "label": "<Schools>", "count": 0},
        ],
    )
    assert '<input type="checkbox" name="sector" value="a" checked> Law <span>3</span>' in made
    assert (
        '<label class="none"><input type="checkbox" name="sector" value="b"> &lt;Schools&gt;'
        in made
    )
    assert '<details class="facet" open>' in made
    assert "<legend" in made


def test_table_scrolls_in_a_named_region_that_takes_focus() -> None:
    made = component("table", id="t", caption="Roll", head=["A"], rows=[["x"]])
    assert 'role="region" tabindex="0" aria-labelledby="t-caption"' in made
    assert '<caption id="t-caption">Roll</caption>' in made
    assert '<th scope="row">x</th>' in made


def test_notice_says_what_kind_it_is_by_its_class() -> None:
    assert 'class="notice notice-warning"' in component("notice", text="x", kind="warning")
    assert 'class="notice"' in component("notice", text="x")
