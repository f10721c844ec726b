"""A roll with the faults that rolls have; and acts that break off, are killed, or meet."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction
from django_tasks_db.models import DBTaskResult

from config.env import BASE
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.invariants import check_invariants
from mentoring.models import Booking, MentorProfile, TrainingCompletion, TrainingDay
from tests.conftest import Say
from tests.factories import (
    AdministratorFactory,
    BookingFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingDayFactory,
)

COUNTED = (TrainingCompletion, Event, Booking, DBTaskResult)
STATEMENTS = 7  # of an act in which somebody was absent


def state() -> list[Any]:
    """How many rows there are, and what the bookings say."""
    said = Booking.objects.order_by("pk").values_list("absent_at", "given_back_at")
    withdrawn = TrainingCompletion.objects.exclude(withdrawn_at=None).count()
    return [*(model.objects.count() for model in COUNTED), list(said), withdrawn]


@contextmanager
def broken_off(at: int) -> Iterator[None]:
    """The database goes away at the nth statement that is not of a savepoint."""
    seen = [0]

    def break_off(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "SAVEPOINT" not in sql:
            seen[0] += 1
            if seen[0] == at:
                raise OperationalError("The database has gone away.")
        return execute(sql, *rest)

    with connection.execute_wrapper(break_off):
        yield


def roll_of(number: int, by: Any) -> TrainingDay:
    day: TrainingDay = TrainingDayFactory()
    BookingFactory.create_batch(number, day=day, booked_by=by, member__verified=False)
    return day


def everybody(day: TrainingDay) -> frozenset[int]:
    return frozenset(day.bookings.values_list("member", flat=True))


# Broken off --------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("at", range(1, STATEMENTS + 1))
def test_recording_that_breaks_off_has_done_nothing(at: int) -> None:
    dev = AdministratorFactory()
    day = roll_of(4, dev)
    ticked = frozenset(sorted(everybody(day))[:3])
    assert dev.may("record_training")
    before = state()
    with pytest.raises(OperationalError), broken_off(at):
        day.record(ticked, by=dev)
    assert state() == before
    assert len(day.record(ticked, by=dev).completed) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("at", range(1, 8))
def test_undoing_that_breaks_off_has_done_nothing(at: int) -> None:
    dev = AdministratorFactory()
    day = roll_of(4, dev)
    day.record(frozenset(sorted(everybody(day))[:3]), by=dev)
    moment = day.completions.latest("pk").recorded_at
    before = state()
    with pytest.raises(OperationalError), broken_off(at):
        day.undo(moment, by=dev)
    assert state() == before
    assert len(day.undo(moment, by=dev).completed) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("at", range(1, 6))
def test_booking_that_breaks_off_has_done_nothing(at: int) -> None:
    dev, members = AdministratorFactory(), MemberFactory.create_batch(3)
    day = TrainingDayFactory()
    assert dev.may("record_training")
    before = state()
    with pytest.raises(OperationalError), broken_off(at):
        day.book(members, by=dev)
    assert state() == before
    assert day.book(members, by=dev) == members


# Killed ----------------------------------------------------------------------------------


def record_and_die(day: TrainingDay, by: Any, last: str) -> int:
    """What a process comes to that is killed with -9 after a statement of the act."""
    found = connection.settings_dict
    name = found["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = f"postgres://{found['USER']}@{found['HOST']}:{found['PORT']}/{name}"
    words = [sys.executable, "-m", "tests.mentoring.killed", str(day.pk), str(by.pk), last]
    environment = {**os.environ, "DATABASE_URL": url}
    return subprocess.run(words, env=environment, cwd=BASE, check=False).returncode


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("last", ['INTO "mentoring_trainingcompletion"', "mentoring_mentormark"])
def test_five_hundred_killed_half_way_have_done_nothing(last: str, figures: Say) -> None:
    """After the completions are written, and after the last statement before the commit."""
    dev = AdministratorFactory()
    day = roll_of(500, dev)
    before = state()
    assert record_and_die(day, dev, last) == -signal.SIGKILL
    assert state() == before
    with transaction.atomic():  # the letters come after it
        start = time.perf_counter()
        assert len(day.record(everybody(day), by=dev).completed) == 500
        took = 1000 * (time.perf_counter() - start)
        transaction.set_rollback(True)
    figures(
        f"training day, {connection.vendor}: a process killed -9 after the statement on "
        f"{last.split('_')[1]} left 0 rows of 500; then recorded again in {took:.0f} ms"
    )


# Met ---------------------------------------------------------------------------------------


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each of the acts comes to when all are let go together, each on a connection."""
    together, found = threading.Barrier(len(acts)), [None] * len(acts)

    def go(number: int) -> None:
        together.wait()
        try:
            found[number] = acts[number]()
        except NotAllowed as no:
            found[number] = str(no)  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(3))
def test_two_administrators_record_the_same_roll_once(_time: int) -> None:
    offices = AdministratorFactory.create_batch(2)
    day = roll_of(30, offices[0])
    ticked = frozenset(sorted(everybody(day))[:20])
    found = at_once(
        *(
            lambda by=by: TrainingDay.objects.get(pk=day.pk).record(ticked, by=by)
            for by in offices * 2
        )
    )
    assert sorted(len(recorded.completed) for recorded in found) == [0, 0, 0, 20]
    assert sorted(recorded.absent for recorded in found) == [0, 0, 0, 10]
    assert day.completions.count() == 20
    assert Event.objects.filter(verb="training.recorded").count() == 20
    assert Event.objects.filter(verb="training_day.recorded").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_roll_and_a_list_of_the_same_people_record_each_once() -> None:
    dev, day = AdministratorFactory(), TrainingDayFactory()
    members = day.book(MemberFactory.create_batch(20), by=dev)
    at_once(
        lambda: day.record(everybody(day), by=dev),
        lambda: TrainingCompletion.objects.record(members, day.training_facts, by=dev),
    )
    assert TrainingCompletion.objects.count() == 20
    assert check_invariants() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(3))
def test_undoing_and_joining_the_directory_leave_nobody_untrained_in_it(_time: int) -> None:
    dev = AdministratorFactory()
    profile = MentorProfileFactory(trained=False, listed_at=None)
    day = BookingFactory(member=profile.member).day
    day.record({profile.member_id}, by=dev)
    moment = day.completions.get().recorded_at
    undone, _joined = at_once(
        lambda: TrainingDay.objects.get(pk=day.pk).undo(moment, by=dev),
        lambda: MentorProfile.objects.get(pk=profile.pk).join_directory(profile.member),
    )
    assert len(undone.completed) == 1
    assert not MentorProfile.objects.listed().exists()
    assert not profile.member.training_completions.standing().exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(5))
def test_undoing_and_correcting_at_once_leave_one_of_them(_time: int) -> None:
    """With neither profile nor record held, one is withdrawn that was corrected."""
    dev, day = AdministratorFactory(), TrainingDayFactory()
    day.book([MemberFactory()], by=dev)
    day.record(everybody(day), by=dev)
    row = day.completions.get()
    facts = replace(row.facts, provider="Another network")
    at_once(
        lambda: TrainingDay.objects.get(pk=day.pk).undo(row.recorded_at, by=dev),
        lambda: TrainingCompletion.objects.get(pk=row.pk).correct(facts, by=dev),
    )
    row = TrainingCompletion.objects.get(pk=row.pk)
    assert row.is_withdrawn != row.is_corrected
    assert check_invariants() == []


@pytest.mark.django_db(transaction=True)
def test_a_place_given_back_and_a_roll_recorded_at_once_agree() -> None:
    dev, day = AdministratorFactory(), TrainingDayFactory()
    day.book([MemberFactory()], by=dev)
    booking = day.bookings.get()
    at_once(
        lambda: day.record({booking.member_id}, by=dev),
        lambda: Booking.objects.get(pk=booking.pk).give_back(dev),
    )
    assert day.completions.count() == 1
    assert check_invariants() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(5))
def test_a_day_that_is_cancelled_and_recorded_at_once_is_one_of_them(_time: int) -> None:
    dev = AdministratorFactory()
    day = roll_of(5, dev)
    at_once(
        lambda: TrainingDay.objects.get(pk=day.pk).record(everybody(day), by=dev),
        lambda: TrainingDay.objects.get(pk=day.pk).cancel(dev, "The trainer is ill."),
    )
    day = TrainingDay.objects.get(pk=day.pk)
    assert day.is_cancelled != day.completions.exists()
