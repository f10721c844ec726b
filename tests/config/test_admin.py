"""Django's admin: superusers alone, by our own log-in."""

import pytest
from django.test import Client

from tests.factories.accounts import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/"])
def test_a_visitor_is_sent_to_our_log_in(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/"])
@pytest.mark.parametrize("is_staff", [False, True])
def test_a_member_is_refused(client: Client, path: str, is_staff: bool) -> None:
    client.force_login(MemberFactory(is_staff=is_staff))

    assert client.get(path, follow=True).status_code == 403


def test_a_superuser_comes_in(client: Client) -> None:
    client.force_login(MemberFactory(is_staff=True, is_superuser=True))

    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/", follow=True).request["PATH_INFO"] == "/admin/"


def test_there_is_no_second_log_in(client: Client) -> None:
    member = MemberFactory(is_staff=True, is_superuser=True)

    answer = client.post("/admin/login/", {"username": member.email, "password": "sesame"})

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")
