"""Who stands in the directory: trained, listed, available, and nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentoring.models import LineManagement, MentorMark, MentorProfile, TrainingCompletion
from mentoring.models.training import TrainingFacts
from tests.factories import (
    AdministratorFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    accepted_by_mentor,
    active,
    proposed,
)
from tests.mentoring.mentors import names

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeker(client: Client) -> Client:
    client.force_login(MemberFactory())
    return client


def test_a_trained_listed_and_available_mentor_is_found(seeker: Client) -> None:
    profile = MentorProfileFactory()
    assert names(seeker) == [profile.member.name]
    assert seeker.get(f"/mentors/{profile.pk}/").status_code == 200


def withdraw_training(profile: MentorProfile) -> None:
    TrainingCompletion.objects.get().withdraw(AdministratorFactory(), "Recorded by mistake")


def withdraw_the_correction(profile: MentorProfile) -> None:
    office, first = AdministratorFactory(), TrainingCompletion.objects.get()
    facts = TrainingFacts(first.completed_on - timedelta(days=1))
    first.correct(facts, office).withdraw(office, "Recorded by mistake")


def unlist(profile: MentorProfile) -> None:
    profile.leave_directory(profile.member)


def close_the_account(profile: MentorProfile) -> None:
    profile.member.close(by=AdministratorFactory())


@pytest.mark.parametrize(
    "happens", [withdraw_training, withdraw_the_correction, unlist, close_the_account]
)
def test_who_is_not_trained_listed_and_live_is_nowhere(
    seeker: Client, happens: Callable[[MentorProfile], None]
) -> None:
    profile = MentorProfileFactory()
    happens(profile)
    assert names(seeker) == []
    assert seeker.get(f"/mentors/{profile.pk}/").status_code == 404


def test_who_was_never_trained_is_nowhere(seeker: Client) -> None:
    profile = MentorProfileFactory(trained=False)
    assert names(seeker) == []
    assert seeker.get(f"/mentors/{profile.pk}/").status_code == 404


def test_a_corrected_training_counts_and_counts_once(seeker: Client) -> None:
    profile = MentorProfileFactory()
    TrainingCompletionFactory(member=profile.member, kind="refresher")
    first = TrainingCompletion.objects.get(kind="initial")
    first.correct(TrainingFacts(first.completed_on - timedelta(days=1)), AdministratorFactory())
    assert names(seeker) == [profile.member.name]


def go_away(profile: MentorProfile) -> None:
    profile.away_until = timezone.localdate() + timedelta(days=1)
    profile.save()


def take_nobody(profile: MentorProfile) -> None:
    profile.capacity = 0
    profile.save()


def fill_up(profile: MentorProfile) -> None:
    active(mentor=profile.member)
    accepted_by_mentor(mentor=profile.member)


@pytest.mark.parametrize("happens", [go_away, take_nobody, fill_up])
def test_who_is_away_or_full_has_a_page_but_no_place_in_the_list(
    seeker: Client, happens: Callable[[MentorProfile], None]
) -> None:
    profile = MentorProfileFactory(capacity=2)
    happens(profile)
    assert names(seeker) == []
    page = seeker.get(f"/mentors/{profile.pk}/")
    assert page.status_code == 200
    assert page.context["page"].step.href == ""


def test_a_mentor_is_back_on_the_day_they_named(seeker: Client) -> None:
    profile = MentorProfileFactory(away_until=timezone.localdate())
    assert names(seeker) == [profile.member.name]


def test_a_proposal_takes_no_place_before_the_mentor_accepts(seeker: Client) -> None:
    profile = MentorProfileFactory(capacity=1)
    proposed(mentor=profile.member)
    assert names(seeker) == [profile.member.name]


def test_ending_gives_the_place_back_at_once(seeker: Client) -> None:
    profile = MentorProfileFactory(capacity=1)
    pairing = active(mentor=profile.member)
    assert names(seeker) == []
    pairing.end(pairing.mentor)
    assert names(seeker) == [profile.member.name]


def test_nobody_finds_themselves(client: Client) -> None:
    own, other = MentorProfileFactory(), MentorProfileFactory()
    client.force_login(own.member)
    assert names(client) == [other.member.name]


ALL = "?places=now&places=later"


def test_whom_somebody_has_hidden_they_do_not_meet_and_others_do(client: Client) -> None:
    seeker, profile = MemberFactory(), MentorProfileFactory()
    MentorMark.objects.by(seeker, about=profile).hide(seeker)
    client.force_login(seeker)
    assert (names(client), names(client, ALL)) == ([], [])
    MentorMark.objects.by(seeker, about=profile).show(seeker)
    assert names(client) == [profile.member.name]
    MentorMark.objects.by(seeker, about=profile).hide(seeker)
    client.force_login(MemberFactory())
    assert names(client) == [profile.member.name]


@pytest.mark.parametrize("says", ["member", "other"])
def test_a_line_manager_is_never_suggested_whoever_said_so(client: Client, says: str) -> None:
    seeker, profile = MemberFactory(), MentorProfileFactory()
    told = {"member": (seeker, profile.member), "other": (profile.member, seeker)}[says]
    LineManagement.objects.declare(*told)
    client.force_login(seeker)
    assert (names(client), names(client, ALL)) == ([], [])


def test_who_is_full_or_away_is_shown_to_those_who_ask_for_it(seeker: Client) -> None:
    free, away, full = (MentorProfileFactory() for _ in range(3))
    go_away(away)
    take_nobody(full)
    later = sorted([away.member.name, full.member.name])
    assert names(seeker, "?places=now") == [free.member.name]
    assert sorted(names(seeker, "?places=later")) == later
    assert sorted(names(seeker, ALL)) == sorted([free.member.name, *later])


def test_nobody_comes_in_without_signing_in(client: Client) -> None:
    profile = MentorProfileFactory()
    for path in ("/mentors/", f"/mentors/{profile.pk}/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (
            302,
            f"/accounts/login/?next={path}",
        )


def test_the_directory_is_only_read(seeker: Client) -> None:
    profile = MentorProfileFactory()
    assert seeker.post("/mentors/").status_code == 405
    assert seeker.post(f"/mentors/{profile.pk}/").status_code == 405
