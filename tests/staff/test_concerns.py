"""The office's list of concerns: for those whose role it is, and nobody about whom one is."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from history.models import Event
from mentoring.models import Concern
from tests.factories import (
    AdministratorFactory,
    ConcernFactory,
    MemberFactory,
    SafeguardingFactory,
    active,
)
from tests.mentoring.browsing import browser, guards_its_forms, words

pytestmark = pytest.mark.django_db
LIST, COMPLAINTS = reverse("staff:concern_list"), reverse("staff:complaint_list")


@pytest.fixture
def safe() -> Client:
    return browser(SafeguardingFactory(name="Sefton Safe"))


def test_only_the_role_and_superusers_enter(safe: Client) -> None:
    page = ConcernFactory().get_absolute_url()
    pairing = active()
    others = [browser(each) for each in (AdministratorFactory(), pairing.mentor, MemberFactory())]
    root = browser(MemberFactory(is_superuser=True))
    for path in (LIST, page):
        assert [each.get(path).status_code for each in others] == [403, 403, 403]
        assert [safe.get(path).status_code, root.get(path).status_code] == [200, 200]
        assert Client().get(path)["Location"].startswith("/accounts/login/")


def test_the_role_opens_nothing_else_of_the_office(safe: Client) -> None:
    member = MemberFactory()
    assert safe.get("/staff/")["Location"] == LIST
    for path in ("/staff/members/", f"/staff/members/{member.pk}/", "/staff/training/"):
        assert safe.get(path).status_code == 403
    menu = safe.get(LIST).content.decode().partition('class="office-nav"')[2].partition("</nav>")[0]
    assert "Members" not in menu
    assert "Concerns" in menu


def test_the_menu_of_an_administrator_does_not_speak_of_concerns() -> None:
    ConcernFactory()
    page = browser(AdministratorFactory()).get("/staff/").content.decode()
    assert LIST not in page


def test_what_is_about_oneself_is_not_there() -> None:
    member = SafeguardingFactory()
    mine, other = ConcernFactory(about=member), ConcernFactory()
    page = browser(member).get(LIST)
    assert list(page.context["waiting"]) == [other]
    assert "Concerns (1" in page.content.decode()
    for path in (mine.get_absolute_url(), reverse("staff:concern_take", args=[mine.pk])):
        assert browser(member).post(path, {}).status_code in (404, 405)
        assert browser(member).get(path).status_code in (404, 405)
    assert Event.objects.about(mine).count() == 0


def test_the_list_says_what_waits_and_who_has_what(safe: Client) -> None:
    waiting, taken, closed = ConcernFactory(), ConcernFactory(), ConcernFactory()
    colleague = SafeguardingFactory(name="Colleen")
    taken.take(colleague)
    closed.take(colleague)
    closed.close(colleague, "Spoken with both.")
    page = safe.get(LIST)
    rows = {name: list(page.context[name]) for name in ("waiting", "taken", "closed")}
    assert rows == {"waiting": [waiting], "taken": [taken], "closed": [closed]}
    assert "Colleen has it" in words(page)
    assert waiting.words not in words(page)


def test_a_concern_shows_what_was_sent_and_that_one_looked(safe: Client) -> None:
    concern = ConcernFactory(topic="message", attached="As it stood.")
    page = safe.get(concern.get_absolute_url())
    for said in (concern.words, "As it stood.", concern.about.name, concern.reporter.email):
        assert said in words(page)
    assert [event.verb for event in Event.objects.about(concern)] == ["concern.read"]
    assert "Sefton Safe read the concern" in words(safe.get(concern.get_absolute_url())) or (
        "You read the concern" in words(safe.get(concern.get_absolute_url()))
    )


def test_it_is_taken_and_closed_on_its_page(safe: Client) -> None:
    concern = ConcernFactory()
    page = concern.get_absolute_url()
    assert guards_its_forms(safe.get(page))
    assert safe.post(f"{page}take/").status_code == 302
    assert safe.post(f"{page}close/", {"outcome": " "}).status_code == 422
    assert safe.post(f"{page}close/", {"outcome": "Spoken with both."}).status_code == 302
    concern.refresh_from_db()
    assert (concern.status, concern.outcome) == ("closed", "Spoken with both.")


def test_whoever_comes_too_late_reads_so_and_keeps_what_they_typed(safe: Client) -> None:
    concern, colleague = ConcernFactory(), SafeguardingFactory()
    concern.take(colleague)
    page = concern.get_absolute_url()
    taken = safe.post(f"{page}take/")
    assert (taken.status_code, "Somebody else has taken" in taken.content.decode()) == (409, True)
    closed = safe.post(f"{page}close/", {"outcome": "Typed in vain"})
    assert closed.status_code == 409
    assert safe.post(f"{page}take/", {"over": colleague.pk}).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(
    number: int, safe: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        ConcernFactory()
        ConcernFactory().take(SafeguardingFactory())
    with django_assert_num_queries(7):
        safe.get(LIST)


# Complaints about data ------------------------------------------------------------------


def complaint(days: int, **more: Any) -> Concern:
    at = timezone.now() - timedelta(days=days)
    return ConcernFactory(topic="data", about=None, reported_at=at, **more)


def test_the_desk_says_how_long_there_is_and_with_whom_and_not_what_it_says(safe: Client) -> None:
    fresh, late = complaint(3, words="Zanzibar", reporter=MemberFactory(name="Rhea")), complaint(31)
    ConcernFactory(words="No complaint")
    late.take(SafeguardingFactory(name="Colleen"))
    dev = browser(AdministratorFactory())
    assert "Complaints about data" in words(dev.get("/staff/desk/"))

    page = dev.get(COMPLAINTS)

    assert list(page.context["complaints"]) == [late, fresh]
    shown = words(page)
    for said in ("27 days left", "that day is past", "Colleen has it", "nobody has it yet"):
        assert said in shown
    for private in ("Zanzibar", "Rhea", fresh.get_absolute_url()):
        assert private not in page.content.decode()
    assert "27 days left" in words(safe.get(LIST))
    assert "27 days left" in words(safe.get(fresh.get_absolute_url()))


def test_what_is_answered_leaves_the_desk(safe: Client) -> None:
    asked = complaint(3)
    page = asked.get_absolute_url()
    safe.post(f"{page}take/")

    said = {"outcome": "Looked into.", "answer": "We have put it right."}
    assert safe.post(f"{page}close/", {**said, "answer": ""}).status_code == 422
    assert safe.post(f"{page}close/", said).status_code == 302

    assert not browser(AdministratorFactory()).get(COMPLAINTS).context["complaints"]
    assert "We have put it right." in words(safe.get(page))


def test_another_concern_has_no_answer(safe: Client) -> None:
    concern = ConcernFactory()
    page = concern.get_absolute_url()
    safe.post(f"{page}take/")
    assert "The answer" not in words(safe.get(page))

    safe.post(f"{page}close/", {"outcome": "Spoken with both.", "answer": "Zanzibar"})

    concern.refresh_from_db()
    assert (concern.status, concern.answer) == ("closed", "")


@pytest.mark.parametrize("number", [1, 3])
def test_the_complaints_cost_the_same_however_many(
    number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        complaint(1).take(SafeguardingFactory())
    dev = browser(AdministratorFactory())
    with django_assert_num_queries(4):
        dev.get(COMPLAINTS)
