"""A Hypothesis state machine over the verbs, by way of the HTTP client."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Member
from mentoring.invariants import INVARIANTS, check_invariants
from mentoring.models import MentorProfile, Pairing, TrainingCompletion
from registration.models import Enrolment, Route
from tests.factories import TEXTS, AdministratorFactory, MemberFactory
from tests.machine import model

DONE, REFUSED, HIDDEN = 302, 409, 404
LEAVING = {
    "decline": "declined",
    "withdraw": "withdrawn",
    "complete": "completed",
    "end": "ended",
}
# Foreign keys are held by both databases; counting them takes longest, so it ends an example.
AFTER_EACH_STEP = [one for one in INVARIANTS if one.number != "I21"]
START = datetime(2026, 9, 1, 12, tzinfo=UTC)
EXAMPLES = int(os.environ.get("MACHINE_EXAMPLES", "25"))
STEPS = int(os.environ.get("MACHINE_STEPS", "30"))


class Pairings(RuleBasedStateMachine):
    """People join, enrol, are trained, list themselves, propose, answer and fall silent."""

    people, mentors = Bundle("people"), Bundle("mentors")
    enrolments, pairings = Bundle("enrolments"), Bundle("pairings")

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        cache.clear()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        self.now = START
        self.world = model.World()
        self.browsers: dict[int, Client] = {}
        self.last: tuple[int, str, dict[str, Any]] | None = None

    def teardown(self) -> None:
        self.clock.stop()
        broken = check_invariants()
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)
        assert broken == []

    # Asking -----------------------------------------------------------------

    def post(self, key: int, name: str, *args: int, **fields: Any) -> HttpResponse:
        """Post as the person with this key; remembered, so that it can be sent again."""
        path = reverse(name, args=args)
        self.last = (key, path, fields)
        return self._send(key, path, fields)

    def _send(self, key: int, path: str, fields: dict[str, Any]) -> HttpResponse:
        answer: Any = self._browser_of(key).post(path, fields)
        assert answer.status_code < 500
        return answer

    def _browser_of(self, key: int) -> Client:
        """Signed in, and kept until the clock moves, since a session ends some day."""
        if key not in self.browsers:
            self.browsers[key] = Client()
            self.browsers[key].force_login(Member.objects.get(pk=key))
        return self.browsers[key]

    # Coming in --------------------------------------------------------------

    @initialize(target=people)
    def open(self) -> Any:
        self.office = AdministratorFactory().pk
        self.stranger = MemberFactory(is_superuser=True).pk
        return multiple(*(self.join() for _ in range(2)))

    def join(self) -> model.Person:
        person = model.Person(MemberFactory().pk)
        self.world.people[person.key] = person
        return person

    @rule(target=people)
    def somebody_joins(self) -> model.Person:
        return self.join()

    @rule(target=enrolments, person=people, slug=st.sampled_from(["certification", "fellowship"]))
    def enrols(self, person: model.Person, slug: str) -> Any:
        route = Route.objects.get(slug=slug)
        before = set(Enrolment.objects.filter(member=person.key).values_list("pk", flat=True))
        self.post(person.key, "registration:enrolment_open", route=route.pk)
        after = set(Enrolment.objects.filter(member=person.key).values_list("pk", flat=True))
        made = [model.Enrolment(key, self.world.people[person.key]) for key in after - before]
        self.world.enrolments.update({one.key: one for one in made})
        return multiple(*made)

    @rule(target=mentors, person=consumes(people), capacity=st.integers(0, 3))
    def becomes_a_mentor(self, person: model.Person, capacity: int) -> model.Person:
        self.is_trained(person)
        self.sets_capacity(person, capacity)
        self.lists(person)
        return person

    # Being a mentor ---------------------------------------------------------

    @rule(person=mentors)
    def is_trained(self, person: model.Person) -> None:
        fields = {
            "people": Member.objects.get(pk=person.key).email,
            "completed_on": "2026-08-20",
            "kind": "initial",
            "mode": "online",
        }
        checked = self.post(self.office, "staff:training_record", **fields).context["roll"]
        again = {**fields, "checked": checked.fingerprint, "record": ""}
        assert self.post(self.office, "staff:training_record", **again).status_code == DONE
        person.trained = True

    @rule(person=mentors)
    def training_is_withdrawn(self, person: model.Person) -> None:
        for record in TrainingCompletion.objects.standing().filter(member=person.key):
            answer = self.post(
                self.office, "staff:training_withdraw", record.pk, reason="Recorded by mistake"
            )
            assert answer.status_code == DONE
        person.trained = False

    @rule(person=mentors, capacity=st.integers(0, 3))
    def sets_capacity(self, person: model.Person, capacity: int) -> None:
        self._write_profile(person, capacity, person.away_until)

    @rule(person=mentors, days=st.none() | st.integers(1, 30))
    def goes_away(self, person: model.Person, days: int | None) -> None:
        until = self.now.date() + timedelta(days=days) if days else None
        self._write_profile(person, person.capacity, until)

    def _write_profile(self, person: model.Person, capacity: int, until: Any) -> None:
        answer = self.post(
            person.key,
            "mentoring:profile_edit",
            capacity=capacity,
            away_until=until if until and until > self.now.date() else "",
            story="I have worked at the counter for twelve years.",
            help_with="Seeing a service from the front.",
            routes=list(Route.objects.values_list("pk", flat=True)),
        )
        assert answer.status_code == DONE, answer.context["form"].errors
        person.capacity = capacity
        person.away_until = until

    @rule(person=mentors)
    def lists(self, person: model.Person) -> None:
        answer = self.post(person.key, "mentoring:profile_list")
        allowed = person.listed or person.trained
        assert answer.status_code == (DONE if allowed else REFUSED)
        person.listed = allowed

    @rule(person=mentors)
    def leaves_the_list(self, person: model.Person) -> None:
        assert self.post(person.key, "mentoring:profile_unlist").status_code == DONE
        person.listed = False

    # The road ---------------------------------------------------------------

    @rule(target=pairings, enrolment=enrolments, mentor=mentors, accepts=st.booleans())
    def proposes(self, enrolment: model.Enrolment, mentor: model.Person, accepts: bool) -> Any:
        may = self.world.can_propose(enrolment, mentor, self.now.date())
        known = set(Pairing.objects.values_list("pk", flat=True))
        fields = {**TEXTS, "enrolment": enrolment.key, "line_management": "no"}
        if accepts:
            fields["accepts"] = "on"
        profile = MentorProfile.objects.get(member=mentor.key).pk
        self.post(enrolment.person.key, "mentoring:proposal_new", profile, **fields)
        new = set(Pairing.objects.values_list("pk", flat=True)) - known
        assert len(new) == may
        return multiple(*(self._proposed(key, enrolment, mentor, accepts) for key in new))

    def _proposed(
        self, key: int, enrolment: model.Enrolment, mentor: model.Person, accepts: bool
    ) -> model.Pairing:
        pairing = model.Pairing(key, enrolment, mentor, self.now)
        if accepts:
            pairing.yes.add(enrolment.person.key)
        self.world.pairings[key] = pairing
        return pairing

    @rule(pairing=pairings, by_mentor=st.booleans())
    def accepts(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        may = self.world.can_accept(pairing, person)
        is_repeated = person.key in pairing.yes and pairing.is_open
        answer = self.post(
            person.key, "mentoring:pairing_accept", pairing.key, line_management="no"
        )
        assert answer.status_code == (DONE if may or is_repeated else REFUSED)
        if may:
            self.world.accept(pairing, person, self.now)

    @rule(pairing=pairings, by_mentor=st.booleans(), verb=st.sampled_from(sorted(LEAVING)))
    def leaves(self, pairing: model.Pairing, by_mentor: bool, verb: str) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        may = self.world.can_leave(pairing, person, verb)
        is_repeated = pairing.status == LEAVING[verb]
        answer = self.post(person.key, f"mentoring:pairing_{verb}", pairing.key)
        assert answer.status_code == (DONE if may or is_repeated else REFUSED)
        if may:
            pairing.status = LEAVING[verb]

    @rule(pairing=pairings, by_mentor=st.booleans())
    def declares_line_management(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        asked = pairing.status == "proposed" and person.key not in pairing.yes
        self.post(person.key, "mentoring:pairing_accept", pairing.key, line_management="yes")
        if asked:
            self.world.line_managed.add(frozenset({pairing.mentor.key, pairing.mentee.key}))

    @rule(enrolment=enrolments, verb=st.sampled_from(["leave", "complete"]))
    def closes_a_route(self, enrolment: model.Enrolment, verb: str) -> None:
        self.post(enrolment.person.key, f"mentoring:enrolment_{verb}", enrolment.key)
        if enrolment.is_open:
            for pairing in self.world.pairings.values():
                if pairing.enrolment is enrolment and pairing.status == "proposed":
                    pairing.status = "withdrawn"
        enrolment.is_open = False

    # Everything else that happens -------------------------------------------

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.browsers.clear()
        self.traveller.move_to(self.now, tick=False)
        call_command("watch_silence", verbosity=0)
        self.world.expire(self.now)

    @rule(pairing=pairings, verb=st.sampled_from(["accept", *LEAVING]))
    def a_stranger_tries(self, pairing: model.Pairing, verb: str) -> None:
        for outsider in (self.office, self.stranger):
            answer = self.post(
                outsider, f"mentoring:pairing_{verb}", pairing.key, line_management="no"
            )
            assert answer.status_code == HIDDEN

    @precondition(lambda self: self.last is not None and "line_management" not in self.last[2])
    @rule()
    def the_same_is_sent_again(self) -> None:
        assert self.last is not None
        if "/pairings/" in self.last[1] or "list" in self.last[1]:
            self._send(*self.last)

    # What holds -------------------------------------------------------------

    @invariant()
    def every_pairing_is_as_it_should_be(self) -> None:
        found = {
            pairing.pk: (
                pairing.status,
                {
                    key
                    for key in (pairing.mentor_accepted_by_id, pairing.mentee_accepted_by_id)
                    if key
                },
            )
            for pairing in Pairing.objects.all()
        }
        assert found == {key: (p.status, p.yes) for key, p in self.world.pairings.items()}

    @invariant()
    def nothing_that_must_hold_is_broken(self) -> None:
        assert [one.name for one in AFTER_EACH_STEP if one.violations()] == []


@pytest.mark.django_db
def test_any_order_of_acts_keeps_what_must_hold() -> None:
    """25 examples of 30 steps on each database; MACHINE_EXAMPLES and MACHINE_STEPS ask for more."""
    run_state_machine_as_test(
        Pairings,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=bool(os.environ.get("CI")),
            suppress_health_check=list(HealthCheck),
        ),
    )
