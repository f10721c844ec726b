"""A Hypothesis state machine over the verbs, by way of the HTTP client."""

import os
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Member
from mentoring import seeds
from mentoring.invariants import INVARIANTS, check_invariants
from mentoring.models import (
    Agreement,
    AgreementTemplate,
    Block,
    CheckIn,
    MentoringRecord,
    MentorProfile,
    Message,
    NextStep,
    Pairing,
    Reflection,
    Thanks,
    TrainingCompletion,
)
from mentoring.models.training import TrainingFacts
from mentoring.states import Feeling
from registration.models import Enrolment, Route
from tests.conftest import Say
from tests.factories import TEXTS, AdministratorFactory, MemberFactory
from tests.machine import model
from tests.machine.meetings import Meets
from tests.machine.watching import Watch

DONE, REFUSED, HIDDEN = 302, 409, 404
FELLOWSHIP = "fellowship"
MENTORS, MENTEES = st.integers(0, 1), st.integers(0, 3)
TRAINED_ON = date(2026, 8, 20)
LEAVING = {
    "decline": "declined",
    "withdraw": "withdrawn",
    "end": "ended",
}
STEPS_TO = {"tick": "done", "reopen": "open", "remove": "gone"}
# Foreign keys are held by both databases; counting them takes longest, so it ends an example.
AFTER_EACH_STEP = [one for one in INVARIANTS if one.number != "I21"]
A_MOMENT = timedelta(microseconds=1)
START = datetime(2026, 9, 1, 12, tzinfo=UTC)
EXAMPLES = int(os.environ.get("MACHINE_EXAMPLES", "50"))
SO_FAR: Counter[str] = Counter()
STEPS = int(os.environ.get("MACHINE_STEPS", "30"))


class Pairings(Meets, RuleBasedStateMachine):
    """People join, enrol, are trained, list themselves, propose, answer and fall silent."""

    pairings = Bundle("pairings")

    def __init__(self) -> None:
        super().__init__()
        self.example = ExitStack()
        self.example.enter_context(transaction.atomic())
        self.watch = Watch(AFTER_EACH_STEP)
        self.example.enter_context(self.watch.looking())
        cache.clear()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        self.now = START
        self.world, self.acts = model.World(), 0
        self.browsers: dict[int, Client] = {}
        self.last: tuple[int, str, dict[str, Any]] | None = None

    def teardown(self) -> None:
        broken = check_invariants()
        self.clock.stop()
        transaction.set_rollback(True)
        self.example.close()
        SO_FAR.update(examples=1, acts=self.acts, counts=self.watch.counted)
        assert broken == []

    # Asking -----------------------------------------------------------------

    def post(self, key: int, name: str, *args: int | str, **fields: Any) -> HttpResponse:
        """Post as the person with this key; remembered, so that it can be sent again."""
        path = reverse(name, args=args)
        self.last = (key, path, fields)
        return self._send(key, path, fields)

    def _send(self, key: int, path: str, fields: dict[str, Any]) -> HttpResponse:
        self._pass(A_MOMENT)
        self.acts += 1
        answer: Any = self._browser_of(key).post(path, fields)
        assert answer.status_code < 500
        return answer

    def _pass(self, time: timedelta) -> None:
        """Each act has a moment of its own, so that it is known which came first."""
        self.now += time
        self.traveller.move_to(self.now, tick=False)

    def _browser_of(self, key: int) -> Client:
        """Signed in, and kept until the clock moves, since a session ends some day."""
        if key not in self.browsers:
            self.browsers[key] = Client()
            self.browsers[key].force_login(Member.objects.get(pk=key))
        return self.browsers[key]

    # Coming in --------------------------------------------------------------

    @initialize(target=pairings)
    def open(self) -> Any:
        """The office, two mentors, and three mentees who all ask the one with a single place.

        One of the mentors is a mentee too.
        """
        self.office = AdministratorFactory()
        self.outsiders = (self.office.pk, MemberFactory(is_superuser=True).pk)
        self.mentors = [self._mentor(places) for places in (1, 2)]
        keys = [*(MemberFactory().pk for _ in range(3)), self.mentors[1].key]
        self.enrolments = [self._enrolled(key, FELLOWSHIP) for key in keys]
        asked = [
            self._propose(each, self.mentors[0], accepts=False) for each in self.enrolments[:3]
        ]
        return multiple(*(pairing for made in asked for pairing in made.values))

    def _mentor(self, places: int) -> model.Person:
        member = MemberFactory()
        TrainingCompletion.objects.record([member], TrainingFacts(TRAINED_ON), by=self.office)
        profile = MentorProfile(member=member)
        facts = {"capacity": places, "story": "Twelve years at the counter."}
        profile.change(member, facts, {"routes": Route.objects.all()})
        profile.join_directory(member)
        person = model.Person(member.pk, trained=True, listed=True, capacity=places)
        self.world.people[person.key] = person
        return person

    def _enrolled(self, key: int, slug: str) -> model.Enrolment:
        person = self.world.people.setdefault(key, model.Person(key))
        route = Route.objects.get(slug=slug)
        assert self.post(key, "registration:enrolment_open", route=route.pk).status_code == DONE
        pk = Enrolment.objects.filter(member=key).latest("pk").pk
        return self.world.enrolments.setdefault(pk, model.Enrolment(pk, person))

    # Being a mentor ---------------------------------------------------------

    @rule(person=MENTORS, change=st.sampled_from(["train", "untrain", "list", "unlist"]))
    def a_mentor_comes_or_goes(self, person: int, change: str) -> None:
        getattr(self, f"_{change}")(self.mentors[person])

    @rule(person=MENTORS, capacity=st.integers(0, 2), days=st.none() | st.integers(1, 20))
    def a_mentor_changes_places(self, person: int, capacity: int, days: int | None) -> None:
        self._change_places(self.mentors[person], capacity, days)

    def _change_places(self, person: model.Person, capacity: int, days: int | None) -> None:
        person.capacity = capacity
        person.away_until = self.now.date() + timedelta(days=days) if days else None
        answer = self.post(
            person.key,
            "mentoring:profile_edit",
            capacity=capacity,
            away_until=person.away_until or "",
            story="Twelve years at the counter.",
            routes=list(Route.objects.values_list("pk", flat=True)),
        )
        assert answer.status_code == DONE

    def _train(self, person: model.Person) -> None:
        fields = {
            "people": Member.objects.get(pk=person.key).email,
            "completed_on": TRAINED_ON,
            "kind": "initial",
            "mode": "online",
        }
        roll = self.post(self.office.pk, "staff:training_record", **fields).context["roll"]
        again = {**fields, "checked": roll.fingerprint, "record": ""}
        assert self.post(self.office.pk, "staff:training_record", **again).status_code == DONE
        person.trained = True

    def _untrain(self, person: model.Person) -> None:
        for record in TrainingCompletion.objects.standing().filter(member=person.key):
            reason = {"reason": "Recorded by mistake"}
            answer = self.post(self.office.pk, "staff:training_withdraw", record.pk, **reason)
            assert answer.status_code == DONE
        person.trained = False

    def _list(self, person: model.Person) -> None:
        answer = self.post(person.key, "mentoring:profile_list")
        if person.trained and not person.listed:
            person.listed, person.silences = True, 0
        assert answer.status_code == (DONE if person.listed else REFUSED)

    def _unlist(self, person: model.Person) -> None:
        assert self.post(person.key, "mentoring:profile_unlist").status_code == DONE
        person.listed = False

    # The road ---------------------------------------------------------------

    @rule(target=pairings, mentee=MENTEES, mentor=MENTORS, accepts=st.booleans())
    def proposes(self, mentee: int, mentor: int, accepts: bool) -> Any:
        return self._propose(self.enrolments[mentee], self.mentors[mentor], accepts)

    def _propose(self, enrolment: model.Enrolment, mentor: model.Person, accepts: bool) -> Any:
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
        day = self.now.astimezone(model.LONDON).date().isoformat()
        pairing = model.Pairing(key, enrolment, mentor, self.now, proposed_on=day)
        if accepts:
            pairing.yes.add(enrolment.person.key)
        self.world.pairings[key] = pairing
        return pairing

    @rule(target=pairings, mentee=MENTEES, mentor=MENTORS)
    def the_office_suggests(self, mentee: int, mentor: int) -> Any:
        enrolment, person = self.enrolments[mentee], self.mentors[mentor]
        may = self.world.can_be_suggested(enrolment, person, self.now.date())
        known = set(Pairing.objects.values_list("pk", flat=True))
        profile = MentorProfile.objects.get(member=person.key).pk
        self.post(self.office.pk, "staff:suggestion_new", enrolment.key, mentor=profile)
        new = set(Pairing.objects.values_list("pk", flat=True)) - known
        assert len(new) == may
        suggested = [self._proposed(key, enrolment, person, accepts=False) for key in new]
        for pairing in suggested:
            pairing.suggester = self.office.pk
        return multiple(*suggested)

    @rule(pairing=pairings)
    def the_office_takes_a_suggestion_back(self, pairing: model.Pairing) -> None:
        answer = self.post(self.office.pk, "staff:suggestion_withdraw", pairing.key)
        assert answer.status_code == (DONE if pairing.suggester else HIDDEN)
        if pairing.suggester and pairing.status == "proposed":
            self.world.leave(pairing, "withdrawn")

    @rule(pairing=pairings)
    def the_mentor_accepts(self, pairing: model.Pairing) -> None:
        self._accept(pairing, pairing.mentor)

    @rule(pairing=pairings)
    def the_mentee_accepts(self, pairing: model.Pairing) -> None:
        self._accept(pairing, pairing.mentee)

    def _accept(self, pairing: model.Pairing, person: model.Person) -> None:
        may = self.world.can_accept(pairing, person)
        is_repeated = person.key in pairing.yes and pairing.is_open
        yes = {"line_management": "no"}
        answer = self.post(person.key, "mentoring:pairing_accept", pairing.key, **yes)
        assert answer.status_code == (DONE if may or is_repeated else REFUSED)
        if may:
            self.world.accept(pairing, person, self.now)

    @rule(pairing=pairings, by_mentor=st.booleans(), verb=st.sampled_from(["decline", "withdraw"]))
    def says_no(self, pairing: model.Pairing, by_mentor: bool, verb: str) -> None:
        self._leave(pairing, pairing.mentor if by_mentor else pairing.mentee, verb)

    @rule(pairing=pairings, by_mentor=st.booleans())
    def ends(self, pairing: model.Pairing, by_mentor: bool) -> None:
        self._leave(pairing, pairing.mentor if by_mentor else pairing.mentee, "end")

    @rule(pairing=pairings, by_mentor=st.booleans())
    def says_that_it_is_complete(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        answer = self.post(person.key, "mentoring:pairing_complete", pairing.key)
        may = pairing.status in ("active", "completed")
        assert answer.status_code == (DONE if may else REFUSED)
        if pairing.status == "active":
            self.world.complete(pairing, person, self.now)

    @rule(pairing=pairings, by_mentor=st.booleans())
    def says_not_yet(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        answer = self.post(person.key, "mentoring:pairing_put_off", pairing.key)
        assert answer.status_code == (DONE if pairing.status == "active" else REFUSED)
        if pairing.status == "active":
            pairing.completer = None

    @rule(pairing=pairings, by_mentor=st.booleans(), days=st.integers(1, 40))
    def pauses(self, pairing: model.Pairing, by_mentor: bool, days: int) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        until = self.now.date() + timedelta(days=days)
        answer = self.post(person.key, "mentoring:pairing_pause", pairing.key, until=until)
        may = pairing.status == "active" and pairing.completer is None
        assert answer.status_code == (DONE if may else REFUSED)
        if may:
            pairing.paused_until = until

    @rule(pairing=pairings, by_mentor=st.booleans())
    def goes_on_after_a_pause(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        answer = self.post(person.key, "mentoring:pairing_resume", pairing.key)
        assert answer.status_code == (DONE if pairing.status == "active" else REFUSED)
        if pairing.paused_until and pairing.paused_until > self.now.date():
            pairing.paused_until = None

    @rule(person=MENTORS)
    def a_mentor_stops(self, person: int) -> None:
        mentor = self.mentors[person]
        assert self.post(mentor.key, "mentoring:mentor_stop").status_code == DONE
        self.world.stop(mentor)

    def _leave(self, pairing: model.Pairing, person: model.Person, verb: str) -> None:
        may = self.world.can_leave(pairing, person, verb)
        is_repeated = pairing.status == LEAVING[verb]
        answer = self.post(person.key, f"mentoring:pairing_{verb}", pairing.key)
        assert answer.status_code == (DONE if may or is_repeated else REFUSED)
        if may:
            self.world.leave(pairing, LEAVING[verb])

    @rule(pairing=pairings, by_mentor=st.booleans())
    def would_like_to_talk_first(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        may = self.world.can_talk_first(pairing, person)
        answer = self.post(person.key, "mentoring:pairing_talk_first", pairing.key)
        assert answer.status_code == (DONE if may else REFUSED)
        if may:
            pairing.is_talking, pairing.mentor.silences = True, 0

    @rule(pairing=pairings, by_mentor=st.booleans())
    def writes(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        text = f"Message {pairing.written}."
        answer = self.post(person.key, "mentoring:message_write", pairing.key, text=text)
        assert answer.status_code == (DONE if pairing.is_open else REFUSED)
        if pairing.is_open:
            self.world.write(pairing, person, self.now)

    @rule(
        pairing=pairings,
        by_mentor=st.booleans(),
        aims=st.sampled_from(["One page a week.", "Two pages a week."]),
        is_stale=st.booleans(),
    )
    def suggests_a_change(
        self, pairing: model.Pairing, by_mentor: bool, aims: str, is_stale: bool
    ) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        after = max(len(pairing.versions) - is_stale, 0)
        newest = pairing.versions[-1:]
        is_repeated = bool(newest) and (newest[0].by, newest[0].aims) == (person.key, aims)
        may = self.world.can_suggest(pairing, aims, after)
        fields = {**seeds.AGREEMENT, "aims": aims, "after": after}
        answer = self.post(person.key, "mentoring:agreement_suggest", pairing.key, **fields)
        assert answer.status_code == (DONE if may or is_repeated else REFUSED)
        if may:
            pairing.versions.append(model.Version(person.key, aims))
            self.world.hear(pairing, person, self.now)

    @rule(pairing=pairings, by_mentor=st.booleans(), back=st.integers(0, 2))
    def agrees(self, pairing: model.Pairing, by_mentor: bool, back: int) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        number = len(pairing.versions) - back
        if number < 1:
            return
        version = pairing.versions[number - 1]
        may = not version.agreed and self.world.can_agree(pairing, person, number)
        answer = self.post(person.key, "mentoring:agreement_agree", pairing.key, number)
        assert answer.status_code == (DONE if may or version.agreed else REFUSED)
        if may:
            version.agreed = True
            self.world.hear(pairing, person, self.now)

    @rule(aims=st.sampled_from(["See the counter.", "See the office."]))
    def the_office_changes_the_standard_text(self, aims: str) -> None:
        texts, after = {**seeds.AGREEMENT, "aims": aims}, AgreementTemplate.objects.count()
        AgreementTemplate.objects.write("en", texts, by=self.office, after=after)

    @rule(pairing=pairings, by_mentor=st.booleans())
    def plans_a_step(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        text = f"Step {len(pairing.steps)}."
        answer = self.post(person.key, "mentoring:step_add", pairing.key, text=text)
        may = self.world.can_plan(pairing)
        assert answer.status_code == (DONE if may else REFUSED)
        if may:
            pairing.steps[NextStep.objects.latest("pk").pk] = "open"

    @precondition(lambda self: any(each.steps for each in self.world.pairings.values()))
    @rule(by_mentor=st.booleans(), verb=st.sampled_from(list(STEPS_TO)), data=st.data())
    def works_on_a_step(self, by_mentor: bool, verb: str, data: st.DataObject) -> None:
        planned = [each for each in self.world.pairings.values() if each.steps]
        pairing = data.draw(st.sampled_from(planned))
        key = data.draw(st.sampled_from(sorted(pairing.steps)))
        person = pairing.mentor if by_mentor else pairing.mentee
        gone = pairing.steps[key] == "gone"
        may = self.world.can_plan(pairing) and (verb == "remove" or not gone)
        answer = self.post(person.key, f"mentoring:step_{verb}", key)
        assert answer.status_code == (DONE if may else REFUSED)
        if may:
            pairing.steps[key] = STEPS_TO[verb]

    @rule(pairing=pairings, by_mentor=st.booleans(), answer=st.sampled_from(Feeling.values))
    def says_how_it_goes(self, pairing: model.Pairing, by_mentor: bool, answer: str) -> None:
        person, side = (pairing.mentor, "mentor") if by_mentor else (pairing.mentee, "mentee")
        asked = CheckIn.objects.filter(pairing=pairing.key, side=side).order_by("number").last()
        if asked is None:
            return
        reply = self.post(person.key, "mentoring:check_in_answer", asked.pk, answer=answer)
        may = pairing.status == "active" and not asked.settled_at
        assert reply.status_code == (DONE if may else REFUSED)
        asked.refresh_from_db()
        if may and asked.wants_help:
            self.post(self.office.pk, "staff:desk_settle", "help", asked.pk)

    @rule(pairing=pairings, by_mentor=st.booleans())
    def declares_line_management(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        asked = pairing.status == "proposed" and person.key not in pairing.yes
        self.post(person.key, "mentoring:pairing_accept", pairing.key, line_management="yes")
        if asked:
            self.world.line_managed.add(frozenset({pairing.mentor.key, pairing.mentee.key}))

    @rule(pairing=pairings, by_mentor=st.booleans())
    def blocks(self, pairing: model.Pairing, by_mentor: bool) -> None:
        by, whom = pairing.mentor, pairing.mentee
        by, whom = (by, whom) if by_mentor else (whom, by)
        assert self.post(by.key, "mentoring:member_block", whom.key).status_code == DONE
        self.world.block(by, whom)
        self._propose(pairing.enrolment, pairing.mentor, accepts=True)  # in vain

    @rule(number=st.integers(0, 3))
    def takes_a_block_back(self, number: int) -> None:
        for block in Block.objects.order_by("pk")[number : number + 1]:
            by, whom = block.blocker_id, block.blocked_id
            assert self.post(by, "mentoring:block_lift", block.pk).status_code == DONE
            self.world.blocks.discard((by, whom))

    @rule(mentee=MENTEES, verb=st.sampled_from(["leave", "complete"]))
    def closes_a_route_or_enrols_again(self, mentee: int, verb: str) -> None:
        enrolment = self.enrolments[mentee]
        if not enrolment.is_open:
            self.enrolments[mentee] = self._enrolled(enrolment.person.key, FELLOWSHIP)
            return
        self.post(enrolment.person.key, f"mentoring:enrolment_{verb}", enrolment.key)
        self.world.close(enrolment)

    # After the end ----------------------------------------------------------

    @rule(pairing=pairings, by_mentor=st.booleans(), shares=st.booleans())
    def looks_back(self, pairing: model.Pairing, by_mentor: bool, shares: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        fields = {"learned": "To ask first.", **({"share": "1"} if shares else {})}
        answer = self.post(person.key, "mentoring:reflection_edit", pairing.key, **fields)
        is_shared = pairing.reflections.get(person.key, False)
        is_reached = is_shared or not self.world.are_apart(pairing.mentor, pairing.mentee)
        may = pairing.is_over and (is_reached or not shares)
        assert answer.status_code == (DONE if may else REFUSED)
        if pairing.is_over:
            pairing.reflections[person.key] = is_shared or (shares and may)

    @rule(pairing=pairings, by_mentor=st.booleans())
    def thanks(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        is_apart = self.world.are_apart(pairing.mentor, pairing.mentee)
        may = pairing.is_over and (person.key in pairing.thanks or not is_apart)
        answer = self.post(person.key, "mentoring:thanks_send", pairing.key, text="Thank you.")
        assert answer.status_code == (DONE if may else REFUSED)
        if may:
            pairing.thanks.add(person.key)

    @rule(pairing=pairings, by_mentor=st.booleans())
    def has_the_record_issued(self, pairing: model.Pairing, by_mentor: bool) -> None:
        person = pairing.mentor if by_mentor else pairing.mentee
        may = pairing.is_over or pairing.status == "active"
        answer = self.post(person.key, "mentoring:record_issue", pairing.key)
        assert answer.status_code == (DONE if may else REFUSED)
        if may:
            pairing.records.add(pairing.status)

    # Everything else that happens -------------------------------------------

    @rule(days=st.integers(1, 20) | st.just(61))
    def time_passes(self, days: int) -> None:
        self._pass(timedelta(days=days))
        self.browsers.clear()
        call_command("watch_silence", verbosity=0)
        call_command("watch_pairings", verbosity=0)
        self.world.expire(self.now)

    @rule(pairing=pairings, verb=st.sampled_from(["accept", "talk_first", "complete", *LEAVING]))
    def a_stranger_tries(self, pairing: model.Pairing, verb: str) -> None:
        for outsider in self.outsiders:
            answer = self.post(
                outsider, f"mentoring:pairing_{verb}", pairing.key, line_management="no"
            )
            assert answer.status_code == HIDDEN

    @precondition(lambda self: self.last is not None and "line_management" not in self.last[2])
    @rule()
    def the_same_is_sent_again(self) -> None:
        assert self.last is not None
        if "/pairings/" in self.last[1] or "/mentor-profile/list/" in self.last[1]:
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
                pairing.completion_proposed_by_id,
                pairing.paused_until,
            )
            for pairing in Pairing.objects.all()
        }
        assert found == {
            key: (p.status, p.yes, p.completer, p.paused_until)
            for key, p in self.world.pairings.items()
        }

    @invariant()
    def everything_written_is_there_once(self) -> None:
        found = dict(Message.objects.values_list("pairing").annotate(Count("pk")))
        assert found == {key: p.written for key, p in self.world.pairings.items() if p.written}

    @invariant()
    def what_stays_after_the_end_is_there_once(self) -> None:
        shared = {(each.pairing_id, each.side): each.is_shared for each in Reflection.objects.all()}
        sent = set(Thanks.objects.values_list("pairing", "side"))
        issued = sorted(MentoringRecord.objects.values_list("pairing", "status"))
        pairings = self.world.pairings.items()
        side = {key: {p.mentor.key: "mentor", p.mentee.key: "mentee"} for key, p in pairings}
        assert shared == {
            (key, side[key][who]): is_shared
            for key, p in pairings
            for who, is_shared in p.reflections.items()
        }
        assert sent == {(key, side[key][who]) for key, p in pairings for who in p.thanks}
        assert issued == sorted((key, status) for key, p in pairings for status in p.records)

    @invariant()
    def every_step_is_as_it_was_left(self) -> None:
        found = {
            step.pk: "gone" if step.removed_at else ("done" if step.is_done else "open")
            for step in NextStep.objects.all()
        }
        assert found == {k: s for p in self.world.pairings.values() for k, s in p.steps.items()}

    @invariant()
    def every_version_is_there_and_agreed_to_as_it_should_be(self) -> None:
        versions = Agreement.objects.order_by("pairing", "number")
        found = [
            (each.pairing_id, each.number, each.aims, each.agreed_at is not None)
            for each in versions
        ]
        assert found == [
            (key, number, version.aims, version.agreed)
            for key, pairing in sorted(self.world.pairings.items())
            for number, version in enumerate(pairing.versions, start=1)
        ]

    @invariant()
    def nothing_that_must_hold_is_broken(self) -> None:
        assert self.watch.broken() == []


@pytest.mark.django_db
def test_any_order_of_acts_keeps_what_must_hold(figures: Say) -> None:
    """50 examples of 30 steps on each database; `bin/test --long tests/machine` asks for more."""
    began = time.monotonic()
    SO_FAR.clear()
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
    figures(
        f"Machine: {SO_FAR['examples']} examples of {STEPS} steps, {SO_FAR['acts']} posts, "
        f"{time.monotonic() - began:.0f} s; {len(INVARIANTS)} invariants, all at the end of each "
        f"example, {SO_FAR['counts']} counts between its steps"
    )
