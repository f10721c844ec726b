"""What is put right after changes is what would be counted anew, whatever the changes were."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Member
from mentoring.directory.sets import settling, snapshot
from mentoring.directory.sets.current import current, today
from mentoring.directory.sets.index import Index
from mentoring.directory.text.voices import Voices
from mentoring.models import MentorProfile, Pairing, TrainingCompletion
from registration.models import KnowledgeArea, OrganisationKind, Registrant, Route, Sector
from tests.factories import (
    EnrolmentFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    active,
    closed,
    proposed,
)
from tests.factories.registration import LONG_AGO
from tests.mentoring.mentors import varied_mentors

pytestmark = pytest.mark.django_db
Chance = random.Random


def sets_of(index: Index) -> dict[str, dict[int, set[int]]]:
    """The sets as plain ones; those without anybody say as much as those that are not there."""
    return {
        name: {value: set(keys) for value, keys in sets.items() if keys}
        for name, sets in index.sets.items()
    }


def counted_anew() -> dict[str, dict[int, set[int]]]:
    return sets_of(Index.build(today(), Voices()))


def some_mentor(chance: Chance) -> MentorProfile:
    return chance.choice(list(MentorProfile.objects.order_by("pk")))


def retell(chance: Chance) -> None:
    profile = some_mentor(chance)
    profile.capacity, profile.works_at_front_line = chance.randint(0, 2), chance.random() < 0.5
    profile.away_until = chance.choice([None, today(), today() + timedelta(days=1)])
    profile.availability_confirmed_on = today() - timedelta(days=chance.randint(25, 35))
    profile.save()
    profile.areas.set(chance.sample(list(KnowledgeArea.objects.all()[:5]), 2))


def move(chance: Chance) -> None:
    Registrant.objects.filter(member=some_mentor(chance).member).update(
        sector=chance.choice([None, *Sector.objects.all()[:4]]),
        level=chance.choice([None, *Route.objects.all()[:3]]),
        organisation_kind=chance.choice([None, *OrganisationKind.objects.all()[:3]]),
    )


def come_or_go(chance: Chance) -> None:
    profile = some_mentor(chance)
    profile.listed_at = None if profile.listed_at else timezone.now()
    profile.save()
    Member.objects.filter(pk=some_mentor(chance).member_id).update(is_active=chance.random() < 0.7)


def train(chance: Chance) -> None:
    standing = list(TrainingCompletion.objects.standing())
    if standing and chance.random() < 0.5:
        TrainingCompletion.objects.filter(pk=chance.choice(standing).pk).update(
            withdrawn_at=timezone.now(),
            withdrawn_by=some_mentor(chance).member,
            withdrawal_reason="Mistake",
        )
    else:
        TrainingCompletionFactory(member=some_mentor(chance).member)


def mentor_somebody(chance: Chance) -> None:
    profile = MentorProfileFactory(capacity=3)
    make: Callable[..., Pairing] = chance.choice([active, proposed])
    make(mentor=profile.member, proposed_at=timezone.now() - timedelta(days=chance.randint(1, 40)))
    status = chance.choice(["completed", "ended", "declined", "withdrawn", "expired"])
    closed(status, mentor=profile.member, proposed_at=LONG_AGO)


def vanish(chance: Chance) -> None:
    childless = MentorProfile.objects.exclude(member__in=Pairing.objects.values("mentor"))
    if profile := childless.first():
        profile.delete()


CHANGES = [retell, retell, move, come_or_go, train, mentor_somebody, vanish]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("begins", ["anew", "from what was kept"])
def test_after_any_changes_the_index_is_the_one_counted_anew(
    seed: int, begins: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Chance(seed)  # seeded, so that a failure can be looked at
    varied_mentors(8, chance)
    if begins == "from what was kept":
        monkeypatch.setattr("mentoring.directory.sets.current.FEW", 0)
        settling.settle(today())
    current()
    for _ in range(12):
        for change in chance.sample(CHANGES, chance.randint(1, 3)):
            change(chance)
        assert sets_of(current()) == counted_anew()


def test_found_are_those_whom_the_database_lets_one_propose_to() -> None:
    chance = Chance(3)  # as above
    varied_mentors(12, chance)
    for change in CHANGES * 2:
        change(chance)
    index = current()
    assert set(index.found) == set(MentorProfile.objects.proposable().values_list("pk", flat=True))
    listed = set(MentorProfile.objects.listed().values_list("pk", flat=True))
    assert set(index.later) == listed - set(index.found)


def test_what_did_not_change_is_shared() -> None:
    law, prisons = Sector.objects.filter(slug__in=["law", "prisons"]).order_by("slug")
    first, second = (MentorProfileFactory() for _ in range(2))
    Registrant.objects.create(member=first.member, sector=law)
    Registrant.objects.create(member=second.member, sector=prisons)
    before = current()
    second.member.registrant.change(by=second.member, job_title="Governor")
    after = current()
    assert after is not before
    assert after.having("sector", law.pk) is before.having("sector", law.pk)


# How soon they answer ----------------------------------------------------------------


def answered(profile: MentorProfile, *days: float) -> None:
    """The mentor said no after so many days, once for each."""
    began = timezone.now() - timedelta(days=60)
    for each in days:
        pairing = proposed(mentor=profile.member, proposed_at=began)
        pairing.decline(pairing.mentor, began + timedelta(days=each))


def usual_days(profile: MentorProfile) -> list[int]:
    index = current()
    return [days for days, keys in index.sets["answers"].items() if profile.pk in keys]


@pytest.fixture
def profile() -> MentorProfile:
    return MentorProfileFactory(capacity=9)


@pytest.mark.parametrize(
    ("days", "usual"),
    [
        ([0.1, 0.2], []),
        ([0.1, 0.2, 0.3], [1]),
        ([0.1, 0.2, 2.5], [3]),
        ([1, 1, 1, 9], [1]),
        ([1, 1, 9, 9], [10]),
        ([4, 4, 4, 4], [5]),
        ([13, 13, 13], [14]),
    ],
)
def test_three_in_four_answers_came_within_the_usual_days(
    profile: MentorProfile, days: list[float], usual: list[int]
) -> None:
    answered(profile, *days)
    assert usual_days(profile) == usual


def test_what_was_answered_years_ago_says_nothing_now(profile: MentorProfile) -> None:
    for _ in range(3):
        pairing = proposed(mentor=profile.member, proposed_at=LONG_AGO)
        pairing.decline(pairing.mentor, LONG_AGO + timedelta(days=1))
    assert usual_days(profile) == []


def test_silence_counts_and_what_a_mentee_took_back_does_not(profile: MentorProfile) -> None:
    for status in ("expired", "expired", "expired", "withdrawn", "withdrawn"):
        closed(status, mentor=profile.member, proposed_at=timezone.now() - timedelta(days=40))
    assert usual_days(profile) == [14]


def test_a_yes_is_an_answer_and_what_waits_is_none(profile: MentorProfile) -> None:
    for days in (2, 2, 2):
        began = timezone.now() - timedelta(days=30)
        pairing = proposed(mentor=profile.member, proposed_at=began)
        pairing.accept(pairing.mentor, began + timedelta(days=days))
        pairing.decline(pairing.mentee, began + timedelta(days=20))
    proposed(mentor=profile.member, enrolment=EnrolmentFactory())
    assert usual_days(profile) == [2]


# What is kept --------------------------------------------------------------------------


def test_what_is_kept_answers_only_the_questions_of_its_day() -> None:
    varied_mentors(3, Chance(1))  # as above
    settling.settle(today())
    kept = snapshot.load(today())
    assert kept is not None
    assert sets_of(kept[0]) == counted_anew()
    assert snapshot.load(today() + timedelta(days=1)) is None


def test_what_was_kept_by_another_program_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    settling.settle(today())
    monkeypatch.setattr(snapshot, "digest", lambda: 1)
    assert snapshot.load(today()) is None
