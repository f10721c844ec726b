"""Training: recorded by those who may, corrected by adding, withdrawn with a reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import MentorProfile, TrainingCompletion
from mentoring.models.training import TrainingFacts
from tests.factories import (
    AdministratorFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    accepted_by_mentee,
    active,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 9, 3)
FACTS = TrainingFacts(DAY, "refresher", "online", "Ceri Walsh", "Bristol")


@pytest.fixture
def dev(db: None):
    return AdministratorFactory()


def record(by, *members, facts=FACTS):
    return TrainingCompletion.objects.record(members, facts, by=by)


def verbs_of(row):
    return list(Event.objects.about(row).values_list("verb", flat=True))


# Who may ------------------------------------------------------------------------


def not_the_office():
    pairing = active()
    return [
        MemberFactory(),
        MemberFactory(is_staff=True),
        AdministratorFactory(is_active=False),
        pairing.mentor,
        pairing.mentee,
    ]


def test_nobody_but_the_office_records_corrects_or_withdraws():
    row = TrainingCompletionFactory()
    for person in not_the_office():
        with pytest.raises(NotAllowed, match="Only an administrator"):
            record(person, person)
        with pytest.raises(NotAllowed, match="Only an administrator"):
            row.correct(FACTS, by=person)
        with pytest.raises(NotAllowed, match="Only an administrator"):
            row.withdraw(person, "Mine")
        assert row.can_be_changed_by(person) is False
    row.refresh_from_db()
    assert row.is_standing
    assert not Event.objects.filter(verb__startswith="training").exists()


def test_an_administrator_and_a_superuser_may(dev):
    for by in (dev, MemberFactory(is_superuser=True)):
        [member] = record(by, MemberFactory())
        row = member.training_completions.get()
        assert row.recorded_by == by
        assert row.can_be_changed_by(by) is True


# Recording ------------------------------------------------------------------------


def test_recording_writes_the_facts_and_one_row_of_history_each(dev):
    members = MemberFactory.create_batch(3)
    with time_machine.travel(datetime(2026, 11, 2, 12, tzinfo=UTC), tick=False):
        assert record(dev, *members) == members
        now = timezone.now()
    for member in members:
        row = member.training_completions.get()
        assert (row.facts, row.recorded_by, row.recorded_at) == (FACTS, dev, now)
        event = Event.objects.about(row).get()
        assert (event.verb, event.actor, event.at, event.particulars) == (
            "training.recorded", dev, now, {},
        )  # fmt: skip


def test_nobody_is_recorded_twice_for_one_day_and_kind(dev):
    first, second = MemberFactory.create_batch(2)
    assert record(dev, first, first) == [first]
    assert record(dev, first, second) == [second]
    assert record(dev, first, second) == []
    assert TrainingCompletion.objects.count() == 2
    assert Event.objects.filter(verb="training.recorded").count() == 2


def test_another_day_or_kind_is_another_completion(dev):
    member = MemberFactory()
    days = [TrainingFacts(DAY), TrainingFacts(date(2026, 9, 3)), TrainingFacts(DAY, "refresher")]
    assert [record(dev, member, facts=facts) for facts in days] == [[member]] * 3


def test_a_day_that_is_yet_to_come_is_refused(dev):
    with time_machine.travel(datetime(2026, 3, 28, 23, 30, tzinfo=UTC)):
        record(dev, MemberFactory(), facts=TrainingFacts(date(2026, 3, 28)))
        with pytest.raises(NotAllowed, match="future"):
            record(dev, MemberFactory(), facts=TrainingFacts(date(2026, 3, 29)))


def test_the_day_is_that_of_london(dev):
    with time_machine.travel(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        assert record(dev, MemberFactory(), facts=TrainingFacts(date(2026, 7, 2)))


def test_recording_nobody_writes_nothing(dev, run_tasks):
    assert record(dev) == []
    assert Event.objects.count() == 0
    assert run_tasks() == []


@pytest.mark.parametrize("size", [1, 500])
def test_recording_takes_as_many_queries_for_five_hundred_as_for_one(dev, size):
    members = MemberFactory.create_batch(size, verified=False)
    assert dev.may("record_training")
    with CaptureQueriesContext(connection) as queries:
        record(dev, *members)
    assert TrainingCompletion.objects.count() == size
    assert len(queries) == 8, "\n".join(q["sql"][:90] for q in queries)


def test_a_recorded_member_can_list_themselves_and_not_before(dev):
    profile = MentorProfileFactory(trained=False, listed_at=None)
    with pytest.raises(NotAllowed, match="once CILIP has recorded"):
        profile.join_directory(profile.member)
    record(dev, profile.member)
    assert profile.join_directory(profile.member) is True
    assert MentorProfile.objects.proposable().get() == profile


# Correcting -----------------------------------------------------------------------


def test_a_correction_is_added_and_the_older_stays_as_it_was(dev):
    row = TrainingCompletionFactory(completed_on=DAY)
    before = TrainingCompletion.objects.filter(pk=row.pk).values().get()
    newer = row.correct(FACTS, by=dev)
    assert (newer.facts, newer.member, newer.corrects) == (FACTS, row.member, row)
    assert TrainingCompletion.objects.filter(pk=row.pk).values().get() == before
    assert list(TrainingCompletion.objects.standing()) == [newer]
    assert (verbs_of(row), verbs_of(newer)) == ([], ["training.corrected"])


def test_a_correction_keeps_the_mentor_where_they_are(dev):
    profile = MentorProfileFactory()
    profile.member.training_completions.get().correct(FACTS, by=dev)
    assert MentorProfile.objects.proposable().get() == profile


def test_a_correction_can_be_corrected_and_only_the_last_stands(dev):
    row = TrainingCompletionFactory(completed_on=DAY)
    second = row.correct(TrainingFacts(date(2025, 9, 4)), by=dev)
    third = second.correct(TrainingFacts(date(2025, 9, 5)), by=dev)
    assert list(TrainingCompletion.objects.standing()) == [third]
    with pytest.raises(NotAllowed, match="was corrected"):
        row.correct(TrainingFacts(date(2025, 9, 6)), by=dev)


def test_the_same_correction_again_is_the_same_correction(dev):
    row = TrainingCompletionFactory(completed_on=DAY)
    assert row.correct(FACTS, by=dev) == row.correct(FACTS, by=dev)
    assert Event.objects.filter(verb="training.corrected").count() == 1


def test_a_correction_by_somebody_with_an_older_page_sees_what_is_true_now(dev):
    row = TrainingCompletionFactory(completed_on=DAY)
    stale = TrainingCompletion.objects.get(pk=row.pk)
    assert stale.is_standing
    row.withdraw(dev, "Recorded for the wrong person")
    with pytest.raises(NotAllowed, match="was withdrawn"):
        stale.correct(FACTS, by=dev)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (TrainingFacts(DAY), "Nothing is different"),
        (TrainingFacts(date(2024, 1, 5)), "has this date and kind already"),
        (TrainingFacts(date(2999, 1, 1)), "in the future"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(dev, facts, sentence):
    row = TrainingCompletionFactory(completed_on=DAY)
    TrainingCompletionFactory(member=row.member, completed_on=date(2024, 1, 5))
    with pytest.raises(NotAllowed, match=sentence):
        row.correct(facts, by=dev)
    assert TrainingCompletion.objects.count() == 2
    assert Event.objects.count() == 0


# Withdrawing ----------------------------------------------------------------------


def test_a_withdrawal_says_who_when_and_why(dev):
    row = TrainingCompletionFactory()
    assert row.withdraw(dev, "  Recorded for the wrong person \n") is True
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawal_reason) == (dev, "Recorded for the wrong person")
    event = Event.objects.about(row).get()
    assert (event.verb, event.actor, event.at) == ("training.withdrawn", dev, row.withdrawn_at)


def test_a_withdrawal_again_changes_nothing(dev):
    row = TrainingCompletionFactory()
    row.withdraw(dev, "First reason")
    assert row.withdraw(dev, "Second reason") is False
    row.refresh_from_db()
    assert row.withdrawal_reason == "First reason"
    assert verbs_of(row) == ["training.withdrawn"]


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_a_withdrawal_needs_a_reason(dev, reason):
    row = TrainingCompletionFactory()
    with pytest.raises(NotAllowed, match="Say why"):
        row.withdraw(dev, reason)
    assert TrainingCompletion.objects.standing().get() == row


def test_a_corrected_record_is_not_withdrawn(dev):
    row = TrainingCompletionFactory()
    row.correct(FACTS, by=dev)
    with pytest.raises(NotAllowed, match="was corrected"):
        row.withdraw(dev, "Mistake")


def test_a_withdrawal_hides_the_mentor_stops_acceptance_and_ends_nothing(dev):
    started = active()
    waiting = accepted_by_mentee(mentor=started.mentor)
    started.mentor.training_completions.get().withdraw(dev, "Recorded for the wrong person")
    assert not MentorProfile.objects.listed().exists()
    with pytest.raises(NotAllowed, match="No training of the mentor counts"):
        waiting.accept(waiting.mentor)
    started.refresh_from_db()
    assert started.status == "active"


def test_with_another_completion_the_mentor_stays_trained(dev):
    profile = MentorProfileFactory()
    row = profile.member.training_completions.get()
    assert not row.others().exists()
    record(dev, profile.member)
    assert row.others().exists()
    row.withdraw(dev, "Recorded twice")
    assert MentorProfile.objects.proposable().get() == profile


def test_what_was_withdrawn_can_be_recorded_again(dev):
    row = TrainingCompletionFactory(completed_on=DAY, kind="refresher")
    row.withdraw(dev, "Mistake")
    assert record(dev, row.member) == [row.member]


# Letters --------------------------------------------------------------------------


def test_each_member_of_a_roll_gets_one_letter_and_nobody_else(dev, run_tasks):
    members = MemberFactory.create_batch(3)
    record(dev, *members)
    record(dev, *members)
    post = run_tasks()
    assert sorted(letter.to for letter in post) == sorted([m.email] for m in members)
    assert {letter.subject for letter in post} == {"Your mentor training is recorded"}
    run_tasks()
    assert len(post) == 3


def test_a_correction_and_a_withdrawal_send_one_letter_each(dev, run_tasks):
    row = TrainingCompletionFactory(completed_on=DAY)
    newer = row.correct(FACTS, by=dev)
    row.correct(FACTS, by=dev)
    newer.withdraw(dev, "The reason that stays in the office's pages")
    newer.withdraw(dev, "Another")
    post = run_tasks()
    assert [(letter.subject, letter.to) for letter in post] == [
        ("Your training record has been corrected", [row.member.email]),
        ("A training record has been withdrawn", [row.member.email]),
    ]
    assert not any("reason that stays" in letter.body for letter in post)


def test_a_refused_act_sends_nothing(dev, run_tasks):
    row = TrainingCompletionFactory(completed_on=DAY)
    for act in (
        lambda: row.withdraw(dev, ""),
        lambda: row.correct(TrainingFacts(DAY), by=dev),
        lambda: record(dev, row.member, facts=TrainingFacts(timezone.localdate() + timedelta(2))),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert run_tasks() == []
