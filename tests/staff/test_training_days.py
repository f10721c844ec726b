"""Training days in the office: planned, filled, ticked, recorded, undone."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring.models import MentorProfile, TrainingCompletion, TrainingDay
from registration.models import Region
from tests.factories import (
    AwardFactory,
    BookingFactory,
    MemberFactory,
    MentorProfileFactory,
    RegistrantFactory,
    RoleHoldingFactory,
    TrainingCompletionFactory,
    TrainingDayFactory,
)
from tests.lib.tables.workbooks import rows_of_text, workbook

pytestmark = pytest.mark.django_db
SAID = {"held_on": "2025-09-03", "kind": "initial", "mode": "in_person", "place": "Bristol"}


def page_of(day, act="detail", *more):
    return reverse(f"staff:training_day_{act}", args=[day.pk, *more])


def text(answer):
    return " ".join(answer.content.decode().split())


def to_come(**facts):
    return TrainingDayFactory(held_on=timezone.localdate() + timedelta(days=9), **facts)


def statuses(answer):
    return {row.member.name: row.status for row in answer.context["roll"].rows}


def record(office, day, *members):
    newest = max(day.bookings.values_list("pk", flat=True), default=0)
    typed = {"ticked": [member.pk for member in members], "newest": newest}
    return office.post(page_of(day, "record"), typed)


# The list ----------------------------------------------------------------------------


def test_the_list_has_the_next_day_first_and_the_latest_past_one(office: Client):
    near, far = to_come(place="Hull", places=12), to_come(place="Leeds")
    TrainingDay.objects.filter(pk=far.pk).update(held_on=timezone.localdate() + timedelta(days=90))
    old, older = TrainingDayFactory(), TrainingDayFactory(held_on=date(2024, 9, 3))
    BookingFactory.create_batch(2, day=near)
    done = BookingFactory(day=old)
    BookingFactory(day=old)
    TrainingCompletionFactory(member=done.member, day=old)
    answer = office.get(reverse("staff:training_day_list"))
    assert list(answer.context["to_come"]) == [near, far]
    assert list(answer.context["page"]) == [old, older]
    assert "2 of 12" in text(answer)
    counted = answer.context["page"][0]
    assert (counted.booked, counted.completed, counted.open) == (2, 1, 1)
    assert "To be recorded" in text(answer)


def test_an_empty_list_says_what_will_be_here(office: Client):
    assert "No training days yet" in text(office.get(reverse("staff:training_day_list")))


@pytest.mark.parametrize("number", [1, 3, 20])
def test_the_list_takes_as_many_queries_for_one_as_for_twenty(office: Client, number):
    for day in TrainingDayFactory.create_batch(number):
        BookingFactory.create_batch(2, day=day)
    with CaptureQueriesContext(connection) as queries:
        assert len(office.get(reverse("staff:training_day_list")).context["page"]) == number
    assert len(queries) == 6, "\n".join(q["sql"][:90] for q in queries)


# A day ---------------------------------------------------------------------------------


def test_a_day_is_planned(office: Client):
    region = Region.objects.get(slug="south-west")
    typed = {**SAID, "trainer": " Ceri  Walsh ", "region": region.pk, "places": "24"}
    answer = office.post(reverse("staff:training_day_new"), typed, follow=True)
    day = TrainingDay.objects.get()
    assert (day.held_on, day.trainer, day.region, day.places) == (
        date(2025, 9, 3), "Ceri Walsh", region, 24,
    )  # fmt: skip
    assert answer.redirect_chain == [(page_of(day), 302)]
    for words in ("Mentor training, Bristol", "3 September 2025 · 0 booked", "Ceri Walsh"):
        assert words in text(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"held_on": ""}, "This field is required."),
        ({"held_on": "31/02/2026"}, "Type the date like"),
        ({"held_on": "0026-01-01"}, "Check the year."),
        ({"held_on": "2126-01-01"}, "Check the year."),
        ({"kind": "magic"}, "Select a valid choice."),
        ({"place": ""}, "Write where the day is held."),
        ({"place": "x" * 121}, "at most 120 characters"),
        ({"trainer": "No\x00te"}, "Use letters, numbers and signs that can be seen."),
        ({"places": "0"}, "greater than or equal to 1"),
        ({"places": "501"}, "less than or equal to 500"),
        ({"places": "1e309"}, "Enter a whole number."),
        ({"region": "x"}, "Select a valid choice."),
    ],
)
def test_what_is_typed_wrong_is_said_by_the_field(office: Client, typed, sentence):
    answer = office.post(reverse("staff:training_day_new"), {**SAID, **typed})
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors)
    assert not TrainingDay.objects.exists()


def test_an_online_day_needs_no_place(office: Client):
    office.post(reverse("staff:training_day_new"), {**SAID, "mode": "online", "place": ""})
    assert TrainingDay.objects.get().title == "Mentor training, online"


def test_a_day_is_changed_and_a_refusal_keeps_what_was_typed(office: Client, dev):
    day = TrainingDayFactory()
    office.post(page_of(day, "change"), {**SAID, "place": "Bath"})
    day.refresh_from_db()
    assert (day.place, day.trainer) == ("Bath", "")
    member = BookingFactory(day=day).member
    day.record({member.pk}, by=dev)
    answer = office.post(page_of(day, "change"), {**SAID, "held_on": "2025-09-04"})
    assert answer.status_code == 409
    assert "on record, so its date and kind stay" in text(answer)
    assert answer.context["form"]["held_on"].value() == "2025-09-04"


def test_a_region_that_was_retired_stays_with_its_day(office: Client):
    region = Region.objects.get(slug="south-west")
    day = TrainingDayFactory(region=region)
    Region.objects.filter(pk=region.pk).update(retired_at=timezone.now())
    form = office.get(page_of(day, "change")).context["form"]
    assert region in form.fields["region"].queryset
    new = office.get(reverse("staff:training_day_new")).context["form"]
    assert region not in new.fields["region"].queryset


# The roll --------------------------------------------------------------------------------


def test_the_roll_is_as_it_is_drawn(office: Client, dev):
    day = TrainingDayFactory()
    samira = BookingFactory(
        day=day, member__name="Samira Okafor", member__membership_number="M104233"
    ).member
    lena = BookingFactory(day=day, member__name="Lena Fox").member
    huw = BookingFactory(day=day, member__name="Huw Bevan").member
    gone = BookingFactory(day=day, member__name="Zoë Gone")
    gone.give_back(dev)
    award = AwardFactory(member=samira)
    RegistrantFactory(member=samira, level=award.route)
    day.record({huw.pk}, by=dev)
    day.bookings.filter(member=samira).update(absent_at=None, absent_by=None)
    answer = office.get(page_of(day))
    assert statuses(answer) == {
        "Huw Bevan": "completed",
        "Lena Fox": "absent",
        "Samira Okafor": "booked",
        "Zoë Gone": "given_back",
    }
    assert [row.is_ticked for row in answer.context["roll"].rows] == [False, False, True, False]
    page = text(answer)
    for words in ("M104233", award.route.name, "None yet", "Did not attend", "✓ Completed"):
        assert words in page
    assert 'Record <span class="tick-count"><span>1</span></span> completion<' in page
    assert "They can be listed as mentors straight away. You can undo this." in page
    assert "3 booked" in page
    assert str(lena.pk) in page


def test_a_withdrawn_completion_is_shown_and_ticked_by_nobody(office: Client, dev):
    booking = BookingFactory()
    booking.day.record({booking.member_id}, by=dev)
    booking.member.training_completions.get().withdraw(dev, "Left at noon.")
    roll = office.get(page_of(booking.day)).context["roll"]
    assert [(row.status, row.is_ticked, row.can_be_ticked) for row in roll.rows] == [
        ("withdrawn", False, True)
    ]
    page = text(office.get(reverse("staff:training_day_list")))
    assert "To be recorded" not in page


def test_nobody_is_ticked_when_one_asks_so(office: Client):
    day = BookingFactory().day
    roll = office.get(page_of(day), {"tick": "none"}).context["roll"]
    assert (roll.to_record, roll.can_be_recorded) == (0, True)


def test_before_the_day_there_is_nothing_to_tick(office: Client):
    day = BookingFactory(day=to_come()).day
    page = text(office.get(page_of(day)))
    assert "checkbox" not in page
    assert "Free the place" in page


@pytest.mark.parametrize("number", [1, 3, 500])
def test_the_roll_takes_as_many_queries_for_one_as_for_five_hundred(office: Client, dev, number):
    day = TrainingDayFactory()
    members = [
        booking.member
        for booking in BookingFactory.create_batch(
            number, day=day, booked_by=dev, member__verified=False
        )
    ]
    day.record({member.pk for member in members[: number // 2]}, by=dev)
    with CaptureQueriesContext(connection) as queries:
        assert len(office.get(page_of(day)).context["roll"].rows) == number
    assert len(queries) == 8, "\n".join(q["sql"][:90] for q in queries)


def test_an_auditor_reads_the_roll_and_has_nothing_to_press(client: Client):
    booking = BookingFactory()
    client.force_login(RoleHoldingFactory(role="auditor", member__is_staff=True).member)
    page = text(client.get(page_of(booking.day)))
    assert booking.member.name in page
    for words in ("Add people", "Change the day", "They can be listed", "They get a place"):
        assert words not in page
    assert "Plan a day" not in text(client.get(reverse("staff:training_day_list")))


# Recording --------------------------------------------------------------------------------


def test_who_is_ticked_is_recorded_and_can_be_listed(office: Client):
    profile = MentorProfileFactory(trained=False)
    day = BookingFactory(member=profile.member).day
    absent = BookingFactory(day=day).member
    answer = office.post(
        page_of(day, "record"),
        {"ticked": [profile.member_id], "newest": day.bookings.latest("pk").pk},
        follow=True,
    )
    assert "1 completion is recorded. 1 did not attend." in text(answer)
    assert statuses(answer) == {profile.member.name: "completed", absent.name: "absent"}
    assert MentorProfile.objects.proposable().get() == profile


def test_the_same_press_twice_records_once(office: Client):
    booking = BookingFactory()
    record(office, booking.day, booking.member)
    answer = office.get(record(office, booking.day, booking.member)["Location"])
    assert "Nothing is new" in text(answer)
    assert TrainingCompletion.objects.count() == 1


@pytest.mark.parametrize("typed", [{}, {"newest": "x"}, {"newest": str(2**70)}, {"newest": "-1"}])
def test_a_post_that_is_none_of_ours_writes_nothing(office: Client, typed):
    day = BookingFactory().day
    answer = office.post(page_of(day, "record"), {"ticked": "x", **typed})
    assert answer.status_code == 409
    assert not TrainingCompletion.objects.exists()
    assert not day.bookings.exclude(absent_at=None).exists()


def test_a_day_to_come_is_refused_with_its_sentence(office: Client):
    booking = BookingFactory(day=to_come())
    answer = record(office, booking.day, booking.member)
    assert answer.status_code == 409
    assert "The date is in the future" in text(answer)


def test_five_hundred_boxes_go_through_one_request_in_fifteen_queries(office: Client, dev):
    day = TrainingDayFactory()
    roll = BookingFactory.create_batch(500, day=day, booked_by=dev, member__verified=False)
    typed = {"ticked": [booking.member_id for booking in roll], "newest": roll[-1].pk}
    with CaptureQueriesContext(connection) as queries:
        office.post(page_of(day, "record"), typed)
    assert TrainingCompletion.objects.filter(day=day).count() == 500
    # Session, member, roles, the day; the roll's six; the message kept; two savepoints.
    assert len(queries) == 15, "\n".join(q["sql"][:90] for q in queries)


def test_the_last_act_is_undone_with_a_press(office: Client, dev):
    profile = MentorProfileFactory(trained=False, listed_at=None)
    day = BookingFactory(member=profile.member).day
    record(office, day, profile.member)
    profile.join_directory(profile.member)
    roll = office.get(page_of(day)).context["roll"]
    assert roll.undo_count == 1
    at = {"at": roll.undo_at.isoformat()}
    answer = office.post(page_of(day, "undo"), at, follow=True)
    assert "1 completion is taken back. 1 mentor who had listed themselves is hidden." in text(
        answer
    )
    assert answer.context["roll"].undo_at is None
    assert statuses(answer) == {profile.member.name: "booked"}
    again = office.post(page_of(day, "undo"), at, follow=True)
    assert "This was undone already." in text(again)
    for nonsense in ({}, {"at": "x"}, {"at": "2025-01-01"}):
        assert office.post(page_of(day, "undo"), nonsense).status_code == 409


# Adding people ------------------------------------------------------------------------------


def add(office, day, people, **more):
    checked = office.post(page_of(day, "add"), {"people": people, "check": "1"})
    mark = checked.context["roll"].fingerprint
    return office.post(
        page_of(day, "add"), {"people": people, "record": "1", "checked": mark, **more}, follow=True
    )


def on_roll(day):
    return {booking.member.name for booking in day.bookings.kept().select_related("member")}


def test_a_list_is_checked_and_then_added(office: Client):
    day = to_come()
    MemberFactory(name="Samira Okafor", membership_number="M104233")
    MemberFactory(name="Tom Adeyemi", email="tom@example.org")
    people = " m104 233\nTOM@example.org\ntom adeyemi"
    checked = office.post(page_of(day, "add"), {"people": people, "check": "1"})
    assert on_roll(day) == set()
    assert "Add 2 members" in text(checked)
    assert "Each member is told by e-mail." in text(checked)
    answer = add(office, day, people)
    assert on_roll(day) == {"Samira Okafor", "Tom Adeyemi"}
    assert "2 members are added." in text(answer)
    again = office.post(page_of(day, "add"), {"people": people, "check": "1"})
    assert "2 are on the roll already" in text(again)


def test_lines_with_a_problem_are_there_for_the_next_try(office: Client):
    day, member = to_come(), MemberFactory()
    answer = add(office, day, f"{member.email}\nNo Body")
    assert answer.context["form"]["people"].value() == "No Body"
    assert "These lines are left" in text(answer)


def test_a_list_that_was_not_checked_is_checked_first(office: Client):
    day = to_come()
    answer = office.post(page_of(day, "add"), {"people": MemberFactory().email, "record": "1"})
    assert answer.status_code == 409
    assert "Look again" in text(answer)
    assert on_roll(day) == set()


def test_more_than_the_places_are_refused(office: Client):
    day = to_come(places=1)
    answer = add(office, day, "\n".join(m.email for m in MemberFactory.create_batch(2)))
    assert answer.status_code == 409
    assert "1 place is left on this day, and 2 would be taken." in text(answer)


def test_people_are_found_by_a_search_and_added(office: Client):
    day = BookingFactory(day=to_come(), member__name="Zoe Booked").day
    zoe = MemberFactory(name="Zoë O’Brien")
    MemberFactory(name="Zoe Closed", is_active=False)
    found = office.get(page_of(day, "add"), {"q": "zoe"})
    assert list(found.context["found"]) == [zoe]
    answer = office.post(page_of(day, "add"), {"chosen": [zoe.pk, "x"], "choose": "1"}, follow=True)
    assert "1 member is added." in text(answer)
    assert on_roll(day) == {"Zoe Booked", "Zoë O’Brien"}
    nobody = office.post(page_of(day, "add"), {"choose": "1"})
    assert (nobody.status_code, "Tick somebody first." in text(nobody)) == (409, True)


def test_a_place_is_freed_by_the_office(office: Client):
    booking = BookingFactory(day=to_come())
    answer = office.post(page_of(booking.day, "take_off", booking.pk), follow=True)
    assert "The place is free again." in text(answer)
    assert on_roll(booking.day) == set()
    elsewhere = office.post(page_of(to_come(), "take_off", booking.pk))
    assert elsewhere.status_code == 404


# From a file -----------------------------------------------------------------------------------


def upload(office, day, raw, name="roll.csv"):
    return office.post(page_of(day, "import"), {"file": SimpleUploadedFile(name, raw)})


def people_of(answer):
    return [found.member.name for found in answer.context["roll"].new]


@pytest.fixture
def samira_and_tom(db):
    MemberFactory(name="Samira Okafor", membership_number="M104233")
    MemberFactory(name="Tom Adeyemi", email="tom@example.org")


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Number", "E-mail"], ["", "m104233", ""], ["Tom Adeyemi", "", "tom@example.org"]],
        [["Surname", "First name"], ["Okafor", "Samira"], ["Adeyemi", "Tom"]],
        [["Samira Okafor", "Library"], ["Somebody", "tom@example.org"]],
        [["M104233"], ["Tom Adeyemi"]],
    ],
)
def test_the_people_of_a_file_are_checked_like_a_list(office: Client, samira_and_tom, rows):
    day = to_come()
    for raw in (
        workbook(rows_of_text(rows)),
        "\n".join(",".join(row) for row in rows).encode(),
        "\r\n".join(";".join(row) for row in rows).encode("utf-8-sig"),
    ):
        answer = upload(office, day, raw)
        assert answer.status_code == 200
        assert people_of(answer) == ["Samira Okafor", "Tom Adeyemi"]
    assert on_roll(day) == set()
    added = add(office, day, answer.context["form"]["people"].value())
    assert added.status_code == 200
    assert on_roll(day) == {"Samira Okafor", "Tom Adeyemi"}


def test_a_line_has_the_number_of_its_row(office: Client, samira_and_tom):
    answer = upload(office, to_come(), b"E-mail\n\ntom@example.org\nnobody@example.org\n")
    assert [(p.line.number, p.line.text) for p in answer.context["roll"].problems] == [
        (4, "nobody@example.org")
    ]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "There is nothing in this file."),
        (b"M1\n" * 501, "The list has 501 people. Record at most 500 at once."),
        (b"x" * 10_000_000, "The file is larger than 2000 kB."),
        (b"%PDF-1.7", "This file cannot be read."),
    ],
)
def test_a_file_that_cannot_be_a_list_is_refused_in_words(office: Client, raw, sentence):
    answer = upload(office, to_come(), raw)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_no_file_is_said_by_the_field(office: Client):
    answer = office.post(page_of(to_come(), "import"))
    assert answer.status_code == 422
    assert "Choose a file." in text(answer)
