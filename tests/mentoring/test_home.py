"""The first page: for visitors what this is, for members what is next."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Member
from mentoring.models import MentorProfile
from tests.factories import (
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    accepted_by_mentor,
    active,
    proposed,
)
from tests.mentoring.browsing import browser, words

pytestmark = pytest.mark.django_db


def next_steps(member: Member) -> list[str]:
    page = browser(member).get("/")
    assert page.status_code == 200
    return [step.title for step in page.context["next_steps"]]


def test_a_visitor_reads_what_this_is() -> None:
    page = Client().get("/")
    assert (page.status_code, page.templates[0].name) == (200, "pages/home.html")


def test_a_member_is_greeted_as_they_asked() -> None:
    member = MemberFactory(name="Amina Rahman", called="Amina")
    assert words(browser(member).get("/")).startswith(
        "Hello Amina Nothing waits for you just now. What you could do next"
    )


def test_what_waits_on_the_member_comes_first() -> None:
    pairing = accepted_by_mentor(mentor=MentorProfileFactory(member__name="Ben").member)
    text = words(browser(pairing.mentee).get("/"))
    assert "One proposal waits for you. Waiting for you B Ben" in text
    assert text.index("Waiting for you") < text.index("What you could do next")


def test_first_of_all_one_enrols() -> None:
    assert next_steps(MemberFactory()) == ["Say which route you are on"]


def test_whoever_is_enrolled_finds_a_mentor() -> None:
    enrolment = EnrolmentFactory()
    assert next_steps(enrolment.member) == [f"Find a mentor for {enrolment.route.name}"]


def test_while_one_waits_one_may_ask_others_up_to_three() -> None:
    pairing = proposed()
    find = f"Find a mentor for {pairing.enrolment.route.name}"
    assert next_steps(pairing.mentee) == [find]
    proposed(enrolment=pairing.enrolment)
    proposed(enrolment=pairing.enrolment)
    assert next_steps(pairing.mentee) == []


def test_with_a_mentor_there_is_nothing_to_find() -> None:
    pairing = active()
    assert next_steps(pairing.mentee) == []
    assert "Active" in words(browser(pairing.mentee).get("/"))


def test_whoever_is_trained_may_list_themselves() -> None:
    trained = TrainingCompletionFactory().member
    assert next_steps(trained) == ["List yourself as a mentor"]
    unlisted = MentorProfileFactory(listed_at=None).member
    assert next_steps(unlisted) == ["List yourself as a mentor"]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "You are in the directory"),
        ({"capacity": 0}, "You have no place free"),
        ({"away_until": date(2999, 1, 4)}, "You are away"),
    ],
)
def test_a_listed_mentor_reads_what_others_see(facts: dict[str, Any], text: str) -> None:
    mentor = MentorProfileFactory(**facts).member
    assert next_steps(mentor) == ["Your mentor profile"]
    assert text in words(browser(mentor).get("/"))


def test_withdrawn_training_leads_back_to_the_route() -> None:
    mentor = MentorProfileFactory(trained=False).member
    assert next_steps(mentor) == ["Say which route you are on"]


def test_one_person_has_both_kinds_of_step() -> None:
    mentor = MentorProfileFactory().member
    enrolment = EnrolmentFactory(member=mentor)
    assert next_steps(mentor) == [
        f"Find a mentor for {enrolment.route.name}",
        "Your mentor profile",
    ]
    assert MentorProfile.objects.count() == 1


def test_few_queries_whatever_the_number(django_assert_num_queries: Callable[..., Any]) -> None:
    mentor = MentorProfileFactory(capacity=9).member
    for _ in range(3):
        EnrolmentFactory(member=mentor)
        proposed(mentor=mentor)
        active(mentor=mentor)
    client = browser(mentor)
    with django_assert_num_queries(6):
        client.get("/")
