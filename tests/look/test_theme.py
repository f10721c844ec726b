"""Light, dark or as the system has it, kept in the browser."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def choose(client: Client, theme: str, **others: str) -> Any:
    return client.post(reverse("theme_choose"), {"theme": theme, **others})


def test_choice_is_kept_and_leads_back(client: Client) -> None:
    response = choose(client, "dark", next="/help/?a=1#places")
    assert (response.status_code, response.headers["Location"]) == (302, "/help/?a=1#places")
    assert client.cookies["theme"].value == "dark"
    assert client.cookies["theme"]["httponly"]
    assert client.cookies["theme"]["samesite"] == "Lax"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_kept_choice_marks_the_page(client: Client, theme: str) -> None:
    choose(client, theme)
    page = client.get(reverse("about")).content.decode()
    assert f'data-theme="{theme}"' in page
    assert f'<meta name="color-scheme" content="{theme}">' in page
    assert f'value="{theme}" aria-pressed="true"' in page


def test_system_forgets_the_choice(client: Client) -> None:
    choose(client, "dark")
    choose(client, "system")
    page = client.get(reverse("about")).content.decode()
    assert client.cookies["theme"].value == ""
    assert "data-theme" not in page
    assert 'value="system" aria-pressed="true"' in page


@pytest.mark.parametrize("forged", ["", "blue", '"><script>', "dark\x00"])
def test_unknown_theme_is_refused(client: Client, forged: str) -> None:
    assert choose(client, forged).status_code == 400
    assert "theme" not in client.cookies


def test_forged_cookie_counts_as_no_choice(client: Client) -> None:
    client.cookies["theme"] = '"><b>'
    assert "data-theme" not in client.get(reverse("about")).content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "javascript:alert(1)",
        "help/",
        "",
    ],
)
def test_way_back_stays_on_this_site(client: Client, elsewhere: str) -> None:
    assert choose(client, "dark", next=elsewhere).headers["Location"] == reverse("home")


def test_choosing_is_a_post(client: Client) -> None:
    assert client.get(reverse("theme_choose")).status_code == 405


def test_choosing_needs_the_form_token() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("theme_choose"), {"theme": "dark"}).status_code == 403
