"""A training day as its members see it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from mentoring.models import Booking
from tests.factories import AdministratorFactory, BookingFactory, TrainingDayFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking(client: Client) -> Booking:
    """A place on a day to come; its member is signed in."""
    day = TrainingDayFactory(held_on=timezone.localdate() + timedelta(days=9))
    found: Booking = BookingFactory(day=day)
    client.force_login(found.member)
    return found


def text(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def test_the_page_says_when_where_and_with_whom(client: Client, booking: Booking) -> None:
    booking.day.__class__.objects.update(place="https://meet.example.org/a")
    page = text(client.get(booking.get_absolute_url()))
    assert 'href="https://meet.example.org/a"' in page
    for words in ("Ceri Walsh", "You have a place.", "Give my place back", "Booked"):
        assert words in page


def test_the_place_is_given_back_with_one_press(client: Client, booking: Booking) -> None:
    path = f"{booking.get_absolute_url()}give-back/"
    page = text(client.post(path, follow=True))
    assert "Your place is free for somebody else." in page
    assert "You no longer have a place on this day." in page
    assert "You have given it back already." in text(client.post(path, follow=True))


def test_after_the_day_it_is_refused_with_a_sentence(client: Client, booking: Booking) -> None:
    booking.day.__class__.objects.update(held_on=timezone.localdate())
    answer = client.post(f"{booking.get_absolute_url()}give-back/")
    assert answer.status_code == 409
    assert "A place can be given back until the day" in text(answer)


def test_a_recorded_day_leads_on_to_the_profile(client: Client, booking: Booking) -> None:
    booking.day.__class__.objects.update(held_on=timezone.localdate())
    booking.day.record({booking.member_id}, by=AdministratorFactory())
    assert "The office has recorded that you completed it." in text(
        client.get(booking.get_absolute_url())
    )


def test_somebody_elses_day_is_not_there(client: Client, booking: Booking) -> None:
    other = BookingFactory()
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.post(f"{other.get_absolute_url()}give-back/").status_code == 404


def test_the_days_to_come_stand_on_the_profile(client: Client, booking: Booking) -> None:
    gone = BookingFactory(member=booking.member, day__held_on=booking.day.held_on)
    gone.give_back(booking.member)
    BookingFactory(member=booking.member)
    page = text(client.get("/mentor-profile/"))
    assert page.count("You have a place on this day.") == 1


def test_the_page_has_a_bounded_cost(
    client: Client, booking: Booking, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        client.get(booking.get_absolute_url())
