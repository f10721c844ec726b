"""After any acts in any order: who stands in the directory is who may, told from the rows alone."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Member
from lib.refusals import NotAllowed
from mentoring.directory.sets.current import today
from mentoring.models import LineManagement, MentorMark, MentorProfile, Pairing, TrainingCompletion
from mentoring.models.training import TrainingFacts
from tests.factories import AdministratorFactory, EnrolmentFactory, MentorProfileFactory, proposed
from tests.mentoring.directory.properties.looking import keys_of, looked, undone

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
TRAINED_ON = date(2026, 8, 20)
EXAMPLES = int(os.environ.get("MACHINE_EXAMPLES", "8"))
STEPS = int(os.environ.get("MACHINE_STEPS", "20"))
FREE, ALL, SAID = "", "?places=now&places=later", "?q=counter&sort=name"
MENTORS, SEEKERS = st.integers(0, 2), st.integers(0, 1)


# What the rows say -------------------------------------------------------------------


def may_appear(profile: MentorProfile, seeker: Member) -> bool:
    """Trained, listed, live; and neither the seeker, nor their manager, nor hidden by them."""
    return (
        is_trained(profile.member)
        and profile.listed_at is not None
        and profile.member.is_active
        and profile.member != seeker
        and not is_hidden(profile, seeker)
        and not is_managing(profile.member, seeker)
    )


def is_trained(member: Member) -> bool:
    rows = list(TrainingCompletion.objects.filter(member=member))
    corrected = {row.corrects_id for row in rows}
    return any(row.withdrawn_at is None and row.pk not in corrected for row in rows)


def is_hidden(profile: MentorProfile, seeker: Member) -> bool:
    marks = MentorMark.objects.filter(member=seeker, profile=profile)
    return any(mark.hidden_at is not None for mark in marks)


def is_managing(one: Member, other: Member) -> bool:
    pairs = {(row.member_id, row.other_id) for row in LineManagement.objects.all()}
    return not pairs.isdisjoint({(one.pk, other.pk), (other.pk, one.pk)})


def has_a_place(profile: MentorProfile) -> bool:
    held = [each for each in Pairing.objects.filter(mentor=profile.member) if each.slot is not None]
    is_here = profile.away_until is None or profile.away_until <= today()
    return is_here and len(held) < profile.capacity


# What may happen ---------------------------------------------------------------------


class Appearances(RuleBasedStateMachine):
    """Three mentors, the last of whom looks for one as well, and another who looks."""

    @initialize()
    def open(self) -> None:
        self.example = undone()
        self.example.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.now = self.clock.start()
        self.office = AdministratorFactory()
        self.mentors = [MentorProfileFactory(capacity=n).pk for n in (1, 1, 2)]
        enrolments = [EnrolmentFactory(), EnrolmentFactory(member=self._profile(2).member)]
        self.enrolments, self.seekers = enrolments, [each.member for each in enrolments]
        self.mark(0, 0, "hide")
        self.management(1, 0, is_theirs=True, is_over=False)

    def teardown(self) -> None:
        if hasattr(self, "example"):
            self.clock.stop()
            self.example.__exit__(None, None, None)

    def _profile(self, number: int) -> MentorProfile:
        return MentorProfile.objects.select_related("member").get(pk=self.mentors[number])

    @rule(number=MENTORS, is_lost=st.booleans())
    def training(self, number: int, is_lost: bool) -> None:
        member = self._profile(number).member
        if not is_lost:
            TrainingCompletion.objects.record([member], TrainingFacts(TRAINED_ON), by=self.office)
            return
        for row in TrainingCompletion.objects.standing().filter(member=member):
            row.withdraw(self.office, "Recorded by mistake.")

    @rule(number=MENTORS)
    def training_is_corrected(self, number: int) -> None:
        rows = TrainingCompletion.objects.standing().filter(member=self._profile(number).member)
        for row in rows[:1]:
            with suppress(NotAllowed):  # another one says so already
                row.correct(TrainingFacts(row.completed_on - timedelta(days=1)), self.office)

    @rule(number=MENTORS, verb=st.sampled_from(["join_directory", "leave_directory"]))
    def listing(self, number: int, verb: str) -> None:
        profile = self._profile(number)
        with suppress(NotAllowed):
            getattr(profile, verb)(profile.member)

    @rule(number=MENTORS, capacity=st.integers(0, 2), days=st.sampled_from([None, 0, 1, 3]))
    def availability(self, number: int, capacity: int, days: int | None) -> None:
        profile = self._profile(number)
        away = None if days is None else today() + timedelta(days=days)
        with suppress(NotAllowed):
            profile.change(profile.member, {"capacity": capacity, "away_until": away}, {})

    @rule(number=MENTORS, verb=st.sampled_from(["close", "reopen", "reopen"]))
    def account(self, number: int, verb: str) -> None:
        getattr(self._profile(number).member, verb)(by=self.office)

    @rule(number=MENTORS, who=SEEKERS, accepts=st.booleans())
    def proposal(self, number: int, who: int, accepts: bool) -> None:
        mentor, enrolment = self._profile(number).member, self.enrolments[who]
        between = Pairing.objects.open().filter(mentor=mentor, mentee=enrolment.member)
        if mentor == enrolment.member or between.exists():
            return
        pairing = proposed(mentor=mentor, enrolment=enrolment)
        if accepts:
            self._do(pairing, "accept", mentor)

    @rule(
        data=st.data(), verb=st.sampled_from(["accept", "decline", "withdraw", "complete", "end"])
    )
    def answer(self, data: Any, verb: str) -> None:
        if pairings := list(Pairing.objects.open().order_by("pk")):
            pairing = data.draw(st.sampled_from(pairings))
            self._do(pairing, verb, data.draw(st.sampled_from([pairing.mentor, pairing.mentee])))

    def _do(self, pairing: Pairing, verb: str, by: Member) -> None:
        act: Callable[[Member], bool] = getattr(pairing, verb)
        with suppress(NotAllowed):
            act(by)

    @rule(number=MENTORS, who=SEEKERS, verb=st.sampled_from(["hide", "show", "shortlist", "watch"]))
    def mark(self, number: int, who: int, verb: str) -> None:
        seeker = self.seekers[who]
        with suppress(NotAllowed):
            getattr(MentorMark.objects.by(seeker, about=self._profile(number)), verb)(seeker)

    @rule(number=MENTORS, who=SEEKERS, is_theirs=st.booleans(), is_over=st.booleans())
    def management(self, number: int, who: int, is_theirs: bool, is_over: bool) -> None:
        pair = [self.seekers[who], self._profile(number).member]
        if is_over:
            for row in LineManagement.objects.between(*pair):
                row.lift()
        elif pair[0] != pair[1]:
            LineManagement.objects.declare(*(reversed(pair) if is_theirs else pair))

    @rule()
    def a_day_passes(self) -> None:
        self.now.shift(timedelta(days=1))

    # What must hold ------------------------------------------------------------------

    @invariant()
    def those_who_may_appear_do_and_nobody_else_does(self) -> None:
        for seeker in self.seekers:
            everybody = {
                profile.pk: profile
                for profile in MentorProfile.objects.select_related("member")
                if may_appear(profile, seeker)
            }
            free = {pk for pk, profile in everybody.items() if has_a_place(profile)}
            for address, expected in ((FREE, free), (ALL, set(everybody)), (SAID, free)):
                found = looked(seeker, address)
                assert sorted(keys_of(found)) == sorted(expected), address
                assert set(found.found.everybody) == expected, address


@pytest.mark.django_db
def test_who_may_not_appear_never_does() -> None:
    """8 examples of 20 acts on each database; MACHINE_EXAMPLES and MACHINE_STEPS ask for more."""
    run_state_machine_as_test(
        Appearances,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=bool(os.environ.get("CI")),
            suppress_health_check=list(HealthCheck),
            phases=[Phase.reuse, Phase.generate],  # to shrink would take minutes
        ),
    )
