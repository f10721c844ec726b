"""The mentor's desk: whose turn it is, what is due, what comes next, and how little it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Member
from mentoring.models import Message, Pairing
from tests.factories import (
    EnrolmentFactory,
    MeetingFactory,
    MemberFactory,
    MentorProfileFactory,
    MessageFactory,
    accepted_by_mentor,
    active,
    closed,
    proposed,
)
from tests.mentoring.browsing import browser, look, words

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def ben(capacity: int = 20) -> Member:
    return MentorProfileFactory(member__name="Ben Okafor", capacity=capacity).member


def shelves(mentor: Member) -> dict[str, list[int]]:
    context = look(mentor, "desk").context
    return {
        name: [row.seen.pairing.pk for row in context[name]]
        for name in ("turn", "going", "waiting")
    }


def test_each_mentee_stands_where_the_turn_is() -> None:
    mentor = ben()
    asked, going = proposed(mentor=mentor), active(mentor=mentor)
    waits, writes = accepted_by_mentor(mentor=mentor), active(mentor=mentor)
    MessageFactory(pairing=writes)
    active(), proposed()
    assert shelves(mentor) == {
        "turn": [asked.pk, writes.pk],
        "going": [going.pk],
        "waiting": [waits.pk],
    }


def test_what_is_due_soonest_comes_first_and_says_how_long_is_left() -> None:
    mentor, now = ben(), timezone.now()
    later = proposed(mentor=mentor, proposed_at=now - 2 * A_DAY)
    sooner = proposed(mentor=mentor, proposed_at=now - 11 * A_DAY)
    MessageFactory(pairing=active(mentor=mentor))
    assert shelves(mentor)["turn"][:2] == [sooner.pk, later.pk]
    page = words(look(mentor, "desk"))
    assert page.index("2 days left") < page.index("11 days left")


def test_nothing_is_due_while_they_talk_first() -> None:
    mentor = ben()
    pairing = proposed(mentor=mentor)
    pairing.talk_first(mentor)
    assert shelves(mentor)["turn"] == [pairing.pk]
    assert "left." not in words(look(mentor, "desk"))


def test_a_completion_that_waits_is_the_mentors_turn_and_a_pause_is_told() -> None:
    mentor, until = ben(), timezone.localdate() + 20 * A_DAY
    complete, resting = active(mentor=mentor), active(mentor=mentor)
    complete.complete(complete.mentee)
    resting.pause(until, by=resting.mentee)
    assert shelves(mentor) == {"turn": [complete.pk], "going": [resting.pk], "waiting": []}
    page = words(look(mentor, "desk"))
    assert "13 days left" in page
    assert "has paused this pairing until" in page


def test_the_next_meeting_of_each_and_no_other() -> None:
    mentor, now = ben(), timezone.now()
    pairing = active(mentor=mentor)
    for days in (9, 3):
        MeetingFactory(pairing=pairing, starts_at=now + days * A_DAY)
    MeetingFactory(pairing=pairing, starts_at=now + A_DAY, cancelled_at=now + A_DAY, sequence=1)
    MeetingFactory(pairing=active())
    [row] = look(mentor, "desk").context["going"]
    assert row.next_meeting.meeting.starts_at == now + 3 * A_DAY


def test_what_is_over_is_told_in_short_and_what_never_started_is_not() -> None:
    mentor = ben()
    over = [closed(status, mentor=mentor).pk for status in ("completed", "ended")]
    closed("declined", mentor=mentor)
    past = [seen.pairing.pk for seen in look(mentor, "desk").context["past"]]
    assert past == over[::-1]


def test_ones_own_mentors_are_not_on_it() -> None:
    mentor = ben()
    active(enrolment=EnrolmentFactory(member=mentor))
    closed("completed", enrolment=EnrolmentFactory(member=mentor))
    assert "Nobody is on your desk now" in words(look(mentor, "desk"))
    assert look(mentor, "desk").context["past"] == []


def test_somebody_who_mentors_nobody_finds_an_empty_desk() -> None:
    assert "You mentor nobody now." in words(look(MemberFactory(), "desk"))


def test_places_are_told() -> None:
    mentor = ben(capacity=3)
    active(mentor=mentor)
    page = words(look(mentor, "desk"))
    assert "2 of 3 places free" in page
    assert "You mentor 1 person." in page


def test_a_mentors_overview_leads_to_it() -> None:
    assert "Mentor’s desk" in words(look(ben(), "overview"))
    assert "Mentor’s desk" not in words(look(MemberFactory(), "overview"))


def filled(mentor: Member, number: int) -> None:
    for _ in range(number):
        going = active(mentor=mentor)
        MessageFactory(pairing=going)
        MeetingFactory(pairing=going)
        proposed(mentor=mentor)
        closed("completed", mentor=mentor)


def queries_of(mentor: Member) -> int:
    client = browser(mentor)
    client.get("/mentoring/desk/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/mentoring/desk/")
    return len(seen)


def test_it_costs_the_same_with_one_and_with_three() -> None:
    one, three = ben(), ben()
    filled(one, 1)
    filled(three, 3)
    assert queries_of(one) == queries_of(three) == 6


def test_it_shows_no_words_of_anybody() -> None:
    mentor = ben()
    pairing: Pairing = active(mentor=mentor)
    Message.objects.write(pairing, "Zanzibar in the rain", by=pairing.mentee)
    assert "Zanzibar" not in look(mentor, "desk").content.decode()
