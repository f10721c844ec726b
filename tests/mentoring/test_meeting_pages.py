"""Planning, changing, cancelling and noting a meeting on its pages, in one's own time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Member
from mentoring.models import Meeting, MeetingNote, Pairing
from mentoring.models.meeting import MeetingFacts
from registration.models import MeetingWay
from tests.factories import (
    AdministratorFactory,
    MeetingFactory,
    MeetingNoteFactory,
    MemberFactory,
    active,
    closed,
    proposed,
)
from tests.mentoring.browsing import act, browser, guards_its_forms, look, words

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
PAGES = ("meeting_detail", "meeting_change", "meeting_cancel_confirm")
ACTS = ("meeting_change", "meeting_cancel", "meeting_note", "meeting_private_note")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def pairing() -> Pairing:
    """Its mentor lives in Tokyo, nine hours ahead."""
    made = active()
    Member.objects.filter(pk=made.mentor_id).update(time_zone="Asia/Tokyo", name="Ben Tanaka")
    return Pairing.objects.get()


def typed(day: str = "2027-03-04", time: str = "14:30", **more: object) -> dict[str, object]:
    return {"day": day, "time": time, "minutes": 60, **more}


def plan(pairing: Pairing, by: Member | None = None, **more: object):
    return act(by or pairing.mentee, "meeting_new", pairing, **typed(**more))


def meeting_of(pairing: Pairing, **more: object) -> Meeting:
    return MeetingFactory(
        pairing=pairing, starts_at=datetime(2027, 3, 4, 14, 30, tzinfo=UTC), **more
    )


# Planning, in one's own time --------------------------------------------


def test_each_sees_it_on_their_own_clock(pairing: Pairing) -> None:
    way = MeetingWay.objects.current().first()
    answer = plan(pairing, way=way.pk, place="https://video.example.org/room")
    meeting = Meeting.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/meetings/{meeting.pk}/")
    assert meeting.starts_at == datetime(2027, 3, 4, 14, 30, tzinfo=UTC)
    mine = words(look(pairing.mentee, "meeting_detail", meeting.pk))
    assert "Thursday 4 March 2027, 14:30 to 15:30 (London time)" in mine
    assert "For Ben Tanaka: Thursday 4 March, 23:30 to 00:30, Friday 5 March (Tokyo time)." in mine
    theirs = words(look(pairing.mentor, "meeting_detail", meeting.pk))
    assert "Thursday 4 March 2027, 23:30 to 00:30, Friday 5 March (Tokyo time)" in theirs
    assert way.name in theirs


def test_the_field_says_whose_time_it_asks_for(pairing: Pairing) -> None:
    assert "In your time zone: Tokyo time." in words(
        look(pairing.mentor, "meeting_new", pairing.pk)
    )
    plan(pairing, by=pairing.mentor)
    assert Meeting.objects.get().starts_at == datetime(2027, 3, 4, 5, 30, tzinfo=UTC)


def test_a_time_that_the_clocks_leave_out_is_asked_for_again(pairing: Pairing) -> None:
    page = plan(pairing, day="2027-03-28", time="01:30")
    assert page.status_code == 422
    assert "The clocks go forward on this day, and 01:30 is left out." in words(page)
    assert 'value="01:30"' in page.content.decode()
    assert plan(pairing, pairing.mentor, day="2027-03-28", time="01:30").status_code == 302


def test_of_a_time_that_comes_twice_the_first_is_meant_and_it_is_said(pairing: Pairing) -> None:
    client = browser(pairing.mentee)
    path = f"/pairings/{pairing.pk}/meetings/new/"
    page = client.post(path, typed(day="2027-10-31", time="01:30"), follow=True)
    assert "this time comes twice. The first one is meant." in words(page)
    assert Meeting.objects.get().starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_changing_the_place_leaves_the_second_of_two_equal_times_alone(pairing: Pairing) -> None:
    at = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    meeting = MeetingFactory(pairing=pairing, starts_at=at)
    more = typed(day="2027-10-31", time="01:30", place="Room 2", sequence=0)
    assert act(pairing.mentee, "meeting_change", meeting, **more).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.place) == (at, "Room 2")


@pytest.mark.parametrize(
    ("day", "time", "at"),
    [
        ("2028-02-29", "10:00", datetime(2028, 2, 29, 10, tzinfo=UTC)),
        ("2026-12-31", "23:45", datetime(2026, 12, 31, 23, 45, tzinfo=UTC)),
        ("2027-07-01", "00:15", datetime(2027, 6, 30, 23, 15, tzinfo=UTC)),
    ],
)
def test_leap_days_year_ends_and_summer_time(pairing, day: str, time: str, at: datetime) -> None:
    assert plan(pairing, day=day, time=time).status_code == 302
    assert Meeting.objects.get().starts_at == at


@pytest.mark.parametrize(
    "day", ["1926-03-04", "2126-03-04", "0001-01-01", "9999-12-31", "2027-02-30", "0000-01-01", "x"]
)
def test_a_day_that_cannot_be_is_asked_for_again(pairing: Pairing, day: str) -> None:
    for member in (pairing.mentee, pairing.mentor):
        page = plan(pairing, member, day=day, time="00:00")
        assert page.status_code == 422
        assert "Choose a day from" in words(page) or "Give a day" in words(page)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"time": "25:00"}, "Give a time, such as 14:30."),
        ({"minutes": 0}, "from 1 to 600"),
        ({"minutes": 601}, "from 1 to 600"),
        ({"place": "x" * 301}, "Write at most 300 characters here; these are 301."),
        ({"way": 9999}, "Choose one from the list."),
    ],
)
def test_what_is_typed_wrong_is_said_beside_it(pairing: Pairing, more, said: str) -> None:
    page = plan(pairing, **more)
    assert (page.status_code, Meeting.objects.count()) == (422, 0)
    assert said in words(page)


def test_a_second_press_plans_nothing_twice(pairing: Pairing) -> None:
    assert [plan(pairing).status_code for _ in range(2)] == [302, 302]
    assert Meeting.objects.count() == 1


def test_two_at_one_time_are_refused_with_what_was_typed(pairing: Pairing) -> None:
    plan(pairing)
    page = plan(pairing, minutes=90, place="Room 2")
    assert page.status_code == 409
    assert "begins at this time" in words(page)
    assert 'value="Room 2"' in page.content.decode()


# Changing and cancelling ------------------------------------------------


def test_who_is_late_reads_what_stands_and_keeps_what_was_typed(pairing: Pairing) -> None:
    meeting = meeting_of(pairing)
    early = typed(time="16:00", sequence=0)
    assert act(pairing.mentee, "meeting_change", meeting, **early).status_code == 302
    late = typed(time="18:00", sequence=0)
    page = act(pairing.mentee, "meeting_change", meeting, **late)
    assert page.status_code == 409
    assert "It stands for Thursday 4 March 2027, 16:00 to 17:00 (London time)." in words(page)
    assert 'value="18:00"' in page.content.decode()
    assert 'name="sequence" value="1"' in page.content.decode()


@pytest.mark.parametrize("sequence", ["", "x", "-1", "9" * 40])
def test_a_change_without_a_sequence_that_was_read_is_refused(pairing, sequence: str) -> None:
    meeting = meeting_of(pairing)
    more = typed(time="16:00", sequence=sequence)
    assert act(pairing.mentee, "meeting_change", meeting, **more).status_code == 409
    assert act(pairing.mentee, "meeting_cancel", meeting, sequence=sequence).status_code == 409


def test_cancelling_asks_first_and_a_second_press_says_so(pairing: Pairing) -> None:
    meeting = meeting_of(pairing)
    asked = look(pairing.mentee, "meeting_cancel_confirm", meeting.pk)
    assert "Cancel this meeting?" in words(asked)
    assert guards_its_forms(asked)
    for _ in range(2):
        answer = act(pairing.mentee, "meeting_cancel", meeting, sequence=0)
        assert answer["Location"] == f"/meetings/{meeting.pk}/"
    page = words(look(pairing.mentor, "meeting_detail", meeting.pk))
    assert "Cancelled" in page
    assert "Change the meeting" not in page


def test_a_meeting_that_is_past_did_not_take_place(pairing: Pairing) -> None:
    meeting = meeting_of(pairing)
    with time_machine.travel(NOW + timedelta(days=200)):
        page = words(look(pairing.mentee, "meeting_detail", meeting.pk))
        assert "It did not take place" in page
        assert "Did this meeting not take place?" in words(
            look(pairing.mentee, "meeting_cancel_confirm", meeting.pk)
        )


def test_what_is_cancelled_is_not_changed(pairing: Pairing) -> None:
    meeting = meeting_of(pairing)
    meeting.cancel(0, by=pairing.mentor)
    assert look(pairing.mentee, "meeting_change", meeting.pk).status_code == 302
    page = act(pairing.mentee, "meeting_change", meeting, **typed(time="16:00", sequence=0))
    assert page.status_code == 409
    assert "This meeting has been cancelled. Plan another one." in words(page)


# Notes ------------------------------------------------------------------


def test_both_read_the_shared_note_and_each_their_own(pairing: Pairing) -> None:
    meeting = meeting_of(pairing)
    act(pairing.mentee, "meeting_note", meeting, text="Bring the draft.", edition=0)
    act(pairing.mentee, "meeting_private_note", meeting, private="Zanzibar")
    mine = words(look(pairing.mentee, "meeting_detail", meeting.pk))
    theirs = words(look(pairing.mentor, "meeting_detail", meeting.pk))
    assert ("Bring the draft." in mine, "Zanzibar" in mine) == (True, True)
    assert ("Bring the draft." in theirs, "Zanzibar" in theirs) == (True, False)


def test_nobody_writes_over_a_note_they_have_not_read(pairing: Pairing) -> None:
    meeting = meeting_of(pairing)
    act(pairing.mentor, "meeting_note", meeting, text="Bring the draft.", edition=0)
    page = act(pairing.mentee, "meeting_note", meeting, text="Bring tea.", edition=0)
    assert page.status_code == 409
    said = words(page)
    assert "The shared note now says: Bring the draft." in said
    assert "Bring tea." in said
    assert act(pairing.mentee, "meeting_note", meeting, text="Both.", edition=1).status_code == 302


@pytest.mark.parametrize(
    ("name", "field"), [("meeting_note", "text"), ("meeting_private_note", "private")]
)
def test_a_long_note_is_kept_as_typed(pairing: Pairing, name: str, field: str) -> None:
    meeting = meeting_of(pairing)
    page = act(pairing.mentee, name, meeting, **{field: "long " * 900, "edition": 0})
    assert page.status_code == 422
    assert "long long long" in words(page)


# After the end ----------------------------------------------------------


def test_after_the_end_all_is_readable_and_nothing_new(pairing: Pairing) -> None:
    meeting = meeting_of(pairing, shared_note="We spoke.", edition=1)
    MeetingNoteFactory(meeting=meeting, text="My own words.")
    pairing.end(pairing.mentor)
    page = words(look(pairing.mentee, "meeting_detail", meeting.pk))
    assert ("We spoke." in page, "My own words." in page) == (True, True)
    assert "Keep the shared note" not in page
    assert "Tokyo time" not in page
    refused = act(pairing.mentee, "meeting_note", meeting, text="One last word", edition=1)
    assert refused.status_code == 409
    assert "You had written, and it is not kept: One last word" in words(refused)
    assert plan(pairing).status_code == 409
    assert look(pairing.mentee, "meeting_new", pairing.pk).status_code == 302
    assert MeetingNote.objects.get().text == "My own words."


# Who -------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_strangers_and_the_office_find_no_such_page(pairing: Pairing, name: str) -> None:
    meeting = meeting_of(pairing)
    for stranger in (MemberFactory(), AdministratorFactory(), MemberFactory(is_superuser=True)):
        assert look(stranger, name, meeting.pk).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_strangers_and_the_office_can_do_nothing(pairing: Pairing, name: str) -> None:
    meeting = meeting_of(pairing)
    for stranger in (MemberFactory(), AdministratorFactory(), MemberFactory(is_superuser=True)):
        more = typed(sequence=0, edition=0, text="x", private="x")
        assert act(stranger, name, meeting, **more).status_code == 404
    assert (Meeting.objects.get().sequence, MeetingNote.objects.count()) == (0, 0)


# Lists ------------------------------------------------------------------


def test_the_next_one_stands_on_the_page_of_the_pairing(pairing: Pairing) -> None:
    page = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert "No meeting is planned." in page
    for days in (9, 3, 6):
        starts_at = NOW + timedelta(days=days)
        Meeting.objects.plan(pairing, MeetingFacts(starts_at), by=pairing.mentee)
    page = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert "Next meeting Thursday 5 November 2026, 12:00 to 13:00 London time" in page
    assert "8 November 2026" not in page


def test_a_proposal_that_came_to_nothing_speaks_of_no_meetings() -> None:
    pairing = closed("declined")
    assert "All your meetings" not in words(look(pairing.mentee, "pairing_detail", pairing.pk))


def test_the_list_has_the_next_first_and_counts_what_was_held(pairing: Pairing) -> None:
    Pairing.objects.update(proposed_at=NOW - timedelta(days=30), awaiting_since=NOW)
    for days, minutes in ((-9, 45), (-2, 60), (2, 60), (1, 60)):
        facts = MeetingFacts(NOW + timedelta(days=days), minutes)
        Meeting.objects.plan(Pairing.objects.get(), facts, by=pairing.mentee)
    page = words(look(pairing.mentee, "meeting_list", pairing.pk))
    assert "You two have met 2 times, for 1 hour 45 minutes in all." in page
    days = ["3 November", "4 November", "31 October", "24 October"]
    assert sorted(days, key=page.index) == days


def test_a_long_past_is_read_page_by_page(pairing: Pairing) -> None:
    for days in range(21):
        MeetingFactory(pairing=pairing, starts_at=NOW - timedelta(days=days, hours=2))
    page = look(pairing.mentee, "meeting_list", pairing.pk)
    assert page.content.decode().count('class="entry"') == 20
    later = browser(pairing.mentee).get(f"/pairings/{pairing.pk}/meetings/?page=2")
    assert later.content.decode().count('class="entry"') == 1


def test_a_list_costs_the_same_with_one_meeting_and_with_many(pairing: Pairing) -> None:
    counts = []
    for number in (1, 3, 20):
        for n in range(number):
            MeetingFactory(pairing=pairing, starts_at=NOW - timedelta(days=number, hours=n))
        client = browser(pairing.mentee)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/pairings/{pairing.pk}/meetings/")
        counts.append(len(asked))
    assert counts == [7, 7, 7]


def test_a_meeting_on_a_proposal_can_be_planned_by_both() -> None:
    pairing = proposed()
    assert plan(pairing).status_code == 302
    assert plan(pairing, pairing.mentor, day="2027-03-05").status_code == 302


def test_every_form_is_guarded(pairing: Pairing) -> None:
    meeting = meeting_of(pairing)
    assert guards_its_forms(look(pairing.mentee, "meeting_detail", meeting.pk))
    assert guards_its_forms(look(pairing.mentee, "meeting_new", pairing.pk))
    assert timezone.now() == NOW
