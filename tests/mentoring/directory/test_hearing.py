"""Every change that the directory shows leaves news, whoever makes it and however."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from mentoring.directory.sets import hearing
from mentoring.directory.sets.hearing import EVERYTHING, listen, missing, stop
from mentoring.models import DirectoryChange, DirectorySnapshot, MentorProfile, TrainingCompletion
from registration.models import KnowledgeArea, Region, Registrant, Route, Sector
from tests.factories import (
    AdministratorFactory,
    MentorProfileFactory,
    RegistrantFactory,
    TrainingCompletionFactory,
    accepted_by_mentor,
    active,
    proposed,
)
from tests.factories.registration import LONG_AGO

pytestmark = pytest.mark.django_db


def news() -> set[int | None]:
    """Whom the news are about."""
    return set(DirectoryChange.objects.values_list("profile_id", flat=True))


@pytest.fixture
def mentor() -> MentorProfile:
    """Somebody of whom there are no news yet."""
    profile = MentorProfileFactory()
    RegistrantFactory(member=profile.member)
    DirectoryChange.objects.all().delete()
    return profile


def write(mentor: MentorProfile) -> None:
    mentor.change(mentor.member, {"story": "Another."}, {})


def write_past_everything(mentor: MentorProfile) -> None:
    MentorProfile.objects.filter(pk=mentor.pk).update(capacity=5)


def choose(mentor: MentorProfile) -> None:
    mentor.areas.add(KnowledgeArea.objects.first())


def leave(mentor: MentorProfile) -> None:
    mentor.leave_directory(mentor.member)


def move(mentor: MentorProfile) -> None:
    mentor.member.registrant.change(by=mentor.member, region=Region.objects.first())


def be_awarded(mentor: MentorProfile) -> None:
    Registrant.objects.filter(member=mentor.member).update(level=Route.objects.first())


def take_another_name(mentor: MentorProfile) -> None:
    mentor.member.change_details(by=mentor.member, name="Another Name")


def close(mentor: MentorProfile) -> None:
    mentor.member.close(by=AdministratorFactory())


def lose_training(mentor: MentorProfile) -> None:
    TrainingCompletion.objects.get().withdraw(AdministratorFactory(), "Mistake")


def train_again(mentor: MentorProfile) -> None:
    TrainingCompletionFactory(member=mentor.member, completed_on=date(2026, 1, 1))


def be_asked(mentor: MentorProfile) -> None:
    proposed(mentor=mentor.member)


def take_somebody_on(mentor: MentorProfile) -> None:
    accepted_by_mentor(mentor=mentor.member)


@pytest.mark.parametrize(
    "happens",
    [write, write_past_everything, choose, leave, move, be_awarded, take_another_name, close,
     lose_training, train_again, be_asked, take_somebody_on],
)  # fmt: skip
def test_a_change_of_a_mentor_is_heard_of(
    mentor: MentorProfile, happens: Callable[[MentorProfile], None]
) -> None:
    happens(mentor)
    assert news() - {None} == {mentor.pk}


def test_the_end_of_a_pairing_is_heard_of(mentor: MentorProfile) -> None:
    pairing = active(mentor=mentor.member)
    DirectoryChange.objects.all().delete()
    pairing.end(pairing.mentee)
    assert news() == {mentor.pk}


def test_a_start_elsewhere_is_heard_of_by_everybody_whose_place_is_free(
    mentor: MentorProfile,
) -> None:
    waiting = accepted_by_mentor(mentor=mentor.member)
    other = accepted_by_mentor(enrolment=waiting.enrolment)
    DirectoryChange.objects.all().delete()
    other.accept(other.mentee)
    assert news() == {mentor.pk, other.mentor.mentor_profile.pk}


def test_a_profile_that_is_deleted_is_heard_of(mentor: MentorProfile) -> None:
    gone = mentor.pk
    mentor.delete()
    assert gone in news()


def test_a_word_of_a_vocabulary_is_heard_of_as_a_word(mentor: MentorProfile) -> None:
    Sector.objects.filter(slug="law").update(retired_at=timezone.now())
    assert news() == {None}


def test_what_the_directory_does_not_show_is_no_news(mentor: MentorProfile) -> None:
    pairing = proposed(mentor=mentor.member, proposed_at=LONG_AGO)
    DirectoryChange.objects.all().delete()
    pairing.remind()
    mentor.member.last_login = timezone.now()
    mentor.member.save(update_fields=["last_login"])
    RegistrantFactory()
    assert news() == set()


def test_what_is_rolled_back_was_never_news(mentor: MentorProfile) -> None:
    with transaction.atomic():
        write(mentor)
        transaction.set_rollback(True)
    assert news() == set()


def test_without_the_triggers_nobody_hears(mentor: MentorProfile) -> None:
    """The control: these tests see the triggers and nothing else."""
    stop(plan=["a migration"])
    write(mentor)
    assert news() == set()


def test_after_a_migration_everything_may_have_changed(mentor: MentorProfile) -> None:
    DirectorySnapshot.objects.create(
        pk=1, day="2026-11-02", horizon=0, questions=0, made_at=timezone.now()
    )
    stop(plan=["a migration"])
    assert len(missing()) == 3 * len(hearing.EARS)
    listen(plan=["a migration"])
    assert (missing(), news(), DirectorySnapshot.objects.count()) == (set(), {EVERYTHING}, 0)


def test_a_migration_without_work_changes_nothing(mentor: MentorProfile) -> None:
    stop(plan=[])
    listen(plan=[])
    assert (missing(), news()) == (set(), set())
