"""Meetings as other programs read them: by a second library, and line by line."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from history.models import Event
from mentoring.models import CalendarFeed, Meeting, Pairing
from mentoring.models.calendar_feed import hash_of
from mentoring.models.meeting import MeetingFacts
from registration.models import MeetingWay
from tests.conftest import RunTasks
from tests.factories import (
    AdministratorFactory,
    MeetingFactory,
    MeetingNoteFactory,
    MemberFactory,
    active,
    mentor,
)
from tests.mentoring.browsing import act, browser, look, words

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
AT = datetime(2027, 3, 4, 14, 30, tzinfo=UTC)
SECRET = "Zanzibar in the rain"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def pairing() -> Pairing:
    return active(mentor=mentor(member__name="Ŵyn 中文, née Ŷ; Jones", member__called=""))


def plan(pairing: Pairing, **facts: Any) -> Meeting:
    told = MeetingFacts(facts.pop("starts_at", AT), **facts)
    return Meeting.objects.plan(pairing, told, by=pairing.mentee)[0]


def file_of(meeting: Meeting) -> str:
    page = look(meeting.pairing.mentee, "meeting_calendar", meeting.pk)
    assert page["Content-Type"] == "text/calendar; charset=utf-8"
    return page.content.decode()


def read(calendar: str) -> Any:
    """As another program reads it; every line but one of a text is checked there."""
    return vobject.readOne(calendar)


def event_in(calendar: str) -> Any:
    return read(calendar).vevent


def make(pairing: Pairing) -> str:
    """The address, as its maker sees it once."""
    page = browser(pairing.mentee).post("/mentoring/calendar/make/").content.decode()
    return re.search(r'value="http://testserver(/calendar/[\w-]+\.ics)"', page)[1]


def followed(address: str) -> Any:
    """All events by their name, read signed out."""
    calendar = read(Client().get(address).content.decode())
    return {event.uid.value: event for event in calendar.contents.get("vevent", [])}


# One meeting ------------------------------------------------------------


def test_a_second_library_reads_what_was_planned(pairing: Pairing) -> None:
    way = MeetingWay.objects.get(slug="video")
    meeting = plan(pairing, minutes=45, way=way, place="https://video.example.org/a,b;c\\d")
    event = event_in(file_of(meeting))
    assert event.uid.value == f"meeting-{meeting.uid}@testserver"
    assert event.dtstart.value == AT
    assert event.dtend.value == AT + timedelta(minutes=45)
    assert event.summary.value == "Mentoring: Ŵyn 中文, née Ŷ; Jones"
    assert event.location.value == "https://video.example.org/a,b;c\\d"
    assert event.description.value == "Video"
    assert event.url.value == f"http://testserver/meetings/{meeting.pk}/"
    assert (event.sequence.value, event.status.value) == ("0", "CONFIRMED")
    assert event.dtstamp.value == NOW


def test_it_is_a_calendar_in_the_terms_of_the_standard(pairing: Pairing) -> None:
    lines = file_of(plan(pairing, place="Ŵyn 中文, " * 30)).split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert lines[0] == "BEGIN:VCALENDAR"
    for line in ("VERSION:2.0", "METHOD:PUBLISH", "DTSTART:20270304T143000Z", "CLASS:PRIVATE"):
        assert line in lines
    assert "PRODID:-//Alongside//Mentoring meetings//EN" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_each_has_the_name_of_the_other(pairing: Pairing) -> None:
    meeting = plan(pairing)
    page = look(pairing.mentor, "meeting_calendar", meeting.pk).content.decode()
    assert event_in(page).summary.value == f"Mentoring: {pairing.mentee.short_name}"


def test_a_change_keeps_the_name_and_raises_the_sequence(pairing: Pairing) -> None:
    meeting = plan(pairing)
    before = event_in(file_of(meeting))
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        meeting.change(MeetingFacts(AT + timedelta(days=1)), 0, by=pairing.mentor)
        after = event_in(file_of(meeting))
    assert after.uid.value == before.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "1")
    assert after.last_modified.value == NOW + timedelta(hours=1)
    assert after.created.value == before.created.value == NOW
    assert after.dtstart.value == AT + timedelta(days=1)


def test_cancelled_is_cancelled(pairing: Pairing) -> None:
    meeting = plan(pairing)
    meeting.cancel(0, by=pairing.mentor)
    event = event_in(file_of(meeting))
    assert (event.status.value, event.sequence.value) == ("CANCELLED", "1")
    assert event.transp.value == "TRANSPARENT"


@pytest.mark.parametrize(
    "starts_at",
    [
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
        datetime(2028, 2, 29, 23, 30, tzinfo=UTC),
        datetime(2027, 12, 31, 23, 45, tzinfo=UTC),
    ],
)
def test_a_moment_is_the_same_moment_however_clocks_change(pairing, starts_at: datetime) -> None:
    event = event_in(file_of(plan(pairing, starts_at=starts_at)))
    assert event.dtstart.value == starts_at
    assert event.dtend.value - event.dtstart.value == timedelta(hours=1)


def test_strangers_and_the_office_get_no_file(pairing: Pairing) -> None:
    meeting = plan(pairing)
    for stranger in (MemberFactory(), AdministratorFactory(), MemberFactory(is_superuser=True)):
        assert look(stranger, "meeting_calendar", meeting.pk).status_code == 404


# All of them ------------------------------------------------------------


def test_an_address_is_read_signed_out_and_follows_every_change(pairing: Pairing) -> None:
    kept, gone = plan(pairing), plan(pairing, starts_at=AT + timedelta(days=7))
    address = make(pairing)
    assert {event.sequence.value for event in followed(address).values()} == {"0"}
    kept.change(MeetingFacts(AT, 30), 0, by=pairing.mentor)
    gone.cancel(0, by=pairing.mentor)
    events = followed(address)
    one, other = (events[f"meeting-{each.uid}@testserver"] for each in (kept, gone))
    assert (one.status.value, one.sequence.value) == ("CONFIRMED", "1")
    assert (other.status.value, other.sequence.value) == ("CANCELLED", "1")


def test_with_the_end_of_the_pairing_calendars_drop_what_was_to_come(pairing: Pairing) -> None:
    plan(pairing)
    address = make(pairing)
    pairing.end(pairing.mentor)
    assert [event.status.value for event in followed(address).values()] == ["CANCELLED"]


def test_it_holds_ones_own_meetings_of_the_last_ninety_days_and_to_come(pairing: Pairing) -> None:
    Pairing.objects.update(proposed_at=NOW - timedelta(days=200))
    lately = MeetingFactory(pairing=pairing, starts_at=NOW - timedelta(days=89))
    MeetingFactory(pairing=pairing, starts_at=NOW - timedelta(days=91))
    coming = MeetingFactory(pairing=pairing, starts_at=AT)
    MeetingFactory(pairing=active(), starts_at=AT)
    expected = {f"meeting-{each.uid}@testserver" for each in (lately, coming)}
    assert set(followed(make(pairing))) == expected


def test_neither_notes_nor_addresses_are_in_it(pairing: Pairing) -> None:
    meeting = MeetingFactory(pairing=pairing, starts_at=AT, shared_note=SECRET, edition=1)
    for side in ("mentor", "mentee"):
        MeetingNoteFactory(meeting=meeting, side=side, text=SECRET)
    calendar = Client().get(make(pairing)).content.decode()
    assert "Mentoring: " in calendar
    assert SECRET not in calendar
    for member in (pairing.mentor, pairing.mentee):
        assert member.email not in calendar


def test_an_empty_calendar_is_a_calendar(pairing: Pairing) -> None:
    assert followed(make(pairing)) == {}
    names = read(Client().get(make(pairing)).content.decode()).contents
    assert names["x-wr-calname"][0].value == "Mentoring"


def test_only_a_hash_is_kept_and_the_address_is_shown_once(pairing: Pairing) -> None:
    address = make(pairing)
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 43
    assert CalendarFeed.objects.get().token_hash == hash_of(token)
    kept = [value for row in CalendarFeed.objects.values_list() for value in row]
    assert token not in map(str, kept)
    assert token not in look(pairing.mentee, "calendar").content.decode()
    assert not Event.objects.filter(particulars__icontains=token).exists()


def test_a_new_address_ends_the_old_and_revoking_ends_both(pairing: Pairing) -> None:
    old, new = make(pairing), make(pairing)
    assert [Client().get(each).status_code for each in (old, new)] == [404, 200]
    browser(pairing.mentee).post("/mentoring/calendar/revoke/")
    assert [Client().get(each).status_code for each in (old, new)] == [404, 404]
    page = browser(pairing.mentee).post("/mentoring/calendar/revoke/", follow=True)
    assert page.status_code == 200
    assert list(Event.objects.filter(verb__startswith="feed.").values_list("verb", flat=True)) == [
        "feed.made",
        "feed.made",
        "feed.revoked",
    ]


def test_a_closed_account_has_no_calendar_and_its_address_comes_back_with_it(pairing) -> None:
    address, office = make(pairing), AdministratorFactory()
    pairing.mentee.close(by=office)
    assert Client().get(address).status_code == 404
    pairing.mentee.reopen(by=office)
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("token", ["x", "0" * 43, "%00", "a" * 4000])
def test_nothing_is_found_by_guessing(pairing: Pairing, token: str) -> None:
    make(pairing)
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_nobody_on_the_way_keeps_it_or_learns_of_it(pairing: Pairing) -> None:
    page = Client().get(make(pairing))
    assert page["Cache-Control"] == "no-store, private"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Content-Disposition"] == 'attachment; filename="mentoring.ics"'
    assert page.cookies == {}


def test_the_maker_is_told_without_the_address(pairing: Pairing, run_tasks: RunTasks) -> None:
    run_tasks()
    token = make(pairing).removeprefix("/calendar/").removesuffix(".ics")
    letter = run_tasks()[-1]
    assert (letter.to, letter.subject) == (
        [pairing.mentee.email],
        "An address for your calendar was made",
    )
    assert token not in str(letter.body)


def test_the_page_says_whether_there_is_an_address(pairing: Pairing) -> None:
    assert "No address yet" in words(look(pairing.mentee, "calendar"))
    make(pairing)
    assert "Your meetings have an address Made on 2 November 2026" in words(
        look(pairing.mentee, "calendar")
    )
    assert "No address yet" in words(look(pairing.mentor, "calendar"))


def test_a_calendar_costs_the_same_with_one_meeting_and_with_many(pairing: Pairing) -> None:
    address, counts = make(pairing), []
    for number in (1, 3, 20):
        for hours in range(number):
            MeetingFactory(pairing=pairing, starts_at=AT + timedelta(days=number, hours=hours))
        with CaptureQueriesContext(connection) as asked:
            Client().get(address)
        counts.append(len(asked))
    assert counts == [2, 2, 2]


def test_looking_changes_nothing(pairing: Pairing) -> None:
    for path in ("make", "revoke"):
        assert browser(pairing.mentee).get(f"/mentoring/calendar/{path}/").status_code == 405
    assert act(pairing.mentee, "meeting_calendar", plan(pairing)).status_code == 405
    assert CalendarFeed.objects.count() == 0
