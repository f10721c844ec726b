"""Every page that a product has, at every width and in both schemes, without a barrier."""

import pytest
from django.utils import timezone

from mentoring.states import Matter
from tests.e2e.conftest import type_of_arrive
from tests.e2e.people import amina, ben, carys, dev
from tests.factories import (
    BookingFactory,
    EnrolmentFactory,
    ImportFactory,
    MeetingFactory,
    MentorMarkFactory,
    TellingFactory,
    active,
    suggested,
)

PUBLIC = ["/", "/about/", "/help/", "/privacy/", "/accessibility/", "/conduct/", "/report/"]
PUBLIC += ["/complaint/"]
ENTRANCE = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
MINE = ["/", "/me/", "/accounts/email/", "/accounts/logout/", "/registration/", "/mentoring/"]
MINE += ["/registration/details/", "/registration/awards/add/", "/registration/enrol/"]
MINE += ["/mentoring/blocked/", "/me/looks/", "/my-data/", "/my-data/erase/"]
OFFICE = ["/staff/", "/staff/members/", "/staff/training/", "/staff/components/"]
OFFICE += ["/staff/suggestions/", "/staff/desk/"]
OFFICE += [f"/staff/desk/{matter}/" for matter in Matter.values]
OFFICE += ["/staff/roles/", "/staff/roles/give/"]
OFFICE += ["/staff/imports/", "/staff/imports/new/"]
OFFICE += ["/staff/history/", "/staff/looks/"]
OFFICE += ["/staff/telling/"]
OFFICE += ["/staff/letters/", "/staff/letters/en/pairing_proposed/"]
OFFICE += ["/staff/letters/en/pairing_proposed/0/", "/staff/letters/en/help-asking/0/"]
OFFICE += ["/staff/settings/", "/staff/settings/remind-after-days/"]
REPORTS = ["", "who-mentors-whom", "funnel", "waits", "supply", "load", "training", "declines"]
OFFICE += [f"/staff/reports/{name}/?since=".replace("//?", "/?") for name in REPORTS]
OFFICE += ["/staff/training/days/", "/staff/training/days/new/"]
OFFICE += ["/staff/agreement/", "/staff/agreement/en/", "/staff/agreement/en/1/"]
WIDTHS = pytest.mark.parametrize("width", [1280, 390, 320])


@WIDTHS
def test_pages_for_everybody(width: int, arrive: type_of_arrive) -> None:
    visitor = arrive((width, False))
    for path in [*PUBLIC, *ENTRANCE]:
        visitor.visit(path)


@WIDTHS
def test_pages_of_a_member(width: int, arrive: type_of_arrive) -> None:
    member, mentor = amina(), ben()
    walker = arrive((width, False), member)
    for path in [*MINE, "/mentors/", f"/mentors/{mentor.mentor_profile.pk}/"]:
        walker.visit(path)


@WIDTHS
def test_pages_of_what_one_notes_for_oneself(width: int, arrive: type_of_arrive) -> None:
    member, mentors = amina(), [each.mentor_profile for each in (ben(capacity=0), carys())]
    for profile in mentors:
        MentorMarkFactory(member=member, profile=profile, note="Ask about the job club.")
    keys = "&".join(f"mentor={profile.pk}" for profile in mentors)
    walker = arrive((width, False), member)
    for path in ["shortlist/", f"compare/?{keys}", f"compare/?mentor={mentors[0].pk}"]:
        walker.visit(f"/mentors/{path}")
    walker.visit(f"/mentors/{mentors[0].pk}/")


@WIDTHS
def test_pages_of_the_office(width: int, arrive: type_of_arrive) -> None:
    looking, profile = amina().enrolments.get(), ben().mentor_profile
    TellingFactory.create_batch(2, gave_up_at=timezone.now(), last_status=500, attempts=15)
    day = BookingFactory(member__name="Wilhelmina Featherstonehaugh-Cholmondeley").day
    office = arrive((width, False), dev())
    office.visit(f"/staff/waiting/{looking.pk}/suggest/")
    office.visit(f"/staff/desk/waiting/{looking.pk}/put-off/")
    suggested(enrolment=EnrolmentFactory(), mentor=profile.member)
    for path in OFFICE:
        office.visit(path)
    for act in ("", "add/?q=ben", "import/", "change/"):
        office.visit(f"/staff/training/days/{day.pk}/{act}")


@WIDTHS
def test_pages_of_imports(width: int, arrive: type_of_arrive) -> None:
    officer = dev()
    finding = {"row": 2, "verdict": "problem", "words": "Name is empty.", "plan": {}}
    looked = {"findings": [finding], "counts": {"problem": 1}, "uploaded_by": officer}
    done = {"applied_at": timezone.now(), "applied_by": officer}
    office = arrive((width, False), officer)
    office.visit(f"/staff/imports/{ImportFactory(uploaded_by=officer).pk}/columns/")
    for status, facts in {"read": {}, "applying": {}, "applied": done}.items():
        found = ImportFactory(status=status, **looked, **facts)
        office.visit(found.get_absolute_url())
    office.visit(f"{found.get_absolute_url()}undo/")
    office.visit("/staff/imports/")


@WIDTHS
def test_pages_of_meetings(width: int, arrive: type_of_arrive) -> None:
    pairing = active(enrolment=amina().enrolments.get(), mentor=ben())
    meeting = MeetingFactory(pairing=pairing, place="https://video.example.org/" + "room" * 40)
    MeetingFactory(pairing=pairing)
    walker = arrive((width, False), pairing.mentee)
    for path in ["meetings/", "meetings/new/", ""]:
        walker.visit(f"{pairing.get_absolute_url()}{path}")
    for path in ["", "change/", "cancel/confirm/"]:
        walker.visit(f"{meeting.get_absolute_url()}{path}")
    walker.visit("/mentoring/calendar/")
