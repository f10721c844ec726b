"""What was typed is not lost when it could not be sent, and goes to nobody else."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from mentoring.models import Message, Pairing
from tests.factories import MemberFactory, MentorProfileFactory, active
from tests.faults.breaking import Breaking
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
LONG = "I have read your note twice. " * 70
LOG_IN, KEPT = "/accounts/login/", "/me/typed/"


def address(pairing: Pairing) -> str:
    return reverse("mentoring:message_write", args=[pairing.pk])


def arrive(member: Member, **how: Any) -> Client:
    """Somebody signed in who has looked at a page."""
    client = Client(raise_request_exception=False, **how)
    client.force_login(member)
    client.get("/me/")
    return client


def send(client: Client, pairing: Pairing, **more: str) -> HttpResponse:
    return client.post(address(pairing), {"text": LONG, **more})


def forms_of(response: HttpResponse) -> dict[str, str]:
    """The fields of the form on the page that sends what was typed."""
    form = re.search(
        r'<form method="post" action="([^"]+)" class="stack">(.*?)</form>',
        response.content.decode(),
        re.DOTALL,
    )
    assert form
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[2])
    texts = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>(.*?)</textarea>', form[2], re.DOTALL)
    return {"action": form[1], **dict(hidden), **dict(texts)}


# Signed out while typing ------------------------------------------------


def test_who_was_signed_out_finds_what_they_wrote_and_sends_it_by_another_press() -> None:
    pairing = active()
    client = arrive(pairing.mentee)
    Session.objects.all().delete()

    answer = send(client, pairing)
    assert answer["Location"] == f"{LOG_IN}?next={KEPT}"
    assert "What you wrote is kept" in words(client.get(answer["Location"]))
    client.force_login(pairing.mentee)
    form = forms_of(client.get(KEPT))
    assert (form["action"], form["text"]) == (address(pairing), LONG)
    assert Message.objects.count() == 0

    client.post(form.pop("action"), form)
    assert Message.objects.get().text == LONG.strip()


def test_another_person_in_the_same_browser_is_shown_nothing_of_it() -> None:
    pairing = active()
    client = arrive(pairing.mentee)
    Session.objects.all().delete()
    send(client, pairing)
    client.force_login(MemberFactory())
    assert client.get(KEPT)["Location"] == "/"


def test_where_nobody_had_been_signed_in_nothing_is_kept() -> None:
    pairing = active()
    assert send(Client(), pairing)["Location"] == f"{LOG_IN}?next=/"


@pytest.mark.parametrize(
    ("by", "says", "leads"),
    [
        ({}, {"Referer": "http://testserver/mentors/?level=2"}, "/mentors/%3Flevel%3D2"),
        (
            {"next": "/mentors/shortlist/"},
            {"Referer": "http://testserver/mentors/"},
            "/mentors/shortlist/",
        ),
        ({}, {"Referer": "https://elsewhere.example/mentors/"}, "/"),
        ({}, {"Referer": "http://testserver//elsewhere.example/"}, "/"),
        ({"next": "//elsewhere.example/"}, {}, "/"),
        ({}, {}, "/"),
    ],
)
def test_who_only_pressed_a_button_comes_back_to_it(
    by: dict[str, str], says: dict[str, str], leads: str
) -> None:
    profile = MentorProfileFactory()
    client = arrive(MemberFactory())
    Session.objects.all().delete()
    press = reverse("mentoring:mentor_shortlist", args=[profile.pk])

    answer = client.post(press, by, headers=says)
    assert answer["Location"] == f"{LOG_IN}?next={leads}"
    assert "nothing was done. Sign in, and do it again" in words(client.get(answer["Location"]))


def test_an_address_that_only_takes_what_is_sent_says_so() -> None:
    answer = arrive(MemberFactory()).get("/theme/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Nothing was done" in words(answer)


def test_a_password_is_never_kept() -> None:
    member = MemberFactory()
    client = arrive(member)
    Session.objects.all().delete()
    client.post("/accounts/password/change/", {"oldpassword": "a" * 50, "note": LONG})
    client.force_login(member)
    assert client.get(KEPT)["Location"] == "/"


def test_a_form_of_another_site_is_not_kept() -> None:
    pairing = active()
    client = arrive(pairing.mentee, enforce_csrf_checks=True)
    Session.objects.all().delete()
    assert send(client, pairing).status_code == 403
    client.force_login(pairing.mentee)
    assert client.get(KEPT)["Location"] == "/"


def test_a_form_of_who_was_signed_in_before_does_nothing_as_the_next() -> None:
    """Two people in one browser: the token of a form changes with each log-in."""
    pairing = active()
    client = Client(enforce_csrf_checks=True)
    client.force_login(pairing.mentee)
    page = client.get(reverse("mentoring:pairing_detail", args=[pairing.pk])).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    sign_in_by_form(client, pairing.mentor)
    answer = send(client, pairing, csrfmiddlewaretoken=token)
    assert answer.status_code == 403
    assert "Nothing was changed" in words(answer)
    assert Message.objects.count() == 0


def sign_in_by_form(client: Client, member: Member) -> None:
    """By a POST of a page, which is what changes the token."""
    member.set_password("a long password for one test")
    member.save()
    client.post("/accounts/logout/", HTTP_REFERER="/")
    client.cookies.pop("sessionid", None)
    page = client.get(LOG_IN).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    fields = {"login": member.email, "password": "a long password for one test"}
    client.post(LOG_IN, {**fields, "csrfmiddlewaretoken": token})
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize("wild", ["x y", "\x7f" * 300, "typed:1", "../1", "é" * 64])
def test_what_a_cookie_says_is_no_key_of_the_cache(wild: str) -> None:
    """Warnings are errors here, and the cache warns of a key that some caches would split."""
    pairing = active()
    client = arrive(pairing.mentee)
    Session.objects.all().delete()
    client.cookies["whose"] = wild
    assert send(client, pairing)["Location"] == f"{LOG_IN}?next=/"


@pytest.mark.parametrize("wild", ["x y\r\n" * 99, "\x7f" * 300, "z" * 9000])
def test_nor_is_an_address_that_was_typed(wild: str) -> None:
    answer = Client().post(LOG_IN, {"login": f"{wild}@example.org", "password": wild})
    assert answer.status_code == 200


# Without a database -----------------------------------------------------


def gone(*_: Any) -> None:
    raise OperationalError("the database is gone")


@pytest.mark.parametrize("nth", [1, 2, 5])
def test_without_a_database_what_was_typed_is_on_the_page(nth: int) -> None:
    pairing = active()
    client = arrive(pairing.mentee)
    with connection.execute_wrapper(Breaking(nth)):
        answer = send(client, pairing)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    form = forms_of(answer)
    assert (form["action"], form["text"]) == (address(pairing), LONG)
    client.post(form.pop("action"), form)
    assert Message.objects.get().text == LONG.strip()


def test_what_was_typed_is_a_text_and_no_page() -> None:
    pairing = active()
    client = arrive(pairing.mentee)
    wild = '</textarea><script>alert("me")</script>' * 3
    with connection.execute_wrapper(gone):
        page = client.post(address(pairing), {"text": wild, '"><b>': wild}).content.decode()
    assert "<script>" not in page
    assert "<b>" not in page


def test_what_a_stranger_sends_is_not_shown_again() -> None:
    pairing = active()
    client = arrive(pairing.mentee, enforce_csrf_checks=True)
    with connection.execute_wrapper(gone):
        answer = send(client, pairing)
    assert answer.status_code == 503
    assert LONG not in answer.content.decode()
