"""The office suggests a pairing: nothing is decided by it, and a block stays silent."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring import enrolments
from mentoring.invariants import INVARIANTS
from mentoring.models import Block, MentorProfile, Pairing
from registration.models import Enrolment
from tests.factories import (
    AdministratorFactory,
    BlockFactory,
    EnrolmentFactory,
    LineManagementFactory,
    MemberFactory,
    MentorMarkFactory,
    MentorProfileFactory,
    RegionalOfficerFactory,
    RegionFactory,
    RegistrantFactory,
    active,
    mentor,
    officer_of,
    proposed,
    suggested,
)
from tests.mentoring.browsing import look, verbs_of, words

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HELD = {"I1", "I2", "I4", "I5", "I8"}
APART = "These two cannot be suggested to each other now. Please choose another mentor."
FULL = "This member has 3 proposals or suggestions open. Wait for an answer first."


def suggest(
    enrolment: Enrolment | None = None, to: Member | None = None, by: Member | None = None
) -> Pairing:
    by = by or AdministratorFactory()
    return Pairing.objects.suggest(enrolment or EnrolmentFactory(), to or mentor(), by=by)[0]


def refusal(enrolment: Enrolment, to: Member, by: Member | None = None) -> str:
    with pytest.raises(NotAllowed) as no:
        suggest(enrolment, to, by)
    return str(no.value)


def test_nobody_has_accepted_and_both_are_awaited() -> None:
    pairing = suggest()
    assert pairing.is_suggested
    assert (pairing.mentor_accepted_at, pairing.mentee_accepted_at) == (None, None)
    assert (pairing.waiting_for, pairing.slot) == (("mentor", "mentee"), None)
    assert verbs_of(pairing) == ["pairing.suggested"]


@pytest.mark.parametrize("order", [("mentee", "mentor"), ("mentor", "mentee")])
def test_both_say_yes_in_either_order(order: tuple[str, str]) -> None:
    pairing = suggest()
    first, second = (getattr(pairing, side) for side in order)
    assert pairing.accept(first) is True
    assert pairing.waiting_for == (order[1],)
    assert pairing.accept(second) is True
    pairing.refresh_from_db()
    assert (pairing.status, pairing.slot) == ("active", 1)
    assert [one.name for one in INVARIANTS if one.number in HELD and one.violations()] == []


def test_the_same_again_changes_nothing() -> None:
    enrolment, to, by = EnrolmentFactory(), mentor(), AdministratorFactory()
    pairing = suggest(enrolment, to, by)
    again, is_new = Pairing.objects.suggest(enrolment, to, by=by)
    assert (again, is_new) == (pairing, False)
    assert verbs_of(pairing) == ["pairing.suggested"]


def test_for_somebody_else_or_to_somebody_else_it_is_another() -> None:
    enrolment, to, by = EnrolmentFactory(), mentor(capacity=3), AdministratorFactory()
    made = [
        Pairing.objects.suggest(each, whom, by=by)
        for each, whom in ((enrolment, to), (EnrolmentFactory(), to), (enrolment, mentor()))
    ]
    assert {is_new for _pairing, is_new in made} == {True}
    assert len({pairing for pairing, _is_new in made}) == 3
    assert {pairing.office_note for pairing, _is_new in made} == {""}


def test_an_officer_suggests_to_the_members_of_their_networks() -> None:
    near, far = (
        EnrolmentFactory(member=RegistrantFactory(region=RegionFactory()).member) for _ in range(2)
    )
    officer = officer_of(near.member.registrant.region)
    assert suggest(near, by=officer).proposed_by == officer
    assert refusal(far, mentor(), officer) == "You cannot suggest a mentor to this member."


def test_only_the_office_suggests_and_not_itself() -> None:
    enrolment, to, by = EnrolmentFactory(), mentor(), AdministratorFactory()
    not_theirs = "You cannot suggest a mentor to this member."
    assert refusal(enrolment, to, MemberFactory()) == not_theirs
    assert refusal(enrolment, to, RegionalOfficerFactory()) == not_theirs
    own = "You are one of the two. Propose as a member instead."
    assert refusal(EnrolmentFactory(member=by), to, by) == own
    MentorProfileFactory(member=by)
    assert refusal(enrolment, by, by) == own


def test_the_mentor_is_trained_listed_here_and_has_a_place() -> None:
    enrolment, in_a_month = EnrolmentFactory(), timezone.localdate() + timedelta(days=30)
    said = [
        refusal(enrolment, to).partition(" now")[0]
        for to in (
            MentorProfileFactory(trained=False).member,
            mentor(listed_at=None),
            mentor(away_until=in_a_month),
            mentor(capacity=0),
        )
    ]
    assert said == [
        "This mentor is not in the directory",
        "This mentor is not in the directory",
        "This mentor is away",
        "This mentor has no place left",
    ]


def test_the_member_is_on_the_route_and_has_no_mentor() -> None:
    left = EnrolmentFactory()
    left.leave(by=left.member)
    assert refusal(left, mentor()) == "This member is not on the route now."
    found = active().enrolment
    assert refusal(found, mentor()) == "This member has a mentor for the route now."


def blocked(mentee: Member, to: Member) -> None:
    BlockFactory(blocker=mentee, blocked=to)


def blocking(mentee: Member, to: Member) -> None:
    BlockFactory(blocker=to, blocked=mentee)


def managed(mentee: Member, to: Member) -> None:
    LineManagementFactory(member=to, other=mentee)


def hidden(mentee: Member, to: Member) -> None:
    mark = {"shortlisted_at": None, "hidden_at": timezone.now()}
    MentorMarkFactory(member=mentee, profile=to.mentor_profile, **mark)


def asked(mentee: Member, to: Member) -> None:
    proposed(enrolment=mentee.enrolments.get(), mentor=to)


def suggested_by_another(mentee: Member, to: Member) -> None:
    suggested(enrolment=mentee.enrolments.get(), mentor=to)


@pytest.mark.parametrize("cause", [blocked, blocking, managed, hidden, asked, suggested_by_another])
def test_what_keeps_two_apart_is_told_in_one_sentence(
    cause: Callable[[Member, Member], None],
) -> None:
    enrolment, to = EnrolmentFactory(), mentor()
    cause(enrolment.member, to)
    assert refusal(enrolment, to) == APART
    suggest(enrolment, mentor())


def test_a_block_is_refused_with_as_many_statements_as_a_proposal(
    django_assert_num_queries: Callable[..., object],
) -> None:
    by = AdministratorFactory()
    by.may("suggest_pairings")
    for cause in (blocked, asked):
        enrolment, to = EnrolmentFactory(), mentor()
        cause(enrolment.member, to)
        with django_assert_num_queries(15):
            refusal(enrolment, to, by)


def test_a_block_closes_a_suggestion_as_any_no_does() -> None:
    pairing = suggest()
    Block.objects.make(pairing.mentor, by=pairing.mentee)
    pairing.refresh_from_db()
    assert (pairing.status, verbs_of(pairing)[-1]) == ("declined", "pairing.declined")


def test_a_suggestion_counts_as_a_proposal_from_the_mentees_yes_on() -> None:
    enrolment = EnrolmentFactory()
    first = suggest(enrolment)
    for _ in range(2):
        proposed(enrolment=enrolment)
    assert refusal(enrolment, mentor()) == FULL
    third = Pairing.objects.propose(enrolment, mentor(), {}, by=enrolment.member)
    with pytest.raises(NotAllowed, match="You have 3 proposals open for this route"):
        Pairing.objects.get(pk=first.pk).accept(enrolment.member)
    third.withdraw(enrolment.member)
    assert Pairing.objects.get(pk=first.pk).accept(enrolment.member) is True
    assert Pairing.objects.why_not(enrolment, mentor(), enrolment.member).startswith("You have 3")


def test_a_start_elsewhere_closes_it() -> None:
    enrolment = EnrolmentFactory()
    pairing = suggest(enrolment)
    active(enrolment=enrolment)
    pairing.refresh_from_db()
    assert pairing.status == "withdrawn"


def test_whoever_leaves_the_route_declines_what_they_had_not_accepted() -> None:
    enrolment = EnrolmentFactory()
    open_one, accepted = suggest(enrolment), suggest(enrolment)
    accepted.accept(enrolment.member)
    assert enrolments.close(enrolment, "leave", enrolment.member) == 2
    assert [Pairing.objects.get(pk=one.pk).status for one in (open_one, accepted)] == [
        "declined",
        "withdrawn",
    ]


# Silence -------------------------------------------------------------------


def test_both_are_reminded_and_silence_of_both_closes_it() -> None:
    pairing = suggested(proposed_at=NOON)
    assert pairing.remind(NOON + timedelta(days=3)) is True
    [event] = Event.objects.filter(verb="pairing.reminded")
    assert event.particulars == {"sides": ["mentor", "mentee"]}
    assert pairing.expire(NOON + timedelta(days=14) - timedelta(seconds=1)) is False
    assert pairing.expire(NOON + timedelta(days=14)) is True


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_the_clock_waits_for_whichever_is_away(side: str) -> None:
    pairing = suggested(proposed_at=NOON)
    away = {"away_until": NOON.date() + timedelta(days=5)}
    member = getattr(pairing, side)
    MentorProfile.objects.update_or_create(member=member, defaults=away)
    assert pairing.expire(NOON + timedelta(days=18, hours=11)) is False
    assert pairing.expire(NOON + timedelta(days=19)) is True


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_after_one_yes_only_the_other_is_awaited(side: str) -> None:
    pairing = suggested(proposed_at=NOON)
    pairing.accept(getattr(pairing, side), NOON + timedelta(days=10))
    assert pairing.expire(NOON + timedelta(days=23)) is False
    pairing.remind(NOON + timedelta(days=13))
    other = "mentee" if side == "mentor" else "mentor"
    [event] = Event.objects.filter(verb="pairing.reminded")
    assert event.particulars == {"sides": [other]}
    assert pairing.expire(NOON + timedelta(days=24)) is True


@pytest.mark.parametrize(("mentee_says_yes", "is_listed"), [(False, True), (True, False)])
def test_a_listing_rests_only_when_the_mentee_has_answered(
    mentee_says_yes: bool, is_listed: bool
) -> None:
    to = mentor(capacity=5)
    for _ in range(3):
        pairing = suggested(mentor=to, proposed_at=NOON)
        if mentee_says_yes:
            pairing.accept(pairing.mentee, NOON)
        pairing.expire(NOON + timedelta(days=14))
    assert MentorProfile.objects.get(member=to).is_listed is is_listed


# The pages of the two --------------------------------------------------------


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_the_page_says_that_nothing_is_decided_and_asks_each(side: str) -> None:
    pairing = suggested(office_note="You both count people who turn round.")
    page = words(look(getattr(pairing, side), "pairing_detail", pairing.pk))
    other = pairing.other(getattr(pairing, side)).short_name
    for said in (
        "The office’s suggestion",
        "The office thinks that you two might fit. Nothing is decided.",
        "You both count people who turn round.",
        f"Accept: then it waits for {other}",
        "The office suggested it",
    ):
        assert said in page


def test_proposing_to_somebody_suggested_leads_to_the_suggestion() -> None:
    pairing = suggested()
    page = look(pairing.mentee, "mentor_detail", pairing.mentor.mentor_profile.pk)
    assert f"The office has suggested {pairing.mentor.short_name} to you." in words(page)
