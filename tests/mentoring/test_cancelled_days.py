"""A planned training day is called off: whoever has a place is told, and nothing follows."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import Booking, TrainingDay
from mentoring.models.training_day import DayFacts
from tests.conftest import RunTasks
from tests.factories import (
    AdministratorFactory,
    BookingFactory,
    MemberFactory,
    TrainingDayFactory,
)
from tests.mentoring.browsing import browser, words

pytestmark = pytest.mark.django_db


def to_come(**facts: Any) -> TrainingDay:
    day: TrainingDay = TrainingDayFactory(held_on=timezone.localdate() + timedelta(days=9), **facts)
    return day


def test_whoever_has_a_place_is_told_and_reads_why(run_tasks: RunTasks) -> None:
    day, by = to_come(), AdministratorFactory()
    kept, gone = BookingFactory(day=day), BookingFactory(day=day)
    gone.give_back(by=gone.member)
    assert day.cancel(by, " The trainer is ill. ") is True
    assert day.cancel(by, "Again.") is False
    [letter] = run_tasks()
    assert (letter.to, letter.subject) == (
        [kept.member.email],
        "A training day does not take place",
    )
    assert "trainer is ill" not in letter.body
    mine = browser(kept.member)
    assert "The trainer is ill." in words(mine.get(f"/training-days/{day.pk}/"))
    assert "You have a place on this day" not in words(mine.get("/mentor-profile/"))
    verbs = list(Event.objects.filter(verb__startswith="training_day.c").values_list("verb"))
    assert sorted(verbs) == [("training_day.called_off",), ("training_day.cancelled",)]


def test_of_a_day_that_is_past_nobody_is_written_to(run_tasks: RunTasks) -> None:
    booking = BookingFactory()
    booking.day.cancel(AdministratorFactory(), "Nobody came, and the trainer neither.")
    assert run_tasks() == []


def test_nothing_more_happens_on_it() -> None:
    day, by = to_come(), AdministratorFactory()
    booking = BookingFactory(day=day)
    day.cancel(by, "Snow.")
    later = {**vars(day.facts), "trainer": "Ola Berg"}
    with pytest.raises(NotAllowed, match="This day is cancelled"):
        day.change(DayFacts(**later), by)
    with pytest.raises(NotAllowed, match="This day is cancelled"):
        day.book([MemberFactory()], by)
    TrainingDay.objects.update(held_on=timezone.localdate())
    with pytest.raises(NotAllowed, match="This day is cancelled"):
        TrainingDay.objects.get().record([booking.member_id], by)
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("came", [True, False])
def test_what_is_on_record_is_not_cancelled(came: bool) -> None:
    booking, by = BookingFactory(), AdministratorFactory()
    booking.day.record([booking.member_id] if came else [], by)
    with pytest.raises(NotAllowed, match="is on record"):
        booking.day.cancel(by, "By mistake.")
    day = TrainingDay.objects.get()
    assert not day.is_cancelled


def test_a_day_that_was_undone_can_be_cancelled() -> None:
    booking, by = BookingFactory(), AdministratorFactory()
    booking.day.record([booking.member_id], by)
    booking.day.undo(booking.day.completions.get().recorded_at, by)
    assert booking.day.cancel(by, "It was another day.") is True


def test_only_those_who_record_training_cancel_and_say_why() -> None:
    day = to_come()
    with pytest.raises(NotAllowed, match="Only an administrator"):
        day.cancel(MemberFactory(), "Because.")
    with pytest.raises(NotAllowed, match="Say why"):
        day.cancel(AdministratorFactory(), "  ")
