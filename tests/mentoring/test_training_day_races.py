"""Whoever waits for a training day sees who was booked on it meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from history.models import Event
from mentoring.models import TrainingDay
from tests.factories import AdministratorFactory, BookingFactory, MemberFactory, TrainingDayFactory
from tests.meanwhile import while_uncommitted

# SQLite has one writer at a time, and so no such moment.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def to_come(**facts: Any) -> TrainingDay:
    day: TrainingDay = TrainingDayFactory(held_on=timezone.localdate() + timedelta(days=9), **facts)
    return day


def again(day: TrainingDay) -> TrainingDay:
    return TrainingDay.objects.get(pk=day.pk)


def test_whoever_is_booked_while_the_day_is_called_off_is_told() -> None:
    day, by = to_come(), AdministratorFactory()
    BookingFactory(day=day)

    assert while_uncommitted(
        lambda: day.book([MemberFactory()], by=by),
        lambda: again(day).cancel(by, "The trainer is ill."),
    )

    assert Event.objects.filter(verb="training_day.called_off").count() == 2


def test_the_last_places_are_given_once() -> None:
    day, by = to_come(places=3), AdministratorFactory()
    some, others = MemberFactory.create_batch(2), MemberFactory.create_batch(2)

    refusal = while_uncommitted(
        lambda: day.book(some, by=by), lambda: again(day).book(others, by=by)
    )

    assert refusal == "1 place is left on this day, and 2 would be taken."
    assert day.bookings.kept().count() == 2


def test_a_member_booked_twice_at_once_is_booked_once() -> None:
    day, by, member = to_come(), AdministratorFactory(), MemberFactory()

    added = while_uncommitted(
        lambda: day.book([member], by=by), lambda: again(day).book([member], by=by)
    )

    assert (added, day.bookings.count()) == ([], 1)
