"""Who waits for a place is told once: at once when an act makes one, by the timer otherwise."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Member
from history.models import Event
from mentoring.models import MentorMark, MentorProfile, Pairing, TrainingCompletion
from mentoring.models.training import TrainingFacts
from tests.conftest import RunTasks
from tests.factories import (
    AdministratorFactory,
    MemberFactory,
    MentorProfileFactory,
    accepted_by_mentor,
    active,
    completing,
    proposed,
)
from tests.factories.registration import LONG_AGO
from tests.mentoring.breaking import breaking

pytestmark = pytest.mark.django_db
NOON = LONG_AGO.replace(hour=12)
BACK = date(2024, 3, 20)
A_DAY = timedelta(days=1)
PLACE = "A mentor you asked about has a place now"


def waits(for_: Member, **facts: Any) -> Member:
    """Somebody who waits for a place with this mentor."""
    member = MemberFactory(**facts)
    MentorMark.objects.by(member, about=for_.mentor_profile).watch(member)
    return member


def queued() -> list[list[int]]:
    """The mentors whose watchers are to be told, a task each."""
    tasks = DBTaskResult.objects.filter(task_path="mentoring.tasks.tell_watchers")
    return [row["args"] for row in tasks.values_list("args_kwargs", flat=True)]


def told(run_tasks: RunTasks) -> list[str]:
    """Who gets word of a place."""
    return [letter.to[0] for letter in run_tasks() if letter.subject == PLACE]


# At once --------------------------------------------------------------------------------


def taken(make: Callable[..., Pairing]) -> Pairing:
    """A pairing that holds the mentor's only place."""
    return make(mentor=MentorProfileFactory(capacity=1).member)


CLOSINGS: list[tuple[Callable[..., Pairing], Callable[[Pairing], Any]]] = [
    (completing, lambda p: p.complete(p.mentor)),
    (active, lambda p: p.end(p.mentee)),
    (accepted_by_mentor, lambda p: p.decline(p.mentee)),
    (accepted_by_mentor, lambda p: p.withdraw(p.mentor)),
    (accepted_by_mentor, lambda p: p.expire(timezone.now() + 14 * A_DAY)),
]


@pytest.mark.parametrize(("make", "close"), CLOSINGS)
def test_a_place_that_becomes_free_is_told(
    make: Callable[..., Pairing], close: Callable[[Pairing], Any], run_tasks: RunTasks
) -> None:
    pairing = taken(make)
    carol = waits(pairing.mentor)
    close(pairing)
    assert told(run_tasks) == [carol.email]
    assert not MentorMark.objects.watched().exists()


def test_a_start_elsewhere_frees_a_place_too(run_tasks: RunTasks) -> None:
    waiting = taken(accepted_by_mentor)
    carol = waits(waiting.mentor)
    active(enrolment=waiting.enrolment)
    assert told(run_tasks) == [carol.email]


CHANGES: list[tuple[dict[str, Any], Callable[[MentorProfile], Any]]] = [
    ({"capacity": 0}, lambda p: p.change(p.member, {"capacity": 1}, {})),
    ({"away_until": date(2999, 1, 4)}, lambda p: p.change(p.member, {"away_until": None}, {})),
]


@pytest.mark.parametrize(("facts", "change"), CHANGES)
def test_a_place_that_the_mentor_makes_is_told(
    facts: dict[str, Any], change: Callable[[MentorProfile], Any], run_tasks: RunTasks
) -> None:
    profile = MentorProfileFactory(**facts)
    carol = waits(profile.member)
    change(profile)
    assert told(run_tasks) == [carol.email]


def test_a_mentor_who_comes_back_into_the_directory_is_told_of(run_tasks: RunTasks) -> None:
    profile = MentorProfileFactory(capacity=0)
    carol = waits(profile.member)
    profile.leave_directory(profile.member)
    profile.change(profile.member, {"capacity": 1}, {})
    assert told(run_tasks) == []
    profile.join_directory(profile.member)
    assert told(run_tasks) == [carol.email]


def test_a_mentor_who_is_back_and_says_so_is_told_of(run_tasks: RunTasks) -> None:
    profile = MentorProfileFactory(away_until=timezone.localdate() + A_DAY)
    carol = waits(profile.member)
    with time_machine.travel(timezone.now() + A_DAY):
        profile.confirm_availability(profile.member)
        assert told(run_tasks) == [carol.email]


def test_training_that_is_recorded_again_is_told_of(run_tasks: RunTasks) -> None:
    office, profile = AdministratorFactory(), MentorProfileFactory(capacity=0)
    carol = waits(profile.member)
    TrainingCompletion.objects.get().withdraw(office, "The roll was wrong")
    profile.change(profile.member, {"capacity": 1}, {})
    assert told(run_tasks) == []
    TrainingCompletion.objects.record([profile.member], TrainingFacts(BACK), by=office)
    assert told(run_tasks) == [carol.email]


def test_one_act_queues_one_task_and_none_where_nobody_waits() -> None:
    pairing, other = taken(active), taken(active)
    waits(pairing.mentor)
    waits(pairing.mentor)
    pairing.end(pairing.mentee)
    other.end(other.mentee)
    assert queued() == [[pairing.mentor.mentor_profile.pk]]


def test_a_proposal_that_held_no_place_calls_nobody() -> None:
    profile = MentorProfileFactory(away_until=timezone.localdate() + A_DAY)
    waits(profile.member)
    pairing = proposed(mentor=profile.member)
    pairing.decline(pairing.mentor)
    assert queued() == []


def test_while_there_is_no_place_nobody_is_told(run_tasks: RunTasks) -> None:
    profile = MentorProfileFactory(capacity=1, away_until=timezone.localdate() + A_DAY)
    pairing = active(mentor=profile.member)
    waits(profile.member)
    pairing.end(pairing.mentee)
    assert queued() == [[profile.pk]]
    assert told(run_tasks) == []
    assert MentorMark.objects.watched().count() == 1


def test_all_who_wait_are_told_and_who_asked_first_comes_first(run_tasks: RunTasks) -> None:
    pairing = taken(active)
    second, first = MemberFactory(), waits(pairing.mentor)
    MentorMark.objects.by(second, about=pairing.mentor.mentor_profile).watch(second)
    pairing.end(pairing.mentee)
    assert told(run_tasks) == [first.email, second.email]


def test_nobody_is_told_twice_for_one_watch(run_tasks: RunTasks) -> None:
    pairing = taken(active)
    carol = waits(pairing.mentor)
    pairing.end(pairing.mentee)
    run_tasks().clear()
    pairing.mentor.mentor_profile.change(pairing.mentor, {"capacity": 2}, {})
    mark = MentorMark.objects.get()
    assert (mark.tell(), told(run_tasks)) == (False, [])
    told_of = Event.objects.about(mark).filter(verb="mark.told")
    assert [(event.actor, mark.member) for event in told_of] == [(None, carol)]


def test_who_asked_no_more_is_not_told(run_tasks: RunTasks) -> None:
    pairing = taken(active)
    carol = waits(pairing.mentor)
    MentorMark.objects.get().unwatch(carol)
    pairing.end(pairing.mentee)
    assert told(run_tasks) == []


def test_the_watch_of_a_closed_account_waits_for_it(run_tasks: RunTasks) -> None:
    pairing = taken(active)
    carol, dev = waits(pairing.mentor), AdministratorFactory()
    carol.close(by=dev)
    pairing.end(pairing.mentee)
    assert told(run_tasks) == []
    carol.reopen(by=dev)
    assert watch() == "Told of a place: 1."


# By the timer ---------------------------------------------------------------------------


def watch(at: Any = None) -> str:
    """What the command says when the timer runs it at a moment."""
    said = StringIO()
    with time_machine.travel(at or timezone.now(), tick=False):
        call_command("watch_places", stdout=said, stderr=said)
    return said.getvalue().strip()


@pytest.fixture
def waiting() -> list[Member]:
    """Three who wait for three mentors who are away."""
    with time_machine.travel(NOON, tick=False):
        mentors = MentorProfileFactory.create_batch(3, away_until=BACK)
        return [waits(profile.member) for profile in mentors]


def test_a_mentor_who_is_back_is_told_of_on_the_day(
    waiting: list[Member], run_tasks: RunTasks
) -> None:
    midnight = timezone.make_aware(timezone.datetime(2024, 3, 20))
    said = [watch(at) for at in (midnight - timedelta(seconds=1), midnight, midnight + A_DAY)]
    assert said == [f"Told of a place: {number}." for number in (0, 3, 0)]
    assert told(run_tasks) == [member.email for member in waiting]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_half_way_it_goes_on_where_it_was(
    number: int, waiting: list[Member], run_tasks: RunTasks
) -> None:
    later = NOON + 30 * A_DAY
    broken = connection.execute_wrapper(breaking(MentorMark, number, KeyboardInterrupt))
    with broken, pytest.raises(KeyboardInterrupt):
        watch(later)
    assert watch(later) == f"Told of a place: {4 - number}."
    assert told(run_tasks) == [member.email for member in waiting]


def test_one_that_fails_does_not_keep_the_others_waiting(waiting: list[Member]) -> None:
    later = NOON + 30 * A_DAY
    broken = connection.execute_wrapper(breaking(MentorMark, 2, DatabaseError))
    with broken, pytest.raises(CommandError, match="Could not look at 1"):
        watch(later)
    assert [mark.member for mark in MentorMark.objects.watched()] == [waiting[1]]
    assert watch(later) == "Told of a place: 1."
