"""Trained, listed, available: what a member sees of it, and the verbs of the directory."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import MentorProfile, TrainingCompletion
from mentoring.models.training import TrainingFacts
from registration.models import Route
from tests.factories import (
    AdministratorFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    active,
)

pytestmark = pytest.mark.django_db
LIST, UNLIST, CONFIRM = (f"/mentor-profile/{verb}/" for verb in ("list", "unlist", "confirm"))


def sign_in(client: Client, member: Member | None = None) -> Member:
    member = member or MemberFactory()
    client.force_login(member)
    return member


def verbs() -> list[str]:
    return list(Event.objects.filter(verb__startswith="mentor.").values_list("verb", flat=True))


def page(client: Client) -> str:
    return client.get("/mentor-profile/").content.decode()


# Listed ---------------------------------------------------------------------------


def test_a_trained_member_lists_and_unlists_themselves(client: Client) -> None:
    profile = MentorProfileFactory(listed_at=None)
    sign_in(client, profile.member)
    assert "List me in the directory" in page(client)
    assert client.post(LIST, follow=True).status_code == 200
    profile.refresh_from_db()
    assert profile.is_listed
    assert profile.availability_confirmed_on == timezone.localdate()
    assert "You are in the directory, and members can propose to you." in page(client)
    client.post(UNLIST)
    profile.refresh_from_db()
    assert not profile.is_listed
    assert verbs() == ["mentor.listed", "mentor.unlisted"]


@pytest.mark.parametrize(("path", "verb"), [(LIST, "mentor.listed"), (UNLIST, "mentor.unlisted")])
def test_a_second_press_is_answered_kindly_and_does_nothing(
    client: Client, path: str, verb: str
) -> None:
    profile = MentorProfileFactory(listed_at=None if path == LIST else timezone.now())
    sign_in(client, profile.member)
    client.post(path)
    again = client.post(path, follow=True).content.decode()
    assert "You are in the directory already." in again or "You are not in the directory." in again
    assert verbs() == [verb]


def test_without_training_there_is_a_sentence_and_no_button(client: Client) -> None:
    profile = MentorProfileFactory(listed_at=None, trained=False)
    sign_in(client, profile.member)
    assert "List me in the directory" not in page(client)
    refused = client.post(LIST)
    assert refused.status_code == 409
    assert "once CILIP has recorded your mentor training" in refused.content.decode()
    profile.refresh_from_db()
    assert (profile.is_listed, verbs()) == (False, [])


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"story": " ", "help_with": ""}, "Write your story or what you can help with first."),
        ({"routes": []}, "Choose at least one route that you are willing to mentor first."),
    ],
)
def test_an_empty_profile_cannot_be_listed(
    client: Client, facts: dict[str, object], words: str
) -> None:
    profile = MentorProfileFactory(listed_at=None, **facts)
    sign_in(client, profile.member)
    assert words in page(client)
    refused = client.post(LIST)
    assert (refused.status_code, words in refused.content.decode()) == (409, True)


def test_a_trained_member_without_a_profile_is_refused_and_nothing_is_written(
    client: Client,
) -> None:
    sign_in(client, TrainingCompletionFactory().member)
    assert client.post(LIST).status_code == 409
    assert client.post(UNLIST).status_code == 302
    assert verbs() == []


def test_listed_without_training_is_said_honestly(client: Client) -> None:
    profile = MentorProfileFactory()
    TrainingCompletion.objects.get().withdraw(AdministratorFactory(), "A private reason")
    sign_in(client, profile.member)
    shown = page(client)
    assert "nobody finds you while no training counts" in shown
    assert "Withdrawn by the office on" in shown
    assert "A private reason" not in shown


def test_nobody_changes_the_profile_of_somebody_else() -> None:
    profile, other = MentorProfileFactory(), MemberFactory(is_superuser=True)
    for act in (profile.join_directory, profile.leave_directory, profile.confirm_availability):
        with pytest.raises(NotAllowed):
            act(other)
    with pytest.raises(NotAllowed):
        profile.change(other, {"capacity": 1}, {})


def test_history_names_what_was_written_and_no_values() -> None:
    profile = MentorProfileFactory()
    profile.change(profile.member, {"works_at_front_line": True, "capacity": 1}, {"areas": []})
    event = Event.objects.get(verb="mentor.changed")
    assert event.particulars == {"fields": ["areas", "capacity", "works_at_front_line"]}


def test_a_save_from_an_old_tab_does_not_list_again() -> None:
    profile = MentorProfileFactory()
    old_tab = MentorProfile.objects.get(pk=profile.pk)
    profile.leave_directory(profile.member)
    old_tab.change(profile.member, {"capacity": 4}, {})
    profile.refresh_from_db()
    assert (profile.capacity, profile.listed_at) == (4, None)


def test_a_listed_profile_cannot_be_emptied_by_any_door() -> None:
    profile = MentorProfileFactory()
    with pytest.raises(NotAllowed):
        profile.change(profile.member, {"story": "", "help_with": ""}, {})
    with pytest.raises(NotAllowed):
        profile.change(profile.member, {}, {"routes": []})
    profile.refresh_from_db()
    assert profile.story != ""
    assert profile.routes.count() == Route.objects.count()


# Available ---------------------------------------------------------------------------


def test_confirming_says_that_places_and_dates_are_right(client: Client) -> None:
    profile = MentorProfileFactory(
        availability_confirmed_on=timezone.localdate() - timedelta(days=90)
    )
    sign_in(client, profile.member)
    client.post(CONFIRM)
    client.post(CONFIRM)
    profile.refresh_from_db()
    assert profile.availability_confirmed_on == timezone.localdate()
    assert verbs() == ["mentor.confirmed"]


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({}, "Available</span>"),
        ({"away_until": timezone.localdate() + timedelta(days=9)}, "Away</span>"),
        ({"capacity": 0}, "No place free</span>"),
    ],
)
def test_the_third_fact_is_a_word(client: Client, facts: dict[str, object], word: str) -> None:
    sign_in(client, MentorProfileFactory(**facts).member)
    assert word in page(client)


def test_a_full_mentor_sees_that_no_place_is_free(client: Client) -> None:
    profile = MentorProfileFactory(capacity=1)
    active(mentor=profile.member)
    sign_in(client, profile.member)
    assert "No place free of 1" in page(client)


# Training on record ---------------------------------------------------------------------


def test_a_member_sees_all_their_training_and_who_recorded_it(client: Client) -> None:
    office = AdministratorFactory(name="Dev Sharma")
    member = sign_in(client)
    TrainingCompletion.objects.record(
        [member], TrainingFacts(timezone.localdate(), provider="CILIP North"), office
    )
    first = TrainingCompletion.objects.get()
    first.correct(TrainingFacts(first.completed_on, provider="CILIP South", mode="online"), office)
    TrainingCompletionFactory(member=MemberFactory(), provider="Somebody else’s")
    shown = page(client)
    today = f"{timezone.localdate():%-d %B %Y}"
    for words in (
        f"Recorded by Dev Sharma on {today}", "CILIP North", "Online, CILIP South",
        "Initial training", "Corrected by a newer record", "✓ CILIP-trained mentor",
    ):  # fmt: skip
        assert words in shown, words
    assert "Somebody else" not in shown


# Preview and doors -------------------------------------------------------------------------


def test_the_preview_is_the_page_that_others_see(client: Client) -> None:
    profile = MentorProfileFactory(listed_at=None, story="My own story.", works_at_front_line=True)
    sign_in(client, profile.member)
    shown = client.get("/mentor-profile/preview/").content.decode()
    assert "My own story." in shown
    assert "Works at the front line" in shown
    assert "Nobody else sees this page while you are not listed." in shown
    assert "/propose/" not in shown


def test_the_preview_of_nothing_written_is_a_page(client: Client) -> None:
    sign_in(client)
    shown = client.get("/mentor-profile/preview/")
    assert shown.status_code == 200
    assert "No training recorded yet" in shown.content.decode()
    assert not MentorProfile.objects.exists()


@pytest.mark.parametrize("path", [LIST, UNLIST, CONFIRM])
def test_the_verbs_are_posted(client: Client, path: str) -> None:
    sign_in(client)
    assert client.get(path).status_code == 405
    client.logout()
    assert client.post(path).status_code == 302
    assert not MentorProfile.objects.exists()


def test_the_preview_is_only_read(client: Client) -> None:
    sign_in(client)
    assert client.post("/mentor-profile/preview/").status_code == 405
