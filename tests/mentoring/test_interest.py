"""Who would like to become a mentor says so, and the office sees it until they are trained."""

import pytest
from django.test import Client
from django.urls import reverse

from history.models import Event
from tests.factories import (
    AdministratorFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
)
from tests.mentoring.browsing import browser, words

pytestmark = pytest.mark.django_db
SAY, TAKE_BACK = (reverse(f"mentoring:interest_{act}") for act in ("say", "take_back"))


def on_the_desk() -> list[str]:
    page = browser(AdministratorFactory()).get("/staff/desk/interested/").context["page"]
    return [line.about for line in page]


def test_interest_is_said_and_taken_back() -> None:
    member = MemberFactory(name="Kit Lacey")
    kit: Client = browser(member)
    assert "I would like to be trained" in words(kit.get("/mentor-profile/"))
    assert "The office sees it" in words(kit.post(SAY, follow=True))
    assert "The office knows already." in words(kit.post(SAY, follow=True))
    assert on_the_desk() == ["Kit Lacey"]
    kit.post(TAKE_BACK)
    assert on_the_desk() == []
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["mentor.interested", "mentor.not_interested"]


def test_whoever_is_trained_leaves_the_desk() -> None:
    member = MemberFactory()
    browser(member).post(SAY)
    TrainingCompletionFactory(member=member)
    assert on_the_desk() == []


def test_a_trained_member_can_list_themselves_instead() -> None:
    answer = browser(MentorProfileFactory().member).post(SAY)
    assert answer.status_code == 409
    assert "You can list yourself." in words(answer)
