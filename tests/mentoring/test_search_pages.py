"""Saved searches in the browser: saving from the directory, and the page that lists them."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from pyroaring import BitMap
from pytest_django import Settings

from accounts.models import Member
from mentoring.models import MentorMark, MentorProfile, SavedSearch
from registration.models import Sector
from tests.factories import LineManagementFactory, MemberFactory, SavedSearchFactory
from tests.mentoring.browsing import act, browser, guards_its_forms, look, words
from tests.mentoring.mentors import mentor_at

pytestmark = pytest.mark.django_db
SAVE = "/mentors/searches/save/"
LIST = "/mentors/searches/"
REFINES = {"HX-Request": "true", "HX-Trigger": "find", "HX-Target": "results"}


@pytest.fixture
def carol() -> Member:
    return MemberFactory(name="Carol Dunne")


@pytest.fixture
def lawyers() -> list[MentorProfile]:
    law = Sector.objects.get(slug="law")
    return [mentor_at(name, sector=law) for name in ("Ann", "Bo", "Cy")]


def save(by: Member, query: str = "?sector=law", **data: str) -> Any:
    return browser(by).post(SAVE, {"query": query, **data}, follow=True)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def saved(by: Member) -> SavedSearch:
    search: SavedSearch = SavedSearch.objects.of(by).get()
    return search


def buttons(page: HttpResponse) -> list[str]:
    """What the buttons that save would save."""
    found = re.findall(rf'form="mark" formaction="{SAVE}" name="query" value="([^"]*)"', text(page))
    return [html.unescape(query) for query in found]


def text(page: HttpResponse) -> str:
    return page.content.decode()


# From the directory ---------------------------------------------------------------------


def test_a_search_is_saved_from_its_results_and_one_stays_there(
    carol: Member, lawyers: list[MentorProfile]
) -> None:
    here = "/mentors/?q=ann&sector=law&sort=name"
    page = browser(carol).get(here)
    assert buttons(page) == ["?q=ann&sector=law"]
    after = save(carol, buttons(page)[0], next=here)
    assert after.redirect_chain == [(here, 302)]
    assert said(after)[0].startswith("This search is saved.")
    assert saved(carol).query == "?q=ann&sector=law"
    assert 'href="/mentors/searches/">Saved searches (1)</a>' in text(after)


def test_whoever_fits_or_is_hidden_is_known_when_a_search_is_saved(
    carol: Member, lawyers: list[MentorProfile]
) -> None:
    MentorMark.objects.by(carol, about=lawyers[2]).hide(carol)
    mentor_at("Di", sector=Sector.objects.get(slug="prisons"))
    save(carol)
    known = BitMap.deserialize(bytes(saved(carol).known))
    assert known == BitMap(profile.pk for profile in lawyers)


def test_an_address_says_it_in_the_directorys_own_order(carol: Member) -> None:
    save(carol, "?sector=prisons&sector=law&what=ever&q=+two++words+&after=3&places=now")
    again = save(carol, "?q=two words&places=now&sector=law&sector=prisons&sort=name")
    assert saved(carol).query == "?q=two+words&places=now&sector=prisons&sector=law"
    assert said(again) == ["You have saved this search already."]


def test_where_nothing_is_asked_there_is_nothing_to_save(carol: Member) -> None:
    assert buttons(browser(carol).get("/mentors/?sort=name&sector=unheard-of")) == []
    refusal = browser(carol).post(SAVE, {"query": "?sector=unheard-of"})
    assert refusal.status_code == 409
    assert "Look for something first" in text(refusal)


def test_where_nobody_fits_one_is_told_of_saving(carol: Member) -> None:
    page = browser(carol).get("/mentors/?sector=law")
    assert buttons(page) == ["?sector=law"]
    assert "Or save this search: we write to you when a mentor fits." in words(page)


def test_a_choice_by_htmx_changes_what_is_saved(
    carol: Member, lawyers: list[MentorProfile]
) -> None:
    part = browser(carol).get("/mentors/?sector=law", headers=REFINES)
    assert buttons(part) == ["?sector=law"]


def test_what_was_meant_is_saved_and_not_what_was_typed(
    carol: Member, lawyers: list[MentorProfile]
) -> None:
    mentor_at("Farid", job_title="Archivist")
    assert buttons(browser(carol).get("/mentors/?q=archivsit")) == ["?q=archivist"]


def test_too_many_are_refused_on_the_page_where_one_deletes(
    carol: Member, settings: Settings
) -> None:
    settings.MENTORING = {**settings.MENTORING, "MOST_SAVED_SEARCHES": 1}
    SavedSearchFactory(member=carol)
    refusal = browser(carol).post(SAVE, {"query": "?sector=law"})
    assert refusal.status_code == 409
    assert "You can keep 1 searches. Delete one first." in text(refusal)
    assert "Delete" in words(refusal)


@pytest.mark.parametrize(
    ("sent_from", "leads_to"),
    [
        ("/mentors/?q=ann&sector=law&sort=name", "/mentors/?q=ann&sector=law&sort=name"),
        ("", "/mentors/?sector=law"),
        ("https://example.com/mentors/", "/mentors/?sector=law"),
        ("//example.com/mentors/", "/mentors/?sector=law"),
    ],
)
def test_one_that_is_refused_leads_back_to_the_search(
    sent_from: str, leads_to: str, carol: Member, settings: Settings
) -> None:
    settings.MENTORING = {**settings.MENTORING, "MOST_SAVED_SEARCHES": 0}
    refusal = browser(carol).post(SAVE, {"query": "?sector=law", "next": sent_from})
    assert f'<a href="{html.escape(leads_to)}">Back to your search</a>' in text(refusal)


# The list -------------------------------------------------------------------------------


def test_an_empty_page_says_what_it_is_for(carol: Member) -> None:
    SavedSearchFactory()
    page = look(carol, "searches")
    assert "Back to your search" not in words(page)
    assert "You have saved no search yet" in words(page)
    assert 'href="/mentors/"' in text(page)


def test_the_menu_of_the_account_leads_there(carol: Member) -> None:
    assert f'<a href="{LIST}">Saved searches</a>' in text(browser(carol).get("/mentors/"))


def test_a_search_is_called_by_what_it_asks_for_or_by_its_name(
    carol: Member, lawyers: list[MentorProfile]
) -> None:
    search = SavedSearchFactory(member=carol, query="?q=ann&lens=region&sector=law")
    called = "“ann”, Outside my region, Law"
    assert f'<a href="/mentors/?q=ann&amp;lens=region&amp;sector=law"><bdi>{called}' in text(
        look(carol, "searches")
    )
    search.rename(carol, "<b>Mine</b>")
    page = look(carol, "searches")
    assert "<bdi>&lt;b&gt;Mine&lt;/b&gt;</bdi>" in text(page)
    assert re.findall(r'<li class="tag"><bdi>(.*?)</bdi>', text(page)) == [
        "“ann”",
        "Outside my region",
        "Law",
    ]


def test_it_says_how_many_fit_for_this_member(carol: Member, lawyers: list[MentorProfile]) -> None:
    SavedSearchFactory(member=carol, query="?sector=law")
    assert "3 mentors fit now" in words(look(carol, "searches"))
    MentorMark.objects.by(carol, about=lawyers[0]).hide(carol)
    LineManagementFactory(member=carol, other=lawyers[1].member)
    assert "1 mentor fits now" in words(look(carol, "searches"))


def test_of_a_search_for_what_is_gone_nobody_fits(
    carol: Member, lawyers: list[MentorProfile]
) -> None:
    SavedSearchFactory(member=carol, query="?sector=unheard-of")
    page = words(look(carol, "searches"))
    assert "A search for what is gone" in page
    assert "Nobody fits now" in page


def test_every_form_of_the_page_proves_that_it_is_ours(carol: Member) -> None:
    SavedSearchFactory(member=carol)
    assert guards_its_forms(look(carol, "searches"))


@pytest.mark.parametrize("number", [1, 3])
def test_few_queries_whatever_the_number(
    number: int, carol: Member, django_assert_num_queries: Callable[..., Any]
) -> None:
    for n in range(number):
        SavedSearchFactory(member=carol, query=f"?sector=law&q=word{n}")
    client = browser(carol)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)


# What is done there ---------------------------------------------------------------------


@pytest.fixture
def kept(carol: Member, lawyers: list[MentorProfile]) -> SavedSearch:
    save(carol)
    return saved(carol)


ACTS = [
    ("stop", {}, "No more letters about this search. It stays here."),
    ("rename", {"name": " At  the bar "}, "The search has its new name."),
    ("discard", {}, "The search is deleted."),
]


@pytest.mark.parametrize(("name", "data", "sentence"), ACTS)
def test_an_act_is_done_and_said_and_kindly_when_done_again(
    name: str, data: dict[str, str], sentence: str, carol: Member, kept: SavedSearch
) -> None:
    path = f"{LIST}{kept.pk}/{name}/"
    first, second = (browser(carol).post(path, data, follow=True) for _time in range(2))
    assert (first.redirect_chain, second.redirect_chain) == ([(LIST, 302)], [(LIST, 302)])
    assert said(first) == [sentence]
    assert [message.level_tag for message in second.context["messages"]] == ["info"]


def test_letters_begin_again_with_whoever_fits_known(carol: Member, kept: SavedSearch) -> None:
    act(carol, "search_stop", kept)
    assert "No letters" in words(look(carol, "searches"))
    newcomer = mentor_at("Di", sector=Sector.objects.get(slug="law"))
    act(carol, "search_start", kept)
    assert newcomer.pk in BitMap.deserialize(bytes(saved(carol).known))
    assert "Letters since" in words(look(carol, "searches"))


def test_a_name_is_one_clean_line(carol: Member, kept: SavedSearch) -> None:
    rename(carol, kept, " At  the bar ")
    assert saved(carol).name == "At the bar"


def test_a_name_that_is_too_long_is_kept_as_typed(carol: Member, kept: SavedSearch) -> None:
    SavedSearchFactory(member=carol)
    typed = "x" * 81
    page = rename(carol, kept, typed)
    assert page.status_code == 422
    assert "Write at most 80 characters here; these are 81." in words(page)
    assert text(page).count(f'value="{typed}"') == 1
    assert f'href="#search_{kept.pk}_name"' in text(page)
    assert saved_names(carol) == ["", ""]


def rename(by: Member, search: SavedSearch, name: str) -> HttpResponse:
    return browser(by).post(f"{LIST}{search.pk}/rename/", {"name": name})


def saved_names(by: Member) -> list[str]:
    return list(SavedSearch.objects.of(by).values_list("name", flat=True))


@pytest.mark.parametrize("name", ["rename", "start", "stop", "discard"])
def test_somebody_elses_search_is_not_there(name: str, kept: SavedSearch) -> None:
    assert act(MemberFactory(is_superuser=True), f"search_{name}", kept).status_code == 404
