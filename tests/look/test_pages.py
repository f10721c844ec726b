"""The pages of ours that anybody may read, and those that say something is not there."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

PUBLIC = ["home", "about", "help", "privacy", "accessibility", "conduct"]
BELOW = ["mentoring:suggestions_help"]
ENTRANCE = ["account_login", "account_signup", "account_reset_password"]


class Outline(HTMLParser):
    """What a screen reader's user moves by: headings, landmarks, ids and links within."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.inner_links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if str(found.get("href", "")).startswith("#"):
            self.inner_links.append(str(found["href"])[1:])


def assert_well_made(page: str) -> None:
    outline = Outline(page)
    assert re.search(r'<html lang="en[^"]*"', page)
    assert outline.tags.count("h1") == 1
    assert outline.tags.count("main") == 1
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.inner_links) <= set(outline.ids)
    assert re.search(r"<title>[^<]+ · Alongside</title>", page)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC + BELOW + ENTRANCE)
def test_page_is_open_to_everybody_and_well_made(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    page = response.content.decode()
    assert response.status_code == 200
    assert_well_made(page)
    assert page.index('class="skip"') < page.index("<header") < page.index("<main")
    assert 'role="status"' in page
    assert "<footer" in page


@pytest.mark.django_db
def test_page_says_which_of_the_menu_it_is(client: Client) -> None:
    page = client.get(reverse("help")).content.decode()
    assert re.findall(r'<a href="(/[^"]*)" aria-current="page"', page) == ["/help/"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "word",
    [
        "optional for registration",
        "check the current handbook",
        "does not assess your work",
        "cannot guarantee a result",
        "51%",
        "cannot be your line manager",
        "thinly studied",
        "Some people advise a Fellow",
        "new order each day",
        "without blame",
        "Nobody in the office can open a proposal",
    ],
)
def test_help_carries_the_honest_notes(client: Client, word: str) -> None:
    page = " ".join(client.get(reverse("help")).content.decode().split())
    assert word in page


@pytest.mark.django_db
def test_help_tells_the_numbers_that_are_in_force(client: Client, settings: Any) -> None:
    settings.MENTORING = {**settings.MENTORING, "EXPIRE_AFTER_DAYS": 21}
    assert "After 21 days of silence" in client.get(reverse("help")).content.decode()


@pytest.mark.django_db
def test_nothing_at_an_address_is_said_in_our_words(client: Client) -> None:
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert_well_made(response.content.decode())


@pytest.mark.django_db
def test_refused_form_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})
    assert response.status_code == 403
    assert "The form was not accepted" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_last_resort_needs_no_context_and_no_database(name: str) -> None:
    page = get_template(name).render()
    assert_well_made(page.replace('<main id="main">', '<a class="skip"></a><main id="main">'))
    assert "/static/css/joined/site.css" in page


@pytest.mark.parametrize("name", ["403.html", "404.html", "405.html", "429.html", "403_csrf.html"])
def test_refusal_can_be_shown_without_a_request(name: str) -> None:
    assert_well_made(get_template(name).render({}))


@pytest.mark.django_db
def test_robots_may_read_the_public_pages_only(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    allowed = {line.split()[1].rstrip("$") for line in lines if line.startswith("Allow")}
    assert allowed == {reverse(name) for name in PUBLIC} | {"/static/"}
    assert lines[-1] == "Disallow: /"
