"""The page of what CILIP was told: how each stands, the list of a day, and once more."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from history.models import Event
from mentoring.models import Telling
from tests.factories import MemberFactory, TellingFactory
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
PAGE = "/staff/telling/"


def test_how_each_stands_with_the_status_of_the_last_answer_alone(office: Client) -> None:
    now = timezone.now()
    TellingFactory(told_at=now, attempts=1, last_status=204)
    TellingFactory(gave_up_at=now, attempts=15, last_status=503)
    TellingFactory(attempts=2, last_status=0)
    TellingFactory(due_at=None)
    page = words(office.get(PAGE))
    for said in (
        *("✓ Told", "1 204", "Could not be told", "15 503", "On its way", "2 No answer"),
        *("On the list of the day", "0 –", "Nothing is told at present"),
    ):
        assert said in page, said
    assert Telling.objects.first().pairing.mentor.name not in page


def test_what_was_given_up_can_be_looked_at_alone(office: Client) -> None:
    TellingFactory()
    given_up = TellingFactory(gave_up_at=timezone.now())
    page = office.get(PAGE, {"show": "given_up"})
    assert list(page.context["page"]) == [given_up]


def test_the_newest_comes_first(office: Client) -> None:
    old, new = (TellingFactory(at=datetime(2026, 1, day, tzinfo=UTC)) for day in (1, 2))
    assert list(office.get(PAGE).context["page"]) == [new, old]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_statements_for_many(
    office: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    TellingFactory.create_batch(rows)
    with django_assert_num_queries(5):
        office.get(PAGE)


def test_the_list_of_a_day_is_a_file(office: Client, settings: Any) -> None:
    settings.TELLING_LIST = True
    telling = TellingFactory(at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    TellingFactory(at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    answer = office.get(f"{PAGE}day/", {"day": "1 July 2026"})
    assert answer["Content-Disposition"] == 'attachment; filename="telling-2026-07-01.csv"'
    head, row = answer.content.decode("utf-8-sig").splitlines()
    assert head == "id,happened,on,mentee,membership_number,route"
    assert row.startswith(f"{telling.uid},started,2026-07-01,{telling.pairing.mentee.name},")


@pytest.mark.parametrize("day", ["", "soon", "31/02/2026"])
def test_a_day_that_is_none_is_asked_for_again(office: Client, settings: Any, day: str) -> None:
    settings.TELLING_LIST = True
    answer = office.get(f"{PAGE}day/", {"day": day})
    assert (answer.status_code, answer.context["form"].is_valid()) == (422, False)


def test_send_again_beside_a_wrong_day_leads_to_the_list(office: Client, settings: Any) -> None:
    settings.TELLING_LIST, settings.TELLING_URL = True, "http://127.0.0.1:9/"
    TellingFactory(gave_up_at=timezone.now(), attempts=15, last_status=500)
    page = office.get(f"{PAGE}day/", {"day": "soon"}).content.decode()
    assert f'name="next" value="{PAGE}"' in page


def test_there_is_no_list_unless_it_is_set_up(office: Client) -> None:
    assert office.get(f"{PAGE}day/", {"day": "2026-07-01"}).status_code == 404


def test_one_is_sent_again_by_a_press(office: Client, dev: Any, settings: Any) -> None:
    telling = TellingFactory(gave_up_at=timezone.now(), attempts=15, last_status=500)
    again = f"{PAGE}{telling.pk}/again/"
    assert "There is no address" in words(office.post(again, follow=True))
    settings.TELLING_URL = "http://127.0.0.1:9/"
    assert again in office.get(PAGE).content.decode()
    assert "CILIP is told again." in words(office.post(again, follow=True))
    assert "on its way already" in words(office.post(again, follow=True))
    assert again not in office.get(PAGE).content.decode()
    event = Event.objects.get(verb="telling.sent_again")
    assert (event.actor, event.subject_id) == (dev, telling.pk)


def test_whoever_only_sees_presses_nothing(settings: Any, monkeypatch: Any) -> None:
    settings.TELLING_URL = "http://127.0.0.1:9/"
    telling = TellingFactory(gave_up_at=timezone.now())
    viewer = MemberFactory(is_staff=True)
    monkeypatch.setattr(type(viewer), "may", lambda self, permission: permission == "see_telling")
    client = Client()
    client.force_login(viewer)
    assert "Send again" not in words(client.get(PAGE))
    assert client.post(f"{PAGE}{telling.pk}/again/").status_code == 403
