"""The office calls a planned day off, and offers a place to who would like to be trained."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from mentoring.models import MentorProfile, TrainingDay
from tests.factories import (
    BookingFactory,
    MemberFactory,
    TrainingAdministratorFactory,
    TrainingCompletionFactory,
    TrainingDayFactory,
    active,
)
from tests.mentoring.browsing import browser, words

pytestmark = pytest.mark.django_db


def to_come() -> TrainingDay:
    day: TrainingDay = TrainingDayFactory(held_on=timezone.localdate() + timedelta(days=9))
    return day


def page_of(day: TrainingDay, act: str = "") -> str:
    return f"/staff/training/days/{day.pk}/{act}"


def interested(name: str) -> Member:
    member: Member = MemberFactory(name=name)
    MentorProfile.objects.of(member).say_interest(member)
    return member


def test_a_day_is_cancelled_with_a_reason(office: Client) -> None:
    day = BookingFactory(day=to_come()).day
    asked = words(office.get(page_of(day, "cancel/")))
    assert "1 member has a place and is told by a letter." in asked
    without = office.post(page_of(day, "cancel/"), {"reason": " "})
    assert (without.status_code, "Say why" in words(without)) == (422, True)
    answer = office.post(page_of(day, "cancel/"), {"reason": "The hall is closed."}, follow=True)
    said = words(answer)
    for told in ("Whoever has a place on it is told", "The hall is closed.", "Who had a place."):
        assert told in said
    assert "Add people" not in said
    assert "Cancelled" in words(office.get("/staff/training/days/"))
    assert "cancelled the training day" in words(office.get(page_of(day, "history/")))
    again = office.post(page_of(day, "cancel/"), {"reason": "The hall is closed."}, follow=True)
    assert "cancelled already" in words(again)


def test_what_is_on_record_is_said_and_not_cancelled(office: Client, dev: Member) -> None:
    booking = BookingFactory()
    booking.day.record([booking.member_id], dev)
    assert "so it cannot be cancelled" in words(office.get(page_of(booking.day, "cancel/")))
    answer = office.post(page_of(booking.day, "cancel/"), {"reason": "Oh."})
    assert answer.status_code == 409


def test_who_would_like_to_be_trained_is_offered_and_added(office: Client) -> None:
    day, first = to_come(), interested("Ann Adams")
    interested("Bea Brown")
    TrainingCompletionFactory(member=interested("Cai Cole"))
    BookingFactory(day=day, member=interested("Dan Dale"))
    page = office.get(page_of(day, "add/"))
    assert [member.name for member in page.context["waiting"]] == ["Ann Adams", "Bea Brown"]
    assert "Who would like to be trained" in words(page)
    office.post(page_of(day, "add/"), {"chosen": [first.pk], "choose": "1"})
    assert day.bookings.filter(member=first).exists()
    waiting = office.get(page_of(day, "add/")).context["waiting"]
    assert [member.name for member in waiting] == ["Bea Brown"]


def test_who_mentors_whom_stands_beside_the_roll(office: Client) -> None:
    active()
    page = words(office.get(page_of(to_come())))
    assert "Who mentors whom" in page
    assert "Active pairings, mentor’s level by mentee’s route" in page


def test_small_counts_beside_the_roll_are_kept_back() -> None:
    active()
    page = words(browser(TrainingAdministratorFactory()).get(page_of(to_come())))
    assert "Too few pairings have started" in page
