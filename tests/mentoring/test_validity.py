"""Where training counts for a time: two warnings, a lapse that is written down, a refresher."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from history.models import Event
from lib.refusals import NotAllowed
from mentoring.directory.sets.current import current
from mentoring.invariants import check_invariants
from mentoring.models import MentorProfile, TrainingCompletion
from mentoring.models.past_training import record_each
from mentoring.models.training import TrainingFacts
from mentoring.models.validity import months_on
from mentoring.states import Kind
from tests.conftest import RunTasks
from tests.factories import (
    AdministratorFactory,
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    active,
    proposed,
)
from tests.mentoring.browsing import browser, words

pytestmark = pytest.mark.django_db
MONTHS = 24
Move = Callable[[date], str]


@pytest.fixture(autouse=True)
def limited(settings: Any) -> None:
    """Training counts for two years."""
    settings.MENTORING = {**settings.MENTORING, "TRAINING_VALID_MONTHS": MONTHS}


@pytest.fixture
def go_to(time_machine: Any, capsys: Any) -> Move:
    """Go to noon of a day and let the clock run; what it says."""

    def move(day: date) -> str:
        time_machine.move_to(f"{day.isoformat()}T12:00:00+00:00", tick=False)
        capsys.readouterr()
        call_command("watch_trainings")
        return str(capsys.readouterr().out.strip())

    return move


def trained(on: date = date(2025, 9, 3)) -> MentorProfile:
    profile: MentorProfile = MentorProfileFactory(trained=False)
    TrainingCompletionFactory(member=profile.member, completed_on=on)
    return profile


def found(profile: MentorProfile) -> bool:
    """By the rows and, which is what members see, by the sets of the directory."""
    by_rows = MentorProfile.objects.proposable().filter(pk=profile.pk).exists()
    assert (profile.pk in current().having("listed", 1)) == by_rows
    return by_rows


def verbs(*but: str) -> list[str]:
    told = Event.objects.filter(verb__startswith="training.").exclude(verb__in=but)
    return list(told.order_by("pk").values_list("verb", flat=True))


def lapse(go_to: Move, profile: MentorProfile) -> date:
    """Let the two years of a mentor go by, with both warnings. The day of the end."""
    end = months_on(profile.member.training_completions.latest("completed_on").completed_on, MONTHS)
    for before in (60, 14, 0):
        go_to(end - timedelta(days=before))
    return end


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2025, 9, 3), 24, date(2027, 9, 3)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 31), 12, date(2026, 12, 31)),
        (date(2025, 1, 1), 11, date(2025, 12, 1)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, end: date) -> None:
    assert months_on(day, months) == end


def test_a_mentor_is_warned_twice_and_then_not_found(go_to: Move, run_tasks: RunTasks) -> None:
    profile, end = trained(), date(2027, 9, 3)
    assert go_to(end - timedelta(days=61)) == "Warned: 0. Lapsed: 0. Count again: 0."
    assert go_to(end - timedelta(days=60)) == "Warned: 1. Lapsed: 0. Count again: 0."
    [first] = run_tasks()
    assert first.to == [profile.member.email]
    assert "until 3 September 2027" in first.body
    assert go_to(end - timedelta(days=15)) == "Warned: 0. Lapsed: 0. Count again: 0."
    assert go_to(end - timedelta(days=14)) == "Warned: 1. Lapsed: 0. Count again: 0."
    assert go_to(end - timedelta(days=1)) == "Warned: 0. Lapsed: 0. Count again: 0."
    assert found(profile)
    assert go_to(end) == "Warned: 0. Lapsed: 1. Count again: 0."
    assert go_to(end) == "Warned: 0. Lapsed: 0. Count again: 0."
    assert not found(profile)
    assert verbs() == ["training.warned", "training.warned", "training.lapsed"]
    assert [letter.subject for letter in run_tasks()] == [
        "Your mentor training counts for a while yet",
        "Your mentor training has lapsed",
    ]


def test_off_it_warns_nobody_and_nothing_lapses(settings: Any, go_to: Move) -> None:
    settings.MENTORING = {**settings.MENTORING, "TRAINING_VALID_MONTHS": 0}
    profile = trained(date(1999, 9, 3))
    assert go_to(date(2027, 9, 3)) == "Warned: 0. Lapsed: 0. Count again: 0."
    assert "It counts until" not in words(browser(profile.member).get("/mentor-profile/"))
    assert found(profile)


def test_nobodys_training_lapses_in_a_night(go_to: Move) -> None:
    """The setting is new and the training old: both warnings have their days first."""
    profile, start = trained(date(2015, 1, 5)), date(2027, 9, 3)
    counted = {start + timedelta(days=n): go_to(start + timedelta(days=n)) for n in range(62)}
    said = {(day - start).days: words for day, words in counted.items() if "1" in words}
    assert said == {
        0: "Warned: 1. Lapsed: 0. Count again: 0.",
        46: "Warned: 1. Lapsed: 0. Count again: 0.",
        60: "Warned: 0. Lapsed: 1. Count again: 0.",
    }
    assert not found(profile)


def test_a_clock_that_was_off_gives_the_days_all_the_same(go_to: Move) -> None:
    profile = trained()
    go_to(date(2028, 1, 1))
    go_to(date(2028, 6, 1))
    assert found(profile)
    assert go_to(date(2028, 6, 14)) == "Warned: 0. Lapsed: 0. Count again: 0."
    assert go_to(date(2028, 6, 15)) == "Warned: 0. Lapsed: 1. Count again: 0."


def test_a_lapse_ends_nothing_and_nobody_can_accept(go_to: Move) -> None:
    profile = trained()
    pairing, asked = active(mentor=profile.member), proposed(mentor=profile.member)
    lapse(go_to, profile)
    pairing.refresh_from_db()
    assert pairing.status == "active"
    for by in (asked.mentor, asked.mentee):
        with pytest.raises(NotAllowed, match="No training of the mentor counts now"):
            asked.accept(by=by)
    enrolment = EnrolmentFactory()
    with pytest.raises(NotAllowed, match="not in the directory now"):
        type(pairing).objects.propose(enrolment, profile.member, {}, by=enrolment.member)
    listing = browser(profile.member)
    assert "A refresher that the office records renews it" in words(listing.get("/mentor-profile/"))


def test_a_mentor_whose_training_lapsed_cannot_list_themselves(go_to: Move) -> None:
    profile = trained()
    profile.leave_directory(profile.member)
    lapse(go_to, profile)
    with pytest.raises(NotAllowed, match="Your training has lapsed"):
        profile.join_directory(profile.member)


def test_a_refresher_renews_it(go_to: Move, run_tasks: RunTasks) -> None:
    profile = trained()
    end = lapse(go_to, profile)
    facts = TrainingFacts(end, kind=Kind.REFRESHER)
    TrainingCompletion.objects.record([profile.member], facts, by=AdministratorFactory())
    assert found(profile)
    assert "You are listed already" in run_tasks()[-1].body
    assert go_to(end + timedelta(days=600)) == "Warned: 0. Lapsed: 0. Count again: 0."
    page = words(browser(profile.member).get("/mentor-profile/"))
    assert "It counts until 3 September 2029" in page


def test_a_refresher_before_the_end_leaves_no_gap(go_to: Move) -> None:
    profile, end = trained(), date(2027, 9, 3)
    go_to(end - timedelta(days=60))
    TrainingCompletionFactory(member=profile.member, completed_on=end - timedelta(days=20))
    assert go_to(end + timedelta(days=30)) == "Warned: 0. Lapsed: 0. Count again: 0."
    assert found(profile)


def test_what_is_over_already_lists_nobody(go_to: Move, run_tasks: RunTasks) -> None:
    """Recorded on a roll, or brought in from an old list."""
    go_to(date(2027, 9, 3))
    by, facts = AdministratorFactory(), TrainingFacts(date(2015, 1, 5))
    one, two = trained(), trained()
    TrainingCompletion.objects.all().delete()
    TrainingCompletion.objects.record([one.member], facts, by=by)
    record_each([(two.member_id, facts)], by, tells=True)
    assert not found(one)
    assert not found(two)
    letters = run_tasks()
    assert len(letters) == 2
    assert all("a refresher comes next" in letter.body for letter in letters)


def test_a_correction_does_not_begin_the_clock_anew(go_to: Move) -> None:
    profile, by = trained(), AdministratorFactory()
    lapse(go_to, profile)
    record = profile.member.training_completions.get()
    noted = record.correct(TrainingFacts(record.completed_on, note="By train."), by)
    earlier = noted.correct(TrainingFacts(date(2024, 9, 3)), by)
    assert not found(profile)
    earlier.correct(TrainingFacts(date(2027, 6, 1)), by)
    assert found(profile)


def test_taken_away_or_made_longer_it_counts_again(
    settings: Any, go_to: Move, run_tasks: RunTasks
) -> None:
    profile = trained()
    TrainingCompletionFactory(member=profile.member, completed_on=date(2025, 3, 3))
    end = lapse(go_to, profile)
    before = len(run_tasks())
    settings.MENTORING = {**settings.MENTORING, "TRAINING_VALID_MONTHS": 0}
    assert go_to(end + timedelta(days=1)) == "Warned: 0. Lapsed: 0. Count again: 2."
    assert found(profile)
    assert [letter.subject for letter in run_tasks()[before:]] == [
        "Your mentor training counts again"
    ]


def test_a_withdrawn_record_neither_warns_nor_lapses(go_to: Move) -> None:
    profile = trained()
    profile.member.training_completions.get().withdraw(AdministratorFactory(), "By mistake.")
    lapse(go_to, profile)
    assert verbs("training.withdrawn") == []


def test_two_clocks_do_it_once(go_to: Move) -> None:
    """What a second process read before the first one acted is asked again under the lock."""
    trained()
    end = date(2027, 9, 3)
    for before, verb in ((60, "warn"), (14, "warn"), (0, "lapse")):
        day = end - timedelta(days=before)
        stale = TrainingCompletion.objects.get()
        go_to(day)
        assert getattr(stale, verb)(day) is False
    assert verbs() == ["training.warned", "training.warned", "training.lapsed"]


def test_no_invariant_is_broken_by_a_lapse(go_to: Move) -> None:
    mentor, by = MemberFactory(), AdministratorFactory()
    TrainingCompletion.objects.record([mentor], TrainingFacts(date(2025, 9, 3)), by=by)
    profile = MentorProfileFactory(member=mentor, trained=False)
    before = check_invariants()
    lapse(go_to, profile)
    assert check_invariants() == before


def test_a_start_after_the_lapse_breaks_one() -> None:
    pairing = active()
    lapsed_at = pairing.activated_at - timedelta(seconds=1)
    pairing.mentor.training_completions.update(lapsed_at=lapsed_at)
    broken = {found.name for found in check_invariants()}
    assert "started_with_training_on_record" in broken
