"""What a page costs before it does anything of its own."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import MemberFactory

PUBLIC = ["/", "/about/", "/help/", "/privacy/", "/accessibility/", "/conduct/", "/robots.txt"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_a_visitor_costs_no_query(
    path: str, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_a_member_costs_the_session_and_the_member(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(MemberFactory())

    with django_assert_num_queries(2):
        assert client.get("/about/").status_code == 200


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_changes_nothing(path: str, client: Client) -> None:
    assert client.post(path).status_code == 405
