"""Where the office answers applications: a trained member applies, and is listed with its yes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import Application, MentorProfile
from tests.conftest import RunTasks
from tests.factories import (
    AdministratorFactory,
    ApplicationFactory,
    AuditorFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingAdministratorFactory,
)
from tests.mentoring.browsing import browser, words

pytestmark = pytest.mark.django_db
APPLY, TAKE_BACK = (reverse(f"mentoring:application_{act}") for act in ("new", "take_back"))
LIST = reverse("mentoring:profile_list")
PROFILE = reverse("mentoring:profile_edit")


@pytest.fixture
def answered(settings: Any) -> None:
    """The office answers applications."""
    settings.MENTORING = {**settings.MENTORING, "APPLICATIONS_ARE_ANSWERED": 1}


def trained(**facts: Any) -> MentorProfile:
    """Trained, with a profile, and never listed."""
    profile: MentorProfile = MentorProfileFactory(listed_at=None, **facts)
    return profile


def listed(profile: MentorProfile) -> bool:
    return MentorProfile.objects.listed().filter(pk=profile.pk).exists()


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def answer(by: Member, application: Application, act: str, **typed: str) -> Any:
    path = reverse(f"staff:application_{act}", args=[application.pk])
    return browser(by).post(path, typed, follow=True)


def test_without_the_setting_one_lists_oneself() -> None:
    profile = trained()
    assert "List me in the directory" in words(browser(profile.member).get(PROFILE))
    assert browser(profile.member).get(APPLY).status_code == 302
    with pytest.raises(NotAllowed, match="You need not apply"):
        profile.apply(profile.member)
    browser(profile.member).post(LIST)
    assert listed(profile)


def test_with_it_one_applies_and_waits(answered: None) -> None:
    profile = trained()
    mine: Client = browser(profile.member)
    assert "Apply to be listed" in words(mine.get(PROFILE))
    assert "Apply to be listed" in words(mine.post(LIST))
    said = words(mine.post(APPLY, {"words": " Ready. "}, follow=True))
    assert "Your application is with the office." in said
    assert "The office answers by a letter." in said
    assert "applied already" in words(mine.post(APPLY, follow=True))
    assert not listed(profile)
    assert Application.objects.get().words == "Ready."
    assert verbs() == ["application.made"]


def turned_off(profile: MentorProfile, settings: Any) -> None:
    settings.MENTORING = {**settings.MENTORING, "APPLICATIONS_ARE_ANSWERED": 0}


def training_withdrawn(profile: MentorProfile, settings: Any) -> None:
    profile.member.training_completions.get().withdraw(AdministratorFactory(), "By mistake.")


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (turned_off, "You need not apply."),
        (training_withdrawn, "You can be listed once CILIP has recorded your mentor training."),
    ],
)
def test_what_was_typed_is_shown_again_with_why_nobody_applies_now(
    answered: None, settings: Any, happens: Callable[..., None], sentence: str
) -> None:
    profile = trained()
    mine = browser(profile.member)
    mine.get(APPLY)
    happens(profile, settings)
    page = mine.post(APPLY, {"words": "Twelve years of cataloguing."})
    assert (page.status_code, words(page).startswith(sentence)) == (409, True)
    assert "Twelve years of cataloguing." in words(page)
    assert "You are trained" not in words(page)
    assert not Application.objects.exists()
    assert mine.get(APPLY).url == PROFILE


def test_who_was_listed_meanwhile_reads_that_they_are(answered: None) -> None:
    application = ApplicationFactory()
    answer(AdministratorFactory(), application, "agree")
    page = browser(application.member).post(APPLY, {"words": "Twelve years of cataloguing."})
    assert page.status_code == 409
    assert words(page).startswith("You need not apply: you are listed already.")


def test_what_needs_another_look_calls_nobody_trained_who_is_not(answered: None) -> None:
    profile = trained()
    training_withdrawn(profile, None)
    page = browser(profile.member).post(APPLY, {"words": "x" * 5000})
    assert (page.status_code, "You are trained" in words(page)) == (422, False)


def test_a_yes_lists_and_tells(answered: None, run_tasks: RunTasks) -> None:
    application, by = ApplicationFactory(), AdministratorFactory()
    assert "is in the directory now" in words(answer(by, application, "agree"))
    assert "agreed to already" in words(answer(by, application, "agree"))
    assert listed(application.member.mentor_profile)
    assert [(mail.to, mail.subject) for mail in run_tasks()] == [
        ([application.member.email], "You are listed as a mentor")
    ]
    application.refresh_from_db()
    assert (application.answer, application.answered_by) == ("yes", by)
    assert verbs() == ["application.agreed"]


def test_not_now_has_a_reason_that_the_mentor_reads(answered: None, run_tasks: RunTasks) -> None:
    application, by = ApplicationFactory(), AdministratorFactory()
    without = answer(by, application, "decline", reason=" ")
    assert (without.status_code, "in words for the mentor" in words(without)) == (422, True)
    answer(by, application, "decline", reason="Say more of your work.")
    [letter] = run_tasks()
    assert (letter.to, letter.subject) == (
        [application.member.email],
        "Your application to be listed",
    )
    assert "Say more" not in letter.body
    mine = browser(application.member)
    page = words(mine.get(PROFILE))
    assert "Say more of your work." in page
    assert "apply again" in page
    mine.post(APPLY)
    assert Application.objects.waiting().count() == 1
    assert not listed(application.member.mentor_profile)


def test_an_answer_never_takes_the_place_of_training(answered: None) -> None:
    application, by = ApplicationFactory(), AdministratorFactory()
    application.member.training_completions.get().withdraw(by, "By mistake.")
    said = words(answer(by, application, "agree"))
    assert "nobody is listed without it" in said
    assert Application.objects.waiting().count() == 1
    assert MentorProfile.objects.get().listed_at is None


def test_whoever_is_not_trained_cannot_apply(answered: None) -> None:
    profile = trained(trained=False)
    with pytest.raises(NotAllowed, match="once CILIP has recorded"):
        profile.apply(profile.member)


def test_an_answer_is_to_what_the_mentor_could_list(answered: None) -> None:
    application, by = ApplicationFactory(), AdministratorFactory()
    application.member.mentor_profile.routes.clear()
    with pytest.raises(NotAllowed, match="not complete now"):
        application.agree(by)


def test_nobody_is_unlisted_or_applies_twice_when_it_is_turned_on(settings: Any) -> None:
    here, away = MentorProfileFactory(), trained()
    away.join_directory(away.member)
    away.leave_directory(away.member)
    settings.MENTORING = {**settings.MENTORING, "APPLICATIONS_ARE_ANSWERED": 1}
    assert listed(here)
    assert "List me in the directory" in words(browser(away.member).get(PROFILE))
    browser(away.member).post(LIST)
    assert listed(away)


def test_an_answered_mentor_comes_back_without_another_answer(answered: None) -> None:
    application = ApplicationFactory()
    application.agree(AdministratorFactory())
    profile = MentorProfile.objects.get()
    profile.leave_directory(profile.member)
    profile.join_directory(profile.member)
    assert listed(profile)


def test_one_takes_it_back(answered: None) -> None:
    application = ApplicationFactory()
    mine = browser(application.member)
    assert "is taken back" in words(mine.post(TAKE_BACK, follow=True))
    assert "No application of yours waits." in words(mine.post(TAKE_BACK, follow=True))
    with pytest.raises(NotAllowed, match="does not wait any more"):
        application.agree(AdministratorFactory())
    assert verbs() == ["application.taken_back"]


def test_it_waits_no_more_once_one_can_list_oneself() -> None:
    application = ApplicationFactory()
    browser(application.member).post(LIST)
    assert Application.objects.waiting().count() == 0
    assert verbs() == ["application.taken_back", "mentor.listed"]


def test_a_yes_and_a_no_are_not_both_said(answered: None) -> None:
    application, by = ApplicationFactory(), AdministratorFactory()
    stale = Application.objects.get()
    application.agree(by)
    with pytest.raises(NotAllowed, match="does not wait any more"):
        stale.decline(by, "Late.")
    assert verbs() == ["application.agreed"]


@pytest.mark.parametrize("maker", [MemberFactory, TrainingAdministratorFactory, AuditorFactory])
def test_only_an_administrator_answers(maker: Any) -> None:
    application = ApplicationFactory()
    for act in (application.agree, lambda by: application.decline(by, "No.")):
        with pytest.raises(NotAllowed, match="Only an administrator"):
            act(maker())


def test_another_mentor_cannot_take_it_back() -> None:
    with pytest.raises(NotAllowed, match="Only the mentor"):
        ApplicationFactory().take_back(MemberFactory())
