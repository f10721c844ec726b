"""Putting a record right from the office: correct by adding, withdraw with a reason."""

from datetime import date

import pytest
from django.test import Client

from history.models import Event
from mentoring.models import MentorProfile, TrainingCompletion
from mentoring.models.training import TrainingFacts
from tests.factories import MentorProfileFactory, TrainingCompletionFactory, active
from tests.staff.conftest import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db: None) -> TrainingCompletion:
    return TrainingCompletionFactory(completed_on=date(2026, 9, 2), provider="Ceri", note="Bristol")


def correct(office: Client, row, **typed):
    return office.post(f"/staff/training/{row.pk}/correct/", {**FACTS, **typed})


def withdraw(office: Client, row, reason="Recorded for the wrong person"):
    return office.post(f"/staff/training/{row.pk}/withdraw/", {"reason": reason})


def test_the_form_starts_with_what_is_on_record(office: Client, row):
    form = office.get(f"/staff/training/{row.pk}/correct/").context["form"]
    assert {name: form[name].value() for name in form.fields} == {
        "completed_on": date(2026, 9, 2),
        "kind": "initial",
        "mode": "in_person",
        "provider": "Ceri",
        "note": "Bristol",
    }


def test_a_correction_is_a_newer_record_in_place_of_the_older(office: Client, row, dev):
    answer = correct(office, row, provider="Ceri Walsh")
    assert answer["Location"] == f"/staff/members/{row.member_id}/"
    newer = TrainingCompletion.objects.standing().get()
    assert (newer.corrects, newer.completed_on, newer.provider, newer.note) == (
        row, date(2026, 9, 3), "Ceri Walsh", "",
    )  # fmt: skip
    assert (newer.member, newer.recorded_by) == (row.member, dev)
    row.refresh_from_db()
    assert (row.completed_on, row.provider, row.note) == (date(2026, 9, 2), "Ceri", "Bristol")


def test_a_correction_sent_twice_is_one_correction(office: Client, row):
    assert [correct(office, row).status_code for _ in range(2)] == [302, 302]
    assert TrainingCompletion.objects.count() == 2
    assert Event.objects.filter(verb="training.corrected").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"completed_on": "2999-01-01"}, "The date is in the future."),
        ({"kind": "other"}, "Select a valid choice."),
        ({"completed_on": ""}, "This field is required."),
    ],
)
def test_a_correction_typed_wrong_keeps_what_was_typed(office: Client, row, typed, sentence):
    answer = correct(office, row, note="Kept", **typed)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors)
    assert answer.context["form"]["note"].value() == "Kept"
    assert TrainingCompletion.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"completed_on": "2026-09-02", "provider": "Ceri", "note": "Bristol"},
            "Nothing is different from the record.",
        ),
        ({"completed_on": "2026-01-05"}, "Another record of this member has this date and kind"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused_in_words(office: Client, row, typed, sentence):
    TrainingCompletionFactory(member=row.member, completed_on=date(2026, 1, 5))
    answer = correct(office, row, **typed)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert answer.context["form"]["completed_on"].value() == typed["completed_on"]
    assert TrainingCompletion.objects.count() == 2


def test_a_withdrawal_needs_a_reason(office: Client, row):
    for reason in ("", " \n ", "\x00", "x" * 501):
        assert withdraw(office, row, reason).status_code == 422
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_a_withdrawal_says_who_when_and_why(office: Client, row, dev):
    assert withdraw(office, row)["Location"] == f"/staff/members/{row.member_id}/"
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawal_reason) == (dev, "Recorded for the wrong person")
    event = Event.objects.about(row).get()
    assert (event.verb, event.actor, event.at) == ("training.withdrawn", dev, row.withdrawn_at)


def test_a_withdrawal_sent_twice_is_one(office: Client, row):
    withdraw(office, row)
    again = withdraw(office, row, "Another reason")
    assert again.status_code == 302
    assert "was withdrawn already" in office.get(again["Location"]).content.decode()
    row.refresh_from_db()
    assert row.withdrawal_reason == "Recorded for the wrong person"
    assert Event.objects.about(row).count() == 1


def test_a_withdrawal_hides_the_mentor_at_once_and_ends_nothing(office: Client):
    pairing = active(mentor=MentorProfileFactory(capacity=3).member)
    row = pairing.mentor.training_completions.get()
    assert MentorProfile.objects.proposable().exists()
    page = office.get(f"/staff/training/{row.pk}/withdraw/").content.decode()
    assert "hidden from the directory at once" in page
    assert "1 active pairing is flagged for the office. It goes on; nothing ends." in page
    withdraw(office, row)
    assert not MentorProfile.objects.listed().exists()
    pairing.refresh_from_db()
    assert pairing.status == "active"


def test_with_another_record_the_member_stays_trained(office: Client, row):
    TrainingCompletionFactory(member=row.member, completed_on=date(2026, 1, 5))
    page = office.get(f"/staff/training/{row.pk}/withdraw/").content.decode()
    assert "the member stays trained" in page
    assert "hidden from the directory" not in page


@pytest.mark.parametrize("act", ["correct", "withdraw"])
def test_a_record_that_no_longer_stands_shows_why_and_no_form(office: Client, row, dev, act):
    row.correct(TrainingFacts(date(2026, 9, 3)), by=dev)
    page = office.get(f"/staff/training/{row.pk}/{act}/")
    assert page.status_code == 409
    assert "This record was corrected. Use the newer record instead." in page.content.decode()
    assert "form" not in page.context


@pytest.mark.parametrize(
    ("send", "sentence"),
    [(correct, "This record was withdrawn."), (withdraw, "This record was corrected.")],
)
def test_a_stale_tab_is_told_what_is_true_now(office: Client, row, dev, send, sentence):
    if send is correct:
        row.withdraw(dev, "Mistake")
    else:
        row.correct(TrainingFacts(date(2026, 9, 4)), by=dev)
    before = Event.objects.count()
    answer = send(office, row)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert Event.objects.count() == before
