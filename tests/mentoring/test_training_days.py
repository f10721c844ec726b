"""Training days: planned, booked, recorded in one act and undone in one."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import Booking, MentorProfile, TrainingCompletion, TrainingDay
from mentoring.models.training import TrainingFacts
from mentoring.models.training_day import DayFacts
from mentoring.models.training_roll import Recorded
from tests.factories import (
    AdministratorFactory,
    BookingFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    TrainingDayFactory,
    active,
)

pytestmark = pytest.mark.django_db
PAST = date(2025, 9, 3)


@pytest.fixture
def dev(db: None):
    return AdministratorFactory()


def to_come(**facts):
    return TrainingDayFactory(held_on=timezone.localdate() + timedelta(days=9), **facts)


def booked(day, number=2, **facts):
    return [booking.member for booking in BookingFactory.create_batch(number, day=day, **facts)]


def keys(*members):
    return frozenset(member.pk for member in members)


def completed(day):
    standing = TrainingCompletion.objects.standing().filter(day=day)
    return {row.member_id for row in standing}


def absent(day):
    return set(day.bookings.filter(absent_at__isnull=False).values_list("member", flat=True))


def verbs(subject):
    return list(Event.objects.about(subject).values_list("verb", flat=True))


# Who may ------------------------------------------------------------------------


def test_nobody_but_the_office_plans_books_records_or_undoes():
    day = TrainingDayFactory()
    [member] = booked(day, 1)
    for person in (member, MemberFactory(is_staff=True), active().mentor):
        for act in (
            lambda by: TrainingDay.objects.plan(DayFacts(PAST, place="Hull"), by=by),
            lambda by: day.change(DayFacts(PAST, place="Hull"), by=by),
            lambda by: day.book([MemberFactory()], by=by),
            lambda by: day.record(keys(member), by=by),
            lambda by: day.undo(timezone.now(), by=by),
        ):
            with pytest.raises(NotAllowed, match="Only an administrator"):
                act(person)
    assert [TrainingDay.objects.count(), Booking.objects.count()] == [1, 1]
    assert not TrainingCompletion.objects.filter(day=day).exists()
    assert not Event.objects.filter(verb__startswith="training_day").exists()


# Planning -------------------------------------------------------------------------


def test_a_planned_day_is_as_it_was_said(dev):
    facts = DayFacts(
        PAST, "refresher", "online", "https://example.org/a", "CILIP", "Ceri", None, 20
    )
    day = TrainingDay.objects.plan(facts, by=dev)
    day.refresh_from_db()
    assert day.facts == facts
    assert (verbs(day), day.title) == (["training_day.planned"], "Refresher, online")


def test_a_change_says_what_is_different_and_nothing_when_all_is_same(dev):
    day = TrainingDayFactory()
    assert day.change(day.facts, by=dev) == []
    new = DayFacts(date(2025, 9, 4), place="Bath", trainer="Ceri Walsh")
    assert day.change(new, by=dev) == ["held_on", "place"]
    [event] = Event.objects.about(day)
    assert (event.verb, event.particulars) == (
        "training_day.changed", {"fields": ["held_on", "place"]},
    )  # fmt: skip


def test_once_training_is_on_record_the_date_stays_and_the_trainer_can_change(dev):
    day = TrainingDayFactory()
    [member] = booked(day, 1)
    day.record(keys(member), by=dev)
    with pytest.raises(NotAllowed, match="on record, so its date and kind stay"):
        day.change(DayFacts(date(2025, 9, 4), place="Bristol"), by=dev)
    assert day.change(DayFacts(PAST, place="Bristol", trainer="Ann"), by=dev) == ["trainer"]


def test_there_are_not_fewer_places_than_are_booked(dev):
    day = to_come(places=3)
    booked(day, 2)
    with pytest.raises(NotAllowed, match="More members than that are booked"):
        day.change(DayFacts(day.held_on, place="Bristol", trainer="Ceri Walsh", places=1), by=dev)


def test_whoever_is_booked_is_told_of_another_place_and_not_of_another_trainer(dev, run_tasks):
    day = to_come()
    [first, second] = booked(day)
    day.bookings.get(member=second).give_back(second)
    day.change(DayFacts(day.held_on, place="Bristol", trainer="Ann"), by=dev)
    assert run_tasks() == []
    day.change(DayFacts(day.held_on, place="Bath", trainer="Ann"), by=dev)
    assert [(letter.to, letter.subject) for letter in run_tasks()] == [
        ([first.email], "A training day has changed")
    ]


# Booking --------------------------------------------------------------------------


def test_members_are_booked_once_and_told(dev, run_tasks):
    day, members = to_come(), MemberFactory.create_batch(3)
    assert day.book(members, by=dev) == members
    assert day.book([members[0], members[0]], by=dev) == []
    assert [b.member for b in day.bookings.order_by("pk")] == members
    assert {(b.booked_by, verbs(b)[0]) for b in day.bookings.all()} == {
        (dev, "training_day.invited")
    }
    post = run_tasks()
    assert sorted(letter.to[0] for letter in post) == sorted(m.email for m in members)
    assert {letter.subject for letter in post} == {"You have a place on a training day"}


def test_for_a_day_that_is_past_nobody_is_written_to(dev, run_tasks):
    day, member = TrainingDayFactory(), MemberFactory()
    day.book([member], by=dev)
    assert verbs(day.bookings.get()) == ["training_day.booked"]
    assert run_tasks() == []


def test_a_day_to_come_has_no_more_than_its_places(dev):
    day = to_come(places=2)
    booked(day, 1)
    with pytest.raises(NotAllowed, match="1 place is left on this day, and 2 would be taken"):
        day.book(MemberFactory.create_batch(2), by=dev)
    assert day.book([MemberFactory()], by=dev)
    past = TrainingDayFactory(places=1)
    assert len(past.book(MemberFactory.create_batch(2), by=dev)) == 2


def test_a_place_is_given_back_by_its_member_and_can_be_given_anew(dev):
    day = to_come(places=1)
    [member] = booked(day, 1)
    booking = day.bookings.get()
    assert booking.give_back(member) is True
    assert booking.give_back(member) is False
    assert (booking.given_back_by, verbs(booking)) == (member, ["training_day.given_back"])
    assert day.book([member], by=dev) == [member]
    assert day.bookings.kept().get() == booking


def test_a_place_is_not_given_back_by_a_stranger_nor_after_the_day(dev):
    coming, past = to_come(), TrainingDayFactory()
    booked(coming, 1)
    [member] = booked(past, 1)
    with pytest.raises(NotAllowed, match="until the day"):
        coming.bookings.get().give_back(MemberFactory())
    with pytest.raises(NotAllowed, match="until the day"):
        past.bookings.get().give_back(member)
    assert past.bookings.get().give_back(dev) is True


def test_a_place_whose_training_is_on_record_is_not_given_back(dev):
    day = TrainingDayFactory()
    [member] = booked(day, 1)
    day.record(keys(member), by=dev)
    with pytest.raises(NotAllowed, match="no longer now"):
        day.bookings.get().give_back(dev)


@pytest.mark.parametrize("size", [1, 500])
def test_booking_takes_as_many_queries_for_five_hundred_as_for_one(dev, size):
    day, members = to_come(), MemberFactory.create_batch(size, verified=False)
    assert dev.may("record_training")
    with CaptureQueriesContext(connection) as queries:
        day.book(members, by=dev)
    assert day.bookings.count() == size
    assert len(queries) == 8, "\n".join(q["sql"][:90] for q in queries)


# Recording ------------------------------------------------------------------------


def test_who_is_ticked_completed_and_the_rest_did_not_attend(dev, run_tasks):
    day = TrainingDayFactory(provider="CILIP", mode="online", kind="refresher")
    first, second, third = booked(day, 3)
    with time_machine.travel(datetime(2025, 9, 4, 12, tzinfo=UTC), tick=False):
        now = timezone.now()
        assert day.record(keys(first, second), by=dev) == Recorded([first, second], 1)
    assert (completed(day), absent(day)) == ({first.pk, second.pk}, {third.pk})
    row = first.training_completions.get()
    assert row.facts == TrainingFacts(PAST, "refresher", "online", "CILIP")
    assert (row.recorded_by, row.recorded_at, row.day) == (dev, now, day)
    assert verbs(row) == ["training.recorded"]
    [event] = Event.objects.about(day)
    assert (event.verb, event.at, event.particulars) == (
        "training_day.recorded", now, {"completed": 2, "absent": 1},
    )  # fmt: skip
    assert sorted(letter.to[0] for letter in run_tasks()) == sorted([first.email, second.email])


def test_a_roll_recorded_again_changes_nothing(dev):
    day = TrainingDayFactory()
    first, second = booked(day)
    assert day.record(keys(first), by=dev)
    before = [TrainingCompletion.objects.count(), Event.objects.count()]
    assert not day.record(keys(first), by=dev)
    assert not day.record(keys(first), by=AdministratorFactory())
    assert [TrainingCompletion.objects.count(), Event.objects.count()] == before
    assert absent(day) == {second.pk}


def test_who_did_not_attend_can_be_ticked_later(dev):
    day = TrainingDayFactory()
    first, second = booked(day)
    day.record(keys(first), by=dev)
    assert day.record(keys(first, second), by=dev) == Recorded([second], 0)
    assert completed(day) == {first.pk, second.pk}


def test_who_gave_the_place_back_and_came_all_the_same_is_ticked(dev):
    day = TrainingDayFactory()
    [member] = booked(day, 1)
    day.bookings.get().give_back(dev)
    assert not day.record(frozenset(), by=dev)
    assert day.record(keys(member), by=dev) == Recorded([member], 0)


def test_who_has_this_training_on_record_by_another_way_is_left_as_they_are(dev):
    day = TrainingDayFactory()
    first, second = booked(day)
    row = TrainingCompletionFactory(member=first, completed_on=day.held_on)
    assert day.record(frozenset(), by=dev) == Recorded([], 1)
    assert absent(day) == {second.pk}
    assert not day.record(keys(first), by=dev)
    assert first.training_completions.get() == row


def test_a_stranger_to_the_roll_and_a_closed_account_are_not_recorded(dev):
    day = TrainingDayFactory()
    [closed] = booked(day, 1)
    closed.close(by=dev)
    assert not day.record(keys(closed, MemberFactory()), by=dev)
    assert not TrainingCompletion.objects.exists()


def test_who_was_booked_after_the_page_was_read_is_left_as_they_are(dev):
    day = TrainingDayFactory()
    [first] = booked(day, 1)
    newest = day.bookings.get().pk
    [late] = booked(day, 1)
    assert day.record(keys(first), by=dev, newest=newest) == Recorded([first], 0)
    assert not day.bookings.get(member=late).absent_at


def test_a_day_that_is_yet_to_come_is_not_recorded(dev):
    day = to_come()
    [member] = booked(day, 1)
    with pytest.raises(NotAllowed, match="future"):
        day.record(keys(member), by=dev)


def test_on_the_day_itself_it_can_be_recorded_and_the_day_is_that_of_london(dev):
    day = TrainingDayFactory(held_on=date(2026, 7, 2))
    [member] = booked(day, 1)
    with time_machine.travel(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)), pytest.raises(NotAllowed):
        day.record(keys(member), by=dev)
    with time_machine.travel(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        assert day.record(keys(member), by=dev)


@pytest.mark.parametrize("size", [1, 500])
def test_five_hundred_are_recorded_in_six_statements(dev, size):
    """The roll held, who is known, completions, history, the letters' task, the watchers."""
    day = TrainingDayFactory()
    members = booked(day, size, booked_by=dev, member__verified=False)
    assert dev.may("record_training")
    with CaptureQueriesContext(connection) as queries:
        assert len(day.record(keys(*members), by=dev).completed) == size
    assert len(queries) - 2 == 6, "\n".join(q["sql"][:90] for q in queries)  # of the savepoint


def test_one_statement_more_when_somebody_was_not_there(dev):
    day = TrainingDayFactory()
    members = booked(day, 20)
    assert dev.may("record_training")
    with CaptureQueriesContext(connection) as queries:
        assert day.record(keys(*members[:12]), by=dev).absent == 8
    assert len(queries) - 2 == 7


def test_a_recorded_member_can_list_themselves_and_not_before(dev):
    profile = MentorProfileFactory(trained=False, listed_at=None)
    day = TrainingDayFactory()
    booked(day, 1, member=profile.member)
    with pytest.raises(NotAllowed, match="once CILIP has recorded"):
        profile.join_directory(profile.member)
    day.record(keys(profile.member), by=dev)
    assert profile.join_directory(profile.member) is True
    assert MentorProfile.objects.proposable().get() == profile


# Correcting -----------------------------------------------------------------------


def test_a_correction_of_the_same_date_stays_with_the_day_and_of_another_leaves_it(dev):
    day = TrainingDayFactory()
    first, second = booked(day)
    day.record(keys(first, second), by=dev)
    same = first.training_completions.get().correct(TrainingFacts(PAST, provider="New"), by=dev)
    other = second.training_completions.get().correct(TrainingFacts(date(2025, 9, 4)), by=dev)
    assert (same.day, other.day) == (day, None)
    assert completed(day) == {first.pk}
    assert not day.record(keys(first, second), by=dev)


def test_a_withdrawn_completion_can_be_recorded_again(dev):
    day = TrainingDayFactory()
    [member] = booked(day, 1)
    day.record(keys(member), by=dev)
    member.training_completions.get().withdraw(dev, "Mistake")
    assert not day.record(frozenset(), by=dev)
    assert absent(day) == set()
    assert day.record(keys(member), by=dev) == Recorded([member], 0)


# Undoing --------------------------------------------------------------------------


def recorded_at(day):
    return day.completions.latest("recorded_at").recorded_at


def test_an_act_is_undone_whole(dev, run_tasks):
    day = TrainingDayFactory()
    first, second = booked(day)
    day.record(keys(first), by=dev)
    run_tasks().clear()
    assert day.undo(recorded_at(day), by=dev) == Recorded([first], 1)
    assert (completed(day), absent(day)) == (set(), set())
    row = first.training_completions.get()
    assert (row.withdrawn_by, row.withdrawal_reason) == (dev, "Recorded by mistake, and undone.")
    assert row.day is None
    assert verbs(row) == ["training.recorded", "training.withdrawn"]
    assert verbs(day) == ["training_day.recorded", "training_day.undone"]
    assert [letter.to for letter in run_tasks()] == [[first.email]]
    assert day.record(keys(first, second), by=dev) == Recorded([first, second], 0)


def test_an_act_is_undone_once_and_takes_no_earlier_one_with_it(dev):
    day = TrainingDayFactory()
    first, second = booked(day)
    day.record(keys(first), by=dev)
    earlier = recorded_at(day)
    day.record(keys(second), by=dev)
    assert day.undo(recorded_at(day), by=dev) == Recorded([second], 0)
    later = second.training_completions.get().recorded_at
    assert not day.undo(later, by=dev)
    assert completed(day) == {first.pk}
    assert day.undo(earlier, by=dev) == Recorded([first], 1)


def test_nobody_undoes_what_somebody_else_recorded(dev):
    day = TrainingDayFactory()
    [member] = booked(day, 1)
    day.record(keys(member), by=dev)
    assert not day.undo(recorded_at(day), by=AdministratorFactory())
    assert completed(day) == {member.pk}


def test_after_some_hours_it_is_too_late(dev, settings):
    day = TrainingDayFactory()
    [member] = booked(day, 1)
    day.record(keys(member), by=dev)
    at = recorded_at(day)
    hours = timedelta(hours=settings.MENTORING["UNDO_TRAINING_HOURS"])
    with pytest.raises(NotAllowed, match="too long ago"):
        day.undo(at, by=dev, now=at + hours + timedelta(seconds=1))
    assert day.undo(at, by=dev, now=at + hours)


def test_what_was_corrected_since_stays_as_it_is(dev):
    day = TrainingDayFactory()
    first, second = booked(day)
    day.record(keys(first, second), by=dev)
    at = recorded_at(day)
    newer = first.training_completions.get().correct(TrainingFacts(PAST, provider="B"), by=dev)
    assert day.undo(at, by=dev) == Recorded([second], 0)
    assert list(TrainingCompletion.objects.standing()) == [newer]


def test_a_mentor_who_has_listed_meanwhile_is_hidden_and_no_pairing_ends(dev):
    profile = MentorProfileFactory(trained=False, listed_at=None)
    day = TrainingDayFactory()
    booked(day, 1, member=profile.member)
    day.record(keys(profile.member), by=dev)
    profile.join_directory(profile.member)
    pairing = active(mentor=profile.member)
    day.undo(recorded_at(day), by=dev)
    assert not MentorProfile.objects.listed().exists()
    pairing.refresh_from_db()
    assert pairing.status == "active"


@pytest.mark.parametrize("size", [1, 500])
def test_undoing_takes_as_many_queries_for_five_hundred_as_for_one(dev, size):
    day = TrainingDayFactory()
    members = booked(day, size, booked_by=dev, member__verified=False)
    day.record(keys(*members), by=dev)
    at = recorded_at(day)
    with CaptureQueriesContext(connection) as queries:
        assert len(day.undo(at, by=dev).completed) == size
    assert len(queries) - 2 == 7, "\n".join(q["sql"][:90] for q in queries)
