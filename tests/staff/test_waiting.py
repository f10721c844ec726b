"""Who is still looking: seen by the office after a month, with counts and without mentors."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from mentoring.models import MentorProfile
from registration.models import Enrolment
from tests.factories import EnrolmentFactory, MemberFactory, active, closed, mentor, proposed
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
PAGE = "/staff/desk/waiting/"


def enrolled(days: int, name: str = "Kit Lacey") -> Enrolment:
    ago = timezone.now() - timedelta(days=days)
    return EnrolmentFactory(member=MemberFactory(name=name), opened_at=ago)


def shown(office: Client) -> list[str]:
    return [line.row.member.name for line in office.get(PAGE).context["page"]]


def test_after_a_month_and_not_before(office: Client) -> None:
    enrolled(29, "Ann")
    enrolled(31, "Bea")
    enrolled(90, "Cai")
    assert shown(office) == ["Cai", "Bea"]


def test_whoever_has_a_mentor_has_left_or_is_gone_is_not_among_them(office: Client) -> None:
    active(enrolment=enrolled(90))
    enrolment = enrolled(90)
    enrolment.leave(by=enrolment.member)
    gone = enrolled(90)
    type(gone.member).objects.filter(pk=gone.member_id).update(is_active=False)
    assert shown(office) == []


def test_after_an_end_the_wait_begins_anew(office: Client) -> None:
    closed("ended", enrolment=enrolled(90))
    assert shown(office) == []


def test_how_often_they_have_asked_and_never_whom(office: Client) -> None:
    enrolment = enrolled(90)
    pairings = [
        closed("declined", enrolment=enrolment),
        closed("expired", enrolment=enrolment),
        proposed(enrolment=enrolment),
    ]
    MentorProfile.objects.update(listed_at=None)  # else one might be suggested again
    page = words(office.get(PAGE))
    said = "Has proposed 3 times: 1 waiting for an answer, 1 declined, 1 without an answer."
    assert said in page
    assert [one.mentor.name for one in pairings if one.mentor.name in page] == []


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_as_many_statements_for_many(
    office: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(people):
        proposed(enrolment=enrolled(90))
    mentor()
    office.get(PAGE)
    with django_assert_num_queries(8):
        office.get(PAGE)
