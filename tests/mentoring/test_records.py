"""The mentoring record: who may have one, what it says, and that the same is issued once."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import MentoringRecord, Pairing
from mentoring.papers import RecordPaper, length_of
from tests.factories import (
    AdministratorFactory,
    EnrolmentFactory,
    MeetingFactory,
    MemberFactory,
    MentoringRecordFactory,
    MentorProfileFactory,
    active,
    closed,
    proposed,
)
from tests.mentoring.browsing import act, browser, guards_its_forms, look, words

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def pairing_of_two() -> Pairing:
    amina = MemberFactory(name="Amina #Rahman", membership_number="104311")
    ben = MentorProfileFactory(member__name="Ben Okafor").member
    return active(enrolment=EnrolmentFactory(member=amina), mentor=ben)


def issue(pairing: Pairing) -> MentoringRecord:
    record, _is_new = MentoringRecord.objects.issue(pairing, by=pairing.mentee)
    return record


def pdf_of(pairing: Pairing) -> str:
    answer = look(pairing.mentor, "record_pdf", pairing.pk)
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(PdfReader(BytesIO(answer.content)).pages[0].extract_text().split())


def test_both_have_the_same_record_as_page_and_as_pdf() -> None:
    pairing = pairing_of_two()
    act(pairing.mentee, "record_issue", pairing)
    record = MentoringRecord.objects.get()
    facts = ["Amina #Rahman", "104311", "Ben Okafor", "Not given", record.shown_code]
    for member in (pairing.mentee, pairing.mentor):
        page = words(look(member, "record_detail", pairing.pk))
        assert [fact for fact in facts if fact not in page] == []
    assert [fact for fact in facts if fact not in pdf_of(pairing)] == []


def test_before_it_is_issued_the_page_shows_it_without_a_code() -> None:
    pairing = pairing_of_two()
    page = look(pairing.mentee, "record_detail", pairing.pk)
    assert "Not issued yet" in words(page)
    assert guards_its_forms(page)
    assert MentoringRecord.objects.count() == 0


def test_the_pdf_comes_after_the_issue() -> None:
    pairing = pairing_of_two()
    answer = look(pairing.mentee, "record_pdf", pairing.pk)
    assert answer["Location"] == f"/pairings/{pairing.pk}/record/"


def test_the_same_facts_are_one_record_whoever_asks() -> None:
    pairing = pairing_of_two()
    for member in (pairing.mentee, pairing.mentor, pairing.mentee):
        assert act(member, "record_issue", pairing).status_code == 302
    assert MentoringRecord.objects.count() == 1
    assert Event.objects.filter(verb="record.issued").count() == 1


def test_after_the_end_there_is_a_new_one_and_the_old_one_stays_genuine() -> None:
    pairing = pairing_of_two()
    so_far = issue(pairing)
    pairing.complete(pairing.mentee)
    pairing.complete(pairing.mentor)
    assert "Something has changed" in words(look(pairing.mentee, "record_detail", pairing.pk))
    whole = issue(pairing)
    assert so_far.code != whole.code
    assert (so_far.closed_on, whole.closed_on) == (None, timezone.localdate())
    office = AdministratorFactory()
    assert MentoringRecord.objects.confirm(so_far.code, by=office) == so_far


def test_a_record_keeps_the_names_it_was_issued_with() -> None:
    pairing = pairing_of_two()
    record = issue(pairing)
    pairing.mentee.change_details(by=pairing.mentee, name="Amina Begum")
    record.refresh_from_db()
    assert record.mentee_name == "Amina #Rahman"
    assert issue(Pairing.objects.get()) != record


@pytest.mark.parametrize("status", ["declined", "withdrawn", "expired"])
def test_what_never_started_has_no_record(status: str) -> None:
    pairing = closed(status)
    with pytest.raises(NotAllowed, match="once a pairing has started"):
        issue(pairing)
    assert look(pairing.mentee, "record_detail", pairing.pk).status_code == 302
    assert act(pairing.mentee, "record_issue", pairing).status_code == 409


def test_a_proposal_has_none() -> None:
    with pytest.raises(NotAllowed):
        issue(proposed())


def test_nobody_else_has_it_issued() -> None:
    with pytest.raises(NotAllowed):
        MentoringRecord.objects.issue(pairing_of_two(), by=MemberFactory())


def test_days_are_the_schemes_own_wherever_the_reader_is() -> None:
    pairing = pairing_of_two()
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight in London
    Pairing.objects.update(proposed_at=late, mentee_accepted_at=late, mentor_accepted_at=late)
    Pairing.objects.update(activated_at=late)
    record, _is_new = MentoringRecord.objects.issue(
        Pairing.objects.get(), by=pairing.mentee, now=late + A_DAY
    )
    assert record.started_on.isoformat() == "2026-07-01"


def test_it_counts_the_meetings_that_were_held_and_no_others() -> None:
    pairing, now = pairing_of_two(), timezone.now()
    for days, minutes in ((1, 45), (2, 90), (9, 60)):
        met = {"starts_at": now + days * A_DAY, "minutes": minutes}
        MeetingFactory(pairing=pairing, **met)
    MeetingFactory(pairing=pairing, starts_at=now + A_DAY / 2, cancelled_at=now + A_DAY, sequence=1)
    record, _is_new = MentoringRecord.objects.issue(pairing, by=pairing.mentee, now=now + 3 * A_DAY)
    assert (record.meetings, record.minutes) == (2, 135)
    said = dict(RecordPaper(record).mentoring)
    assert said["Meetings so far"] == "2 meetings, 2 hours 15 minutes in all"


def test_a_record_says_what_it_is_not() -> None:
    record = MentoringRecordFactory()
    assert "does not replace" in words(
        look(record.pairing.mentee, "record_detail", record.pairing_id)
    )
    assert "does not replace" in pdf_of(record.pairing)


@pytest.mark.parametrize("who", [MemberFactory, AdministratorFactory])
def test_no_third_person_opens_it(who: type[MemberFactory]) -> None:
    record = MentoringRecordFactory()
    client = browser(who(is_superuser=True))
    for path in ("record/", "record.pdf"):
        assert client.get(f"/pairings/{record.pairing_id}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 minutes"), (45, "45 minutes"), (60, "1 hour"), (121, "2 hours 1 minute")],
)
def test_a_length_of_time_in_words(minutes: int, said: str) -> None:
    assert length_of(minutes) == said
