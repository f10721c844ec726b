"""Two people meet: planned in one browser, seen in the other on another clock, moved, cancelled."""

from datetime import date

import pytest
from django.utils import timezone

from mentoring.models import Meeting, Pairing
from tests.e2e.conftest import KEYBOARD, MOUSE, in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben
from tests.factories import active


def paired() -> Pairing:
    """Amina in London and Ben in Kathmandu, where no clock is ever changed."""
    mentor = ben()
    type(mentor).objects.filter(pk=mentor.pk).update(time_zone="Asia/Kathmandu")
    mentor.refresh_from_db()
    pairing: Pairing = active(enrolment=amina().enrolments.get(), mentor=mentor)
    return pairing


@in_three_manners()
def test_a_meeting_in_two_browsers(manner: tuple[int, bool, bool], arrive: type_of_arrive) -> None:
    *how, scripts = manner
    pairing = paired()
    mentee = arrive(how, pairing.mentee, scripts=scripts)
    mentor = arrive(how, pairing.mentor, scripts=scripts)
    day = date(timezone.localdate().year + 1, 1, 1)

    mentee.visit(pairing.get_absolute_url())
    mentee.follow("Plan a meeting")
    mentee.sees("In your time zone: London time.")
    mentee.fill_day("Day", day)
    mentee.fill_time("Time", "09:30")
    mentee.choose("How you meet", "Video")
    mentee.fill("Place or link", "https://video.example.org/room")
    mentee.press("Keep the meeting")
    mentee.sees("Ben has been told")
    mentee.sees("09:30 to 10:30 (London time)")

    mentor.visit("/mentoring/")
    mentor.follow("Amina Rahman")
    mentor.sees("Kathmandu time")
    mentor.follow(f"{day:%A} {day.day} {day:%B %Y}")
    mentor.follow("Change the meeting")
    mentor.fill_time("Time", "16:00")
    mentor.press("Change the meeting")
    mentor.sees("16:00 to 17:00 (Kathmandu time)")
    mentor.fill("My private note", "Ask her about the portfolio.")
    mentor.press("Keep my private note")
    mentor.sees("Only you read it.")
    mentor.fill("Shared note", "Bring the second draft.")
    mentor.press("Keep the shared note")

    mentee.visit(pairing.get_absolute_url())
    mentee.follow(f"{day:%A} {day.day} {day:%B %Y}")
    mentee.sees("Bring the second draft.")
    assert "portfolio" not in mentee.page.content()
    mentee.follow("Cancel the meeting")
    mentee.press("Cancel the meeting")
    mentee.sees("The meeting is cancelled")

    mentor.visit(f"{pairing.get_absolute_url()}meetings/")
    mentor.sees("Cancelled")
    meeting = Meeting.objects.get()
    assert (meeting.sequence, meeting.is_cancelled) == (2, True)


@pytest.mark.parametrize("manner", [MOUSE, KEYBOARD])
def test_an_address_for_the_calendar(manner: tuple[int, bool], arrive: type_of_arrive) -> None:
    pairing = paired()
    mentee = arrive(manner, pairing.mentee)
    mentee.visit(f"{pairing.get_absolute_url()}meetings/")
    mentee.follow("Meetings in my calendar")
    mentee.press("Make an address")
    address = mentee.page.get_by_label("Address for your calendar program").input_value()
    path = "/calendar/" + address.rpartition("/")[2]
    assert mentee.page.request.get(mentee.base + path).ok
    mentee.press("Revoke the address")
    mentee.sees("The address is revoked.")
    assert mentee.page.request.get(mentee.base + path).status == 404
