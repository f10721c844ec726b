"""When the two meet: who can plan, change, cancel and note, and what the end does to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.invariants.meetings import meetings_are_of_the_two
from mentoring.models import Meeting, MeetingNote, Pairing
from mentoring.models.meeting import MeetingFacts
from mentoring.notices import letters_for
from mentoring.querysets.meetings import InAll
from tests.factories import (
    AdministratorFactory,
    MeetingFactory,
    MemberFactory,
    active,
    closed,
    proposed,
    suggested,
)

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ACTS = ("plan", "change", "cancel", "write_note", "keep_private_note")


def in_days(days: float, **more: object) -> MeetingFacts:
    return MeetingFacts(timezone.now() + days * DAY, **more)


def plan(pairing: Pairing, facts: MeetingFacts | None = None, **more: object) -> Meeting:
    by = more.pop("by", pairing.mentee)
    meeting, _is_new = Meeting.objects.plan(pairing, facts or in_days(7), by=by, **more)
    return meeting


def act(verb: str, meeting: Meeting, by: Member) -> object:
    """Do one of ACTS."""
    if verb == "plan":
        return Meeting.objects.plan(meeting.pairing, in_days(3), by=by)
    arguments = {
        "change": (in_days(4), meeting.sequence),
        "cancel": (meeting.sequence,),
        "write_note": ("We spoke of the portfolio.", meeting.edition),
        "keep_private_note": ("Ask about the portfolio.",),
    }[verb]
    return getattr(meeting, verb)(*arguments, by=by)


def told(meeting: Meeting) -> list[tuple[str, str]]:
    """Every act on it and the letter of each, to whom."""
    return [
        (event.verb, letter.to.email)
        for event in Event.objects.about(meeting)
        for letter in letters_for(event)
    ]


# Planning ---------------------------------------------------------------


@pytest.mark.parametrize("side", ["mentor", "mentee"])
@pytest.mark.parametrize("made", [proposed, active])
def test_either_plans_from_the_proposal_on_and_the_other_is_told(made, side: str) -> None:
    pairing = made()
    by = getattr(pairing, side)
    meeting = plan(pairing, by=by)
    assert (meeting.side, meeting.sequence) == (side, 0)
    assert told(meeting) == [("meeting.planned", pairing.other(by).email)]


def test_a_second_press_plans_nothing_twice() -> None:
    pairing, facts = active(), in_days(7)
    again = [Meeting.objects.plan(pairing, facts, by=pairing.mentee) for _ in range(2)]
    assert [is_new for _meeting, is_new in again] == [True, False]
    assert again[0][0] == again[1][0] == Meeting.objects.get()


def test_nobody_plans_two_meetings_at_one_time() -> None:
    pairing, facts = active(), in_days(7)
    plan(pairing, facts)
    with pytest.raises(NotAllowed, match="begins at this time"):
        plan(pairing, replace(facts, minutes=90), by=pairing.mentor)
    assert Meeting.objects.get().minutes == 60


def test_a_cancelled_meeting_leaves_its_time_free() -> None:
    pairing, facts = active(), in_days(7)
    plan(pairing, facts).cancel(0, by=pairing.mentee)
    plan(pairing, facts)
    assert Meeting.objects.count() == 2


def test_one_that_has_been_can_be_noted_but_none_before_the_proposal() -> None:
    pairing = active(proposed_at=timezone.now() - 30 * DAY)
    assert plan(pairing, in_days(-29)).is_over()
    with pytest.raises(NotAllowed, match="when this was proposed"):
        plan(pairing, in_days(-32))


def test_a_slip_of_the_hand_is_no_meeting_in_a_hundred_years() -> None:
    pairing = active()
    assert plan(pairing, in_days(730)).pk
    with pytest.raises(NotAllowed, match="Choose a day from"):
        plan(pairing, in_days(732))


# Who can, and when ------------------------------------------------------


@pytest.mark.parametrize("verb", ACTS)
def test_a_stranger_can_do_nothing_and_nothing_changes(verb: str) -> None:
    meeting = MeetingFactory(pairing=active())
    for stranger in (MemberFactory(), AdministratorFactory(), MemberFactory(is_superuser=True)):
        with pytest.raises(NotAllowed):
            act(verb, meeting, stranger)
    assert Event.objects.about(meeting).count() == MeetingNote.objects.count() == 0


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("status", ["completed", "ended", "declined", "withdrawn", "expired"])
def test_after_the_end_there_is_nothing_new(status: str, verb: str) -> None:
    meeting = MeetingFactory(pairing=closed(status))
    with pytest.raises(NotAllowed, match="can still read about"):
        act(verb, meeting, meeting.pairing.mentee)


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("side", ["mentor", "mentee"])
@pytest.mark.parametrize("made", [proposed, active])
def test_either_can_do_everything_while_it_is_open(made, side: str, verb: str) -> None:
    meeting = plan(made())
    assert act(verb, meeting, getattr(meeting.pairing, side))


@pytest.mark.parametrize("verb", ["cancel", "keep_private_note"])
def test_with_a_closed_account_one_can_still_take_it_off_and_note_for_oneself(verb: str) -> None:
    meeting = plan(active())
    meeting.pairing.mentor.close(by=AdministratorFactory())
    meeting = Meeting.objects.get()
    assert act(verb, meeting, meeting.pairing.mentee) is True


@pytest.mark.parametrize("verb", ["plan", "change", "write_note"])
def test_with_a_closed_account_nobody_would_come(verb: str) -> None:
    meeting = MeetingFactory(pairing=active())
    meeting.pairing.mentor.close(by=AdministratorFactory())
    meeting = Meeting.objects.get()
    with pytest.raises(NotAllowed, match="account is closed"):
        act(verb, meeting, meeting.pairing.mentee)


# Changing and cancelling ------------------------------------------------


def test_a_change_raises_the_sequence_and_keeps_the_name_in_calendars() -> None:
    meeting = plan(active())
    uid, later = meeting.uid, in_days(8, minutes=45, place="Room 2")
    assert meeting.change(later, 0, by=meeting.pairing.mentor) is True
    meeting = Meeting.objects.get()
    assert (meeting.facts, meeting.sequence, meeting.uid) == (later, 1, uid)
    assert ("meeting.changed", meeting.pairing.mentee.email) in told(meeting)


def test_the_same_again_changes_nothing() -> None:
    meeting = plan(active())
    assert meeting.change(meeting.facts, 0, by=meeting.pairing.mentor) is False
    assert Meeting.objects.get().sequence == 0


def test_nobody_changes_what_they_have_not_seen() -> None:
    meeting = plan(active())
    meeting.change(in_days(8), 0, by=meeting.pairing.mentor)
    stale = Meeting.objects.get()
    for verb, arguments in (("change", (in_days(9), 0)), ("cancel", (0,))):
        with pytest.raises(NotAllowed, match="was changed after you had opened it"):
            getattr(stale, verb)(*arguments, by=meeting.pairing.mentee)
    assert (Meeting.objects.get().sequence, Meeting.objects.get().is_cancelled) == (1, False)


def test_cancelling_is_said_once_and_stays() -> None:
    meeting = plan(active())
    mentee = meeting.pairing.mentee
    assert [meeting.cancel(0, by=mentee), meeting.cancel(0, by=mentee)] == [True, False]
    assert Meeting.objects.get().sequence == 1
    assert told(meeting) == [("meeting.cancelled", meeting.pairing.mentor.email)]
    with pytest.raises(NotAllowed, match="has been cancelled"):
        meeting.change(in_days(9), 1, by=mentee)


def test_a_meeting_is_not_moved_onto_another() -> None:
    pairing, taken = active(), in_days(7)
    plan(pairing, taken)
    other = plan(pairing, in_days(9))
    with pytest.raises(NotAllowed, match="begins at this time"):
        other.change(taken, 0, by=pairing.mentee)


# Notes ------------------------------------------------------------------


def test_either_writes_the_shared_note_and_neither_over_the_other() -> None:
    meeting = plan(active())
    mentor, mentee = meeting.pairing.mentor, meeting.pairing.mentee
    assert meeting.write_note("Bring the draft.", 0, by=mentor) is True
    assert meeting.write_note("Bring the draft.", 0, by=mentee) is False
    with pytest.raises(NotAllowed, match="was changed after"):
        meeting.write_note("Bring nothing.", 0, by=mentee)
    assert Meeting.objects.get().shared_note == "Bring the draft."
    assert Meeting.objects.get().sequence == 0


def test_each_keeps_a_private_note_until_it_is_emptied() -> None:
    meeting = plan(active())
    mentor, mentee = meeting.pairing.mentor, meeting.pairing.mentee
    said = [
        meeting.keep_private_note(text, by=by)
        for by, text in ((mentor, "One"), (mentee, "Two"), (mentee, "Two"), (mentor, ""))
    ]
    assert said == [True, True, False, True]
    assert [(note.side, note.text) for note in meeting.notes.all()] == [("mentee", "Two")]


# The end of the pairing -------------------------------------------------


def at_the_end(pairing: Pairing, verb: str) -> None:
    getattr(pairing, verb)(pairing.mentee)
    if verb == "complete":
        pairing.complete(pairing.mentor)


@pytest.mark.parametrize("verb", ["complete", "end"])
def test_the_end_takes_off_what_is_to_come_and_nothing_else(verb: str) -> None:
    pairing = active(proposed_at=timezone.now() - 30 * DAY)
    was, going_on, to_come = (plan(pairing, in_days(days)) for days in (-3, -0.01, 3))
    at_the_end(pairing, verb)
    standing = Meeting.objects.standing()
    assert set(standing) == {was, going_on}
    to_come.refresh_from_db()
    assert (to_come.sequence, to_come.cancelled_at) == (1, pairing.closed_at)
    dropped = Event.objects.about(to_come).last()
    last = pairing.mentor if verb == "complete" else pairing.mentee
    assert (dropped.verb, dropped.actor) == ("meeting.dropped", last)


def test_a_proposal_that_is_withdrawn_for_a_start_elsewhere_drops_its_meetings() -> None:
    pairing = active()
    other = proposed(enrolment=pairing.enrolment, mentee=pairing.mentee)
    Pairing.objects.filter(pk=pairing.pk).update(
        status="proposed",
        activated_at=None,
        noted_at=None,
        mentee_accepted_at=None,
        mentee_accepted_by=None,
    )
    meeting = plan(other)
    Pairing.objects.get(pk=pairing.pk).accept(pairing.mentee)
    meeting.refresh_from_db()
    assert meeting.is_cancelled


def test_silence_takes_it_off_and_is_nobodys_act() -> None:
    pairing = proposed(proposed_at=timezone.now() - 30 * DAY)
    meeting = plan(pairing)
    pairing.expire()
    event = Event.objects.about(meeting).last()
    assert (event.verb, event.actor, told(meeting)) == ("meeting.dropped", None, [])


def test_a_suggestion_that_the_office_takes_back_drops_them_in_nobodys_name() -> None:
    pairing = suggested()
    meeting = plan(pairing)
    pairing.withdraw(pairing.proposed_by)
    event = Event.objects.about(meeting).last()
    assert (event.verb, event.actor) == ("meeting.dropped", None)
    assert meetings_are_of_the_two() == 0


# What was held ----------------------------------------------------------


def test_held_is_what_nobody_cancelled_once_its_end_is_past() -> None:
    pairing = active(proposed_at=timezone.now() - 30 * DAY)
    now = timezone.now()
    for minutes in (30, 45):
        plan(pairing, MeetingFacts(now - minutes * HOUR, minutes))
    plan(pairing, MeetingFacts(now - 90 * HOUR)).cancel(0, by=pairing.mentor)
    going_on = plan(pairing, MeetingFacts(now - HOUR, 61))
    assert pairing.meetings.held(now).in_all() == InAll(2, 75)
    assert list(pairing.meetings.planned(now)) == [going_on]
    assert pairing.meetings.held(now + MINUTE).in_all() == InAll(3, 136)
    assert active().meetings.held(now).in_all() == InAll(0, 0)


def test_an_hour_is_an_hour_while_the_clocks_change() -> None:
    """01:30 in London on 25 October 2026 is there twice; lengths are counted in UTC."""
    begins = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    meeting = MeetingFactory(pairing=active(), starts_at=begins, minutes=60)
    assert meeting.ends_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert list(Meeting.objects.held(meeting.ends_at)) == [meeting]
    assert list(Meeting.objects.held(meeting.ends_at - MINUTE)) == []


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (datetime(2028, 2, 28, 23, 30, tzinfo=UTC), datetime(2028, 2, 29, 0, 30, tzinfo=UTC)),
        (datetime(2027, 12, 31, 23, 30, tzinfo=UTC), datetime(2028, 1, 1, 0, 30, tzinfo=UTC)),
    ],
)
def test_leap_days_and_year_ends_are_days_like_others(begins: datetime, ends: datetime) -> None:
    meeting = MeetingFactory(pairing=active(), starts_at=begins)
    assert list(Meeting.objects.held(ends)) == [meeting]
    assert list(Meeting.objects.planned(ends - MINUTE)) == [meeting]
