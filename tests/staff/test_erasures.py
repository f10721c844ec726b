"""Erasing a member who has written to the office: for administrators, once it is sure who acts."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Erasure
from tests.factories import (
    AdministratorFactory,
    AuditorFactory,
    MemberFactory,
)
from tests.mentoring.browsing import browser, guards_its_forms, words

pytestmark = pytest.mark.django_db
TYPED = {"identity": "By a letter of 3 May.", "is_sure": "on"}


@pytest.fixture
def dev() -> Client:
    return browser(AdministratorFactory(name="Dev Patel"))


def page_of(member: object) -> str:
    return reverse("staff:member_erase", args=[member.pk])  # type: ignore[attr-defined]


def test_it_is_entered_from_the_members_page(dev: Client) -> None:
    amina = MemberFactory()
    path = page_of(amina)
    assert path in dev.get(f"/staff/members/{amina.pk}/").content.decode()
    assert guards_its_forms(dev.get(path))

    answer = dev.post(path, TYPED)

    assert (answer.status_code, answer["Location"]) == (302, path)
    assert Erasure.objects.get().identity == TYPED["identity"]
    shown = words(dev.get(path))
    assert "Entered by Dev Patel" in shown
    assert TYPED["identity"] in shown
    assert "This account will be erased" in words(dev.get(f"/staff/members/{amina.pk}/"))


@pytest.mark.parametrize("left_out", ["identity", "is_sure"])
def test_nothing_is_entered_without_a_note_and_a_tick(dev: Client, left_out: str) -> None:
    answer = dev.post(page_of(MemberFactory()), {**TYPED, left_out: ""})

    assert answer.status_code == 422
    assert not Erasure.objects.exists()


def test_whoever_works_in_the_office_is_not_erased(dev: Client) -> None:
    answer = dev.post(page_of(AuditorFactory()), TYPED)

    assert (answer.status_code, "holds a role" in words(answer)) == (409, True)
    assert TYPED["identity"] in answer.content.decode()


def test_it_is_taken_back_on_its_page(dev: Client) -> None:
    amina = MemberFactory()
    dev.post(page_of(amina), TYPED)

    answer = dev.post(reverse("staff:member_stay", args=[amina.pk]), follow=True)

    assert "They stay. Nothing is erased." in words(answer)
    assert not Erasure.objects.exists()


def test_who_has_not_said_their_password_lately_says_it_first() -> None:
    dev, amina = AdministratorFactory(), MemberFactory()
    client = browser(dev)
    session = client.session
    methods = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**method, "at": 0} for method in methods]
    session.save()

    answer = client.post(page_of(amina), TYPED)

    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not Erasure.objects.exists()
