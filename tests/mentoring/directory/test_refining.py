"""With htmx a choice changes results, counts and the status line; without it, the page."""

import re
from urllib.parse import urljoin

import pytest
from django.test import Client

from registration.models import Sector
from tests.factories import MemberFactory, MentorProfileFactory
from tests.mentoring.mentors import bulk_mentors, mentor_at

pytestmark = pytest.mark.django_db
REFINES = {"HX-Request": "true", "HX-Trigger": "find", "HX-Target": "results"}


@pytest.fixture
def seeker(client: Client) -> Client:
    for name in ("Ann", "Bo"):
        mentor_at(name, sector=Sector.objects.get(slug="law"))
    mentor_at("Cy", sector=Sector.objects.get(slug="prisons"))
    client.force_login(MemberFactory())
    return client


def test_a_choice_changes_the_results_and_what_counts_them(seeker: Client) -> None:
    response = seeker.get("/mentors/?sector=law&q=&sort=", headers=REFINES)
    part = response.content.decode()
    assert response["HX-Push-Url"] == "/mentors/?sector=law"
    assert part.count('<article class="entry"') == 2
    prisons = Sector.objects.get(slug="prisons").pk
    assert f'<b id="n-sector-{prisons}" hx-swap-oob="true">1</b>' in part
    assert '<p id="status" hx-swap-oob="innerHTML"><strong>2 mentors</strong>' in part
    assert re.search(r'<span id="filters" hx-swap-oob="true">\s*Filters \(1\)', part)
    assert 'name="next" value="/mentors/?sector=law" hx-swap-oob="true"' in part
    assert re.findall(r"<(?:html|form|input type=.checkbox)", part) == []


def test_every_place_that_is_changed_is_on_the_page(seeker: Client) -> None:
    page = seeker.get("/mentors/").content.decode()
    part = seeker.get("/mentors/?q=ann", headers=REFINES).content.decode()
    changed = re.findall(r'id="([^"]+)"[^>]* hx-swap-oob', part)
    assert len(changed) > 70
    assert [place for place in changed if page.count(f'id="{place}"') != 1] == []


def test_a_part_is_smaller_than_the_page_and_no_cache_takes_one_for_the_other(
    seeker: Client,
) -> None:
    bulk_mentors(20)
    page, part = seeker.get("/mentors/"), seeker.get("/mentors/", headers=REFINES)
    assert len(part.content) < 0.75 * len(page.content)
    assert "HX-Request" in page["Vary"]
    assert "HX-Request" in part["Vary"]


def test_who_takes_a_choice_back_is_led_to_the_number_of_results(seeker: Client) -> None:
    takes_back = {"HX-Request": "true", "HX-Target": "directory"}
    page = seeker.get("/mentors/?sector=law", headers=takes_back).content.decode()
    assert '<h2 class="results-count" id="count" tabindex="-1" autofocus>' in page
    assert '<div id="directory">' in page
    assert "autofocus" not in seeker.get("/mentors/?sector=law").content.decode()


def test_who_is_signed_out_is_led_to_the_log_in_as_a_whole(client: Client) -> None:
    response = client.get("/mentors/?sector=law", headers=REFINES)
    assert response["HX-Redirect"] == "/accounts/login/?next=/mentors/%3Fsector%3Dlaw"


def test_what_goes_wrong_is_said_by_the_whole_page(seeker: Client) -> None:
    response = seeker.get("/mentors/0/", headers=REFINES)
    assert (response.status_code, response["HX-Refresh"]) == (404, "true")


def test_without_a_script_nothing_is_missing(seeker: Client) -> None:
    MentorProfileFactory()
    page = seeker.get("/mentors/?sector=law").content.decode()
    assert '<a class="tag" href="/mentors/"' in page
    assert re.findall(r'<button class="button[^"]*unscripted">', page) != []
    assert 'formaction="/mentors/' in page
    assert '<form id="mark" method="post">' in page


def test_an_act_of_the_list_leads_to_the_mentor(seeker: Client) -> None:
    profile = MentorProfileFactory()
    page = seeker.get("/mentors/").content.decode()
    [act] = re.findall(rf'formaction="({profile.pk}/shortlist/)"', page)
    response = seeker.post(urljoin("http://testserver/mentors/?q=x", act))
    assert response.status_code == 302
    assert "Remove from my shortlist" in seeker.get("/mentors/").content.decode()
