"""The road: propose, both accept, active; and every way off it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import LineManagement, MentorProfile, Pairing, ProposalDraft
from mentoring.states import Status
from registration.models import Enrolment
from tests.factories import (
    TEXTS,
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
    PairingFactory,
    accepted_by_mentee,
    accepted_by_mentor,
    active,
    mentor,
    proposed,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def propose(enrolment: Enrolment | None = None, to: Member | None = None, **more: Any) -> Pairing:
    enrolment = enrolment or EnrolmentFactory()
    return Pairing.objects.propose(enrolment, to or mentor(), TEXTS, by=enrolment.member, **more)


def verbs_of(pairing: Pairing) -> list[str]:
    return list(Event.objects.about(pairing).values_list("verb", flat=True))


def test_proposing_is_not_accepting() -> None:
    pairing = propose()
    assert pairing.status == Status.PROPOSED
    assert pairing.mentee_accepted_at is None
    assert pairing.waiting_for == ("mentor",)
    assert verbs_of(pairing) == ["pairing.proposed"]


def test_a_mentee_may_accept_with_the_proposal() -> None:
    pairing = propose(accepts=True)
    assert pairing.mentee_accepted_by == pairing.mentee
    assert pairing.waiting_for == ("mentor",)
    pairing.accept(pairing.mentor)
    assert pairing.status == Status.ACTIVE


@pytest.mark.parametrize("half", [accepted_by_mentor, accepted_by_mentee])
def test_the_second_yes_starts_the_pairing_in_either_order(half: Callable[[], Pairing]) -> None:
    pairing = half()
    [side] = pairing.waiting_for
    second = getattr(pairing, side)
    assert pairing.accept(second, now=NOW + timedelta(days=365)) is True
    pairing.refresh_from_db()
    assert pairing.status == Status.ACTIVE
    assert pairing.slot == 1
    assert verbs_of(pairing)[-2:] == ["pairing.accepted", "pairing.activated"]


def test_accepting_twice_changes_nothing() -> None:
    pairing = accepted_by_mentor()
    assert pairing.accept(pairing.mentor) is False
    assert verbs_of(pairing) == ["pairing.accepted"]


def test_nobody_else_can_accept() -> None:
    pairing = proposed()
    with pytest.raises(NotAllowed):
        pairing.accept(MemberFactory(is_superuser=True))
    pairing.refresh_from_db()
    assert (pairing.mentor_accepted_at, pairing.mentee_accepted_at) == (None, None)


def test_a_start_withdraws_the_other_proposals_of_the_enrolment_only() -> None:
    enrolment = EnrolmentFactory()
    first, second = propose(enrolment), propose(enrolment)
    second.accept(second.mentor)
    elsewhere = propose(EnrolmentFactory(member=enrolment.member))
    first.accept(first.mentor)
    first.accept(first.mentee)
    second.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (second.status, second.slot) == (Status.WITHDRAWN, None)
    assert elsewhere.status == Status.PROPOSED
    assert Event.objects.about(second).last().particulars == {"started": first.pk}


def test_a_place_is_taken_from_the_mentors_yes_on() -> None:
    profile = MentorProfileFactory(capacity=1)
    first, second = proposed(mentor=profile.member), proposed(mentor=profile.member)
    first.accept(profile.member)
    with pytest.raises(NotAllowed, match="no place left"):
        second.accept(profile.member)


def test_ending_frees_the_place_at_once() -> None:
    profile = MentorProfileFactory(capacity=1)
    first = active(mentor=profile.member)
    assert profile.places_free == 0
    first.end(first.mentor)
    assert profile.places_free == 1
    assert first.slot is None


def test_a_lowered_capacity_blocks_the_second_yes_and_ends_nothing() -> None:
    profile = MentorProfileFactory(capacity=2)
    going_on = active(mentor=profile.member)
    waiting = accepted_by_mentor(mentor=profile.member)
    MentorProfile.objects.update(capacity=1)
    with pytest.raises(NotAllowed, match="no place left"):
        waiting.accept(waiting.mentee)
    going_on.refresh_from_db()
    assert going_on.status == Status.ACTIVE


def test_withdrawn_training_stops_acceptance_and_ends_nothing() -> None:
    pairing, started = proposed(), active()
    for person in (pairing.mentor, started.mentor):
        person.training_completions.update(
            withdrawn_at=NOW, withdrawn_by=person, withdrawal_reason="Recorded by mistake"
        )
    with pytest.raises(NotAllowed, match="training"):
        pairing.accept(pairing.mentor)
    started.refresh_from_db()
    assert started.status == Status.ACTIVE


def test_declared_line_management_refuses_both_ways() -> None:
    enrolment, profile = EnrolmentFactory(), MentorProfileFactory()
    pairing = propose(enrolment, profile.member)
    LineManagement.objects.declare(profile.member, enrolment.member)
    with pytest.raises(NotAllowed, match="line manage"):
        pairing.accept(profile.member)
    pairing.withdraw(enrolment.member)
    with pytest.raises(NotAllowed, match="line manage"):
        propose(enrolment, profile.member)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"listed_at": None}, "not in the directory"),
        ({"trained": False}, "not in the directory"),
        ({"capacity": 0}, "no place left"),
        ({"away_until": date(2999, 1, 4)}, "away"),
    ],
)
def test_only_a_trained_listed_and_available_mentor_can_be_proposed_to(
    facts: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        propose(to=mentor(**facts))


def test_one_cannot_propose_to_oneself() -> None:
    profile = MentorProfileFactory()
    with pytest.raises(NotAllowed, match="yourself"):
        propose(EnrolmentFactory(member=profile.member), profile.member)


def test_a_fourth_open_proposal_is_refused() -> None:
    enrolment = EnrolmentFactory()
    for _ in range(3):
        propose(enrolment)
    with pytest.raises(NotAllowed, match="3 proposals open"):
        propose(enrolment)


def test_a_second_open_proposal_to_the_same_mentor_is_refused() -> None:
    enrolment = EnrolmentFactory()
    first = propose(enrolment)
    with pytest.raises(NotAllowed, match="already have an open"):
        propose(enrolment, first.mentor)


def test_an_enrolment_with_a_mentor_takes_no_more_proposals() -> None:
    pairing = active()
    with pytest.raises(NotAllowed, match="already have a mentor"):
        propose(pairing.enrolment)


def test_proposing_for_another_members_enrolment_is_refused() -> None:
    with pytest.raises(NotAllowed, match="your own"):
        Pairing.objects.propose(EnrolmentFactory(), mentor(), TEXTS, by=MemberFactory())


def test_proposing_deletes_the_draft() -> None:
    enrolment, to = EnrolmentFactory(), mentor()
    ProposalDraft.objects.create(mentee=enrolment.member, mentor=to, why_you="Because")
    propose(enrolment, to)
    assert not ProposalDraft.objects.exists()


def test_silence_expires_after_fourteen_days_and_not_before() -> None:
    pairing = PairingFactory(proposed_at=NOW)
    assert pairing.expire(NOW + timedelta(days=14, seconds=-1)) is False
    assert pairing.expire(NOW + timedelta(days=14)) is True
    assert pairing.status == Status.EXPIRED
    assert Event.objects.about(pairing).last().actor is None


def test_a_yes_restarts_the_silence() -> None:
    pairing = PairingFactory(proposed_at=NOW)
    pairing.accept(pairing.mentor, now=NOW + timedelta(days=13))
    assert pairing.expire(NOW + timedelta(days=14)) is False


def test_reminders_come_once_after_three_and_ten_days() -> None:
    pairing = PairingFactory(proposed_at=NOW)
    days = [2, 3, 3, 9, 10, 10, 13]
    reminded = [pairing.remind(NOW + timedelta(days=day)) for day in days]
    assert reminded == [False, True, False, False, True, False, False]


def test_leaving_a_route_withdraws_its_proposals() -> None:
    enrolment = EnrolmentFactory()
    pairing = propose(enrolment)
    assert Pairing.objects.withdraw_all(enrolment, enrolment.member) == 1
    pairing.refresh_from_db()
    assert pairing.status == Status.WITHDRAWN


def test_a_closed_enrolment_stops_acceptance() -> None:
    pairing = proposed()
    pairing.enrolment.leave(pairing.mentee)
    with pytest.raises(NotAllowed, match="enrolment"):
        pairing.accept(pairing.mentor)
