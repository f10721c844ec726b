"""Which pairings, meetings and messages are in which set, beside some that are not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring import seeds
from mentoring.models import Agreement, Meeting, MentorProfile, Message, Pairing
from mentoring.models.meeting import MeetingFacts
from mentoring.querysets.pairings import unanswered_since, waits_for
from mentoring.states import Side
from tests.factories import (
    TEXTS,
    BlockFactory,
    EnrolmentFactory,
    MeetingFactory,
    accepted_by_mentee,
    accepted_by_mentor,
    active,
    closed,
    half_agreed,
    mentor,
    proposed,
    suggested,
)

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def due_a_nudge(days: int = 60) -> set[Pairing]:
    return set(Pairing.objects.due_a_nudge(timezone.now() + days * A_DAY))


def away(member: Member, days: int) -> None:
    back = timezone.localdate() + days * A_DAY
    MentorProfile.objects.update_or_create(member=member, defaults={"away_until": back})


def test_whoever_will_be_back_by_then_is_not_away_then() -> None:
    pairing, other = active(), active()
    away(pairing.mentor, days=10)
    away(other.mentee, days=61)
    assert due_a_nudge() == {pairing}


def test_a_meeting_keeps_its_own_pairing_from_being_quiet_and_no_other() -> None:
    pairing, other = active(), active()
    facts = MeetingFacts(timezone.now() + 70 * A_DAY)
    Meeting.objects.plan(other, facts, by=other.mentee)
    Pairing.objects.update(quiet_since=timezone.now())
    assert due_a_nudge() == {pairing}


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_nobody_is_nudged_about_somebody_who_has_gone(side: str) -> None:
    pairing = active()
    Member.objects.filter(pk=getattr(pairing, f"{side}_id")).update(is_active=False)
    assert due_a_nudge() == set()


def test_what_was_declined_after_a_talk_is_over() -> None:
    pairing, talks = proposed(), proposed()
    for each in (pairing, talks):
        each.talk_first(each.mentor)
    pairing.decline(pairing.mentor)
    assert due_a_nudge() == {talks}


def test_pairings_are_open_or_closed() -> None:
    open_ones, over = {proposed(), active()}, {closed("declined"), closed("ended")}
    assert set(Pairing.objects.open()) == open_ones
    assert set(Pairing.objects.closed()) == over


def half_complete(side: str) -> Pairing:
    pairing = active()
    pairing.complete(getattr(pairing, side))
    return pairing


@pytest.fixture
def waiting() -> list[Pairing]:
    """Every way in which a yes can be outstanding, to the start and to the completion."""
    made = [proposed(), accepted_by_mentor(), accepted_by_mentee(), suggested()]
    made += [make(side) for make in (half_agreed, half_complete) for side in Side.values]
    return [Pairing.objects.get(pk=pairing.pk) for pairing in made]


@pytest.mark.parametrize("side", Side.values)
def test_a_set_says_of_each_who_is_waited_for_as_the_pairing_does(
    side: str, waiting: list[Pairing]
) -> None:
    found = set(Pairing.objects.filter(waits_for(side)))
    assert found == {pairing for pairing in waiting if side in pairing.waiting_for}
    assert 0 < len(found) < len(waiting)


@pytest.mark.parametrize("side", Side.values)
def test_a_set_counts_silence_from_when_the_pairing_does(side: str, waiting: list[Pairing]) -> None:
    now = timezone.now()
    Pairing.objects.update(awaiting_since=now - 20 * A_DAY)
    for pairing in waiting:
        away(getattr(pairing, side), days=-2)
    anew = Pairing.objects.in_bulk([pairing.pk for pairing in waiting]).values()
    for days in (1, 2, 3, 19, 20, 21):
        moment = now - days * A_DAY
        found = set(Pairing.objects.filter(unanswered_since(moment)))
        assert found == {pairing for pairing in anew if pairing.counted_from <= moment}
    assert len({pairing.counted_from for pairing in anew}) == 2


# What a page adds -------------------------------------------------------------------


def test_each_counts_what_the_other_has_written_and_they_have_not_seen() -> None:
    pairing, quiet = active(), active()
    for text in ("One.", "Two."):
        Message.objects.write(pairing, text, by=pairing.mentor)
    Message.objects.write(pairing, "Three.", by=pairing.mentee)
    Message.objects.write(quiet, "Four.", by=quiet.mentee)

    def unseen(member: Member) -> list[int]:
        mine = Pairing.objects.visible_to(member).with_unseen(member)
        return [each.unseen for each in mine]

    people = (pairing.mentee, pairing.mentor, quiet.mentee)
    assert [unseen(member) for member in people] == [[2], [1], [0]]


def test_each_has_received_what_the_other_has_written() -> None:
    pairing = active()
    theirs, _is_new = Message.objects.write(pairing, "One.", by=pairing.mentor)
    mine, _is_new = Message.objects.write(pairing, "Two.", by=pairing.mentee)
    assert list(Message.objects.received_by(pairing.mentee)) == [theirs]
    assert list(Message.objects.received_by(pairing.mentor)) == [mine]
    assert list(Message.objects.by(pairing.mentee)) == [mine]


def test_a_change_of_the_agreement_waits_for_the_other() -> None:
    pairing = active()
    Agreement.objects.suggest(pairing, {**seeds.AGREEMENT, "aims": "Ours."}, by=pairing.mentor)
    waits = [
        Pairing.objects.with_suggested(member).get().suggested
        for member in (pairing.mentor, pairing.mentee)
    ]
    assert waits == [False, True]


def test_the_past_is_what_was_held_and_what_was_cancelled_the_latest_first() -> None:
    pairing, now = active(), timezone.now()
    pairing_of = {"pairing": pairing, "minutes": 60}
    held, earlier, _to_come, off = (
        MeetingFactory(starts_at=now + days * A_DAY, **pairing_of) for days in (-1, -2, 3, 2)
    )
    off.cancel(off.sequence, by=pairing.mentee)
    assert list(Meeting.objects.past(now)) == [off, held, earlier]


# What a verb keeps --------------------------------------------------------------------


def test_what_was_written_to_a_mentor_stands_on_the_proposal() -> None:
    enrolment = EnrolmentFactory()
    pairing = Pairing.objects.propose(enrolment, mentor(), TEXTS, by=enrolment.member)
    kept = Pairing.objects.values(*TEXTS).get(pk=pairing.pk)
    assert (kept, pairing.route) == (TEXTS, enrolment.route)


def test_a_no_without_words_has_none() -> None:
    pairing = proposed()
    pairing.decline(pairing.mentor)
    kept = Pairing.objects.values_list("declined_for", "decline_note").get()
    assert kept == ("", "")


def test_an_end_says_what_it_was_part_of() -> None:
    pairing = active()
    pairing.end(pairing.mentor, reason="time", stops=1)
    assert Pairing.objects.get().ended_for == "time"
    assert Event.objects.about(pairing).last().particulars == {"stops": 1}


def test_whoever_is_blocked_does_not_find_the_mentor() -> None:
    enrolment, to = EnrolmentFactory(), mentor()
    BlockFactory(blocker=to, blocked=enrolment.member)
    with pytest.raises(NotAllowed, match="not in the directory now"):
        Pairing.objects.propose(enrolment, to, TEXTS, by=enrolment.member)
