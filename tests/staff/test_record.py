"""Recording a checked roll: in one act, once, and only what the check showed."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from history.models import Event
from mentoring.models import MentorProfile, TrainingCompletion
from tests.factories import MemberFactory, MentorProfileFactory, TrainingCompletionFactory
from tests.staff.conftest import FACTS, Send

pytestmark = pytest.mark.django_db
URL = "/staff/training/new/"
DAY = date(2026, 9, 3)


def test_a_roll_is_recorded_with_its_facts(record: Send, dev):
    people = MemberFactory.create_batch(3)
    answer = record("\n".join(m.email for m in people), provider="Ceri Walsh", note="Bristol")
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/staff/training/?completed_on=2026-09-03&kind=initial",
    )
    rows = list(TrainingCompletion.objects.order_by("member"))
    assert [row.member for row in rows] == people
    assert {(r.completed_on, r.kind, r.mode, r.provider, r.note, r.recorded_by) for r in rows} == {
        (DAY, "initial", "in_person", "Ceri Walsh", "Bristol", dev)
    }


def test_the_page_after_it_says_how_many_and_shows_them(office: Client, record: Send):
    people = MemberFactory.create_batch(2)
    page = office.get(record("\n".join(m.email for m in people))["Location"])
    assert "2 completions are recorded." in page.content.decode()
    assert {row.member for row in page.context["page"]} == set(people)


def test_each_completion_has_one_row_of_history(record: Send, dev):
    record("\n".join(m.email for m in MemberFactory.create_batch(2)))
    for row in TrainingCompletion.objects.all():
        assert [(e.verb, e.actor, e.at) for e in Event.objects.about(row)] == [
            ("training.recorded", dev, row.recorded_at)
        ]


def test_the_same_roll_sent_twice_is_written_once(office: Client, record: Send):
    people = "\n".join(m.email for m in MemberFactory.create_batch(3))
    record(people)
    again = record(people)
    assert again.status_code == 302
    assert "Nothing is new" in office.get(again["Location"]).content.decode()
    assert [TrainingCompletion.objects.count(), Event.objects.count()] == [3, 3]


def test_who_has_it_already_is_left_as_they_are(record: Send):
    before = TrainingCompletionFactory(completed_on=DAY, note="As first written")
    record(f"{before.member.email}\n{MemberFactory().email}")
    assert TrainingCompletion.objects.filter(member=before.member).get() == before
    assert TrainingCompletion.objects.count() == 2


def test_a_list_that_was_not_checked_is_checked_first(office: Client):
    answer = office.post(URL, {**FACTS, "people": MemberFactory().email, "record": "1"})
    assert answer.status_code == 409
    assert "Look again" in answer.content.decode()
    assert len(answer.context["roll"].new) == 1
    assert not TrainingCompletion.objects.exists()


@pytest.mark.parametrize("change", ["people", "completed_on"])
def test_what_changed_since_the_check_is_shown_and_not_written(office: Client, check: Send, change):
    member, other = MemberFactory.create_batch(2)
    checked = check(member.email).context["roll"].fingerprint
    changed = {"people": f"{member.email}\n{other.email}", "completed_on": "2026-09-04"}
    typed = {**FACTS, "people": member.email, "record": "1", "checked": checked}
    answer = office.post(URL, {**typed, change: changed[change]})
    assert answer.status_code == 409
    assert not TrainingCompletion.objects.exists()


def test_lines_with_a_problem_are_kept_for_the_next_page(office: Client, record: Send):
    answer = record(f"{MemberFactory().email}\nNo Body\nM9", provider="Ceri Walsh")
    assert (answer.status_code, answer["Location"]) == (302, URL)
    page = office.get(URL)
    form = page.context["form"]
    assert form["people"].value() == "No Body\nM9"
    assert (form["completed_on"].value(), form["provider"].value()) == (DAY, "Ceri Walsh")
    assert "These lines are left" in page.content.decode()
    assert "1 completion is recorded." in page.content.decode()


def test_kept_lines_stay_until_a_list_is_sent(office: Client, record: Send, check: Send):
    record(f"{MemberFactory().email}\nNo Body")
    assert [office.get(URL).context["is_rest"] for _ in range(2)] == [True, True]
    check("M1")
    assert office.get(URL).context["is_rest"] is False


def test_a_forged_field_changes_nothing_else(record: Send, dev):
    member = MemberFactory()
    record(member.email, recorded_by="1", member="1", withdrawn_at="2026-01-01", is_staff="1")
    row = TrainingCompletion.objects.get()
    assert (row.member, row.recorded_by, row.withdrawn_at) == (member, dev, None)
    member.refresh_from_db()
    assert member.is_staff is False


def test_a_recorded_mentor_can_be_found_at_once(record: Send):
    profile = MentorProfileFactory(trained=False)
    assert not MentorProfile.objects.proposable().exists()
    record(profile.member.email)
    assert MentorProfile.objects.proposable().get() == profile


@pytest.mark.parametrize("size", [1, 500])
def test_recording_takes_the_same_few_queries_for_one_and_for_five_hundred(
    office: Client, check: Send, size
):
    people = "\n".join(member.email for member in MemberFactory.create_batch(size, verified=False))
    checked = check(people).context["roll"].fingerprint
    with CaptureQueriesContext(connection) as queries:
        office.post(URL, {**FACTS, "people": people, "record": "1", "checked": checked})
    assert TrainingCompletion.objects.count() == size
    assert len(queries) == 15, "\n".join(q["sql"][:90] for q in queries)


def test_checking_takes_as_many_queries_for_five_hundred_as_for_one(check: Send):
    names = [member.name for member in MemberFactory.create_batch(500, verified=False)]
    for typed in (names[0], "\n".join(names)):
        with CaptureQueriesContext(connection) as queries:
            assert len(check(typed).context["roll"].new) == len(typed.splitlines())
        assert len(queries) == 4, "\n".join(q["sql"][:90] for q in queries)


def test_more_than_a_request_may_hold_is_refused_whole(office: Client):
    typed = {**FACTS, "people": "M1\n" * 400_000, "record": "1"}
    assert office.post(URL, typed).status_code == 400
    assert not TrainingCompletion.objects.exists()


def test_an_account_closed_since_the_check_is_not_recorded(office: Client, check: Send, dev):
    lena, tom = MemberFactory.create_batch(2)
    typed = {**FACTS, "people": f"{lena.email}\n{tom.email}", "record": "1"}
    checked = check(typed["people"]).context["roll"].fingerprint
    lena.close(by=dev)
    answer = office.post(URL, {**typed, "checked": checked})
    assert answer.status_code == 409
    assert "The account of this member is closed." in answer.content.decode()
    assert not TrainingCompletion.objects.exists()
