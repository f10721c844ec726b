"""The office suggests a mentor to somebody who is looking, and takes its suggestion back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from history.models import Look, Page
from mentoring.models import Pairing
from registration.models import Enrolment
from tests.factories import (
    BlockFactory,
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
    PairingFactory,
    RegionFactory,
    active,
    officer_of,
    suggested,
)
from tests.mentoring.browsing import browser, words

pytestmark = pytest.mark.django_db
LIST = "/staff/suggestions/"


def page_for(enrolment: Enrolment) -> str:
    return reverse("staff:suggestion_new", args=[enrolment.pk])


def enrolled() -> Enrolment:
    return EnrolmentFactory(member=MemberFactory(name="Kit Lacey"))


def test_three_mentors_are_shown_with_why(office: Client) -> None:
    for name in ("Ann Adams", "Bea Brown", "Cai Cole", "Dan Dale"):
        MentorProfileFactory(member=MemberFactory(name=name))
    answer = office.get(page_for(enrolled()))
    mentors = answer.context["mentors"]
    assert len(mentors) == 3
    page = words(answer)
    assert [one.card.name in page and one.why in page for one in mentors] == [True] * 3
    assert "“You” is Kit Lacey." in page


def test_one_is_chosen_and_both_are_told(office: Client, dev: Member, run_tasks) -> None:
    enrolment, profile = enrolled(), MentorProfileFactory(member=MemberFactory(name="Ann Adams"))
    typed = {"mentor": profile.pk, "note": "You both count."}
    answer = office.post(page_for(enrolment), typed, follow=True)
    assert "Kit Lacey and Ann Adams are told. Both decide." in words(answer)
    pairing = Pairing.objects.get()
    assert (pairing.mentee, pairing.mentor, pairing.proposed_by, pairing.office_note) == (
        enrolment.member,
        profile.member,
        dev,
        "You both count.",
    )
    told = sorted(letter.to[0] for letter in run_tasks())
    assert told == sorted([pairing.mentee.email, pairing.mentor.email])
    again = office.post(page_for(enrolment), typed, follow=True)
    assert "You have suggested this already." in words(again)
    assert Pairing.objects.count() == 1


@pytest.mark.parametrize("chosen", ["", "0", "x", str(2**63)])
def test_nothing_chosen_is_said_and_the_note_is_kept(office: Client, chosen: str) -> None:
    MentorProfileFactory()
    answer = office.post(page_for(enrolled()), {"mentor": chosen, "note": "You both count."})
    assert answer.status_code == 422
    assert "Choose the mentor whom you suggest." in words(answer)
    assert answer.context["form"]["note"].value() == "You both count."


def test_a_block_is_not_told(office: Client) -> None:
    enrolment, profile, other = enrolled(), MentorProfileFactory(), MentorProfileFactory()
    BlockFactory(blocker=enrolment.member, blocked=profile.member)
    shown = office.get(page_for(enrolment)).context["mentors"]
    assert [one.card.pk for one in shown] == [other.pk]
    answer = office.post(page_for(enrolment), {"mentor": profile.pk, "note": "Meet."})
    assert answer.status_code == 409
    assert "These two cannot be suggested to each other now." in words(answer)
    assert "block" not in words(answer).lower()
    assert answer.context["form"]["note"].value() == "Meet."


def test_whoever_has_a_mentor_has_no_such_page(office: Client) -> None:
    assert office.get(page_for(active().enrolment)).status_code == 404


def found_a_mentor(enrolment: Enrolment) -> None:
    active(enrolment=enrolment)


def left_the_route(enrolment: Enrolment) -> None:
    enrolment.leave(by=enrolment.member)


def closed_the_account(enrolment: Enrolment) -> None:
    Member.objects.filter(pk=enrolment.member_id).update(is_active=False)


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (found_a_mentor, "This member has a mentor for the route now."),
        (left_the_route, "This member is not on the route now."),
        (closed_the_account, "This member is not on the route now."),
    ],
)
def test_whoever_looks_no_more_is_said_and_the_note_is_kept(
    office: Client, happens: Callable[[Enrolment], None], said: str
) -> None:
    enrolment, profile = enrolled(), MentorProfileFactory()
    happens(enrolment)
    typed = {"mentor": profile.pk, "note": "You both count."}
    answer = office.post(page_for(enrolment), typed)
    assert answer.status_code == 409
    assert [str(message) for message in answer.context["messages"]] == [said]
    assert "You both count." in words(answer)


def test_the_note_is_kept_when_nobody_can_be_suggested_any_more(office: Client) -> None:
    enrolment, profile = enrolled(), MentorProfileFactory(capacity=0)
    typed = {"mentor": profile.pk, "note": "You both count."}
    answer = office.post(page_for(enrolment), typed)
    assert answer.status_code == 409
    assert "Nobody can be suggested now" in words(answer)
    assert "You both count." in words(answer)


def test_an_officer_of_another_network_meets_404_whether_one_looks_or_not() -> None:
    officer, profile = officer_of(RegionFactory()), MentorProfileFactory()
    for enrolment in (enrolled(), active().enrolment):
        typed = {"mentor": profile.pk, "note": "You both count."}
        assert browser(officer).post(page_for(enrolment), typed).status_code == 404


def test_the_list_says_whether_it_came_about_and_never_who_said_what(
    office: Client, dev: Member
) -> None:
    started, declined, waits = suggested(), suggested(), suggested()
    started.accept(started.mentee), started.accept(started.mentor)
    declined.decline(declined.mentor, reason="full", note="No room, sorry.")
    waits.accept(waits.mentor)
    page = words(office.get(LIST))
    assert page.count("Waits for an answer.") == 1
    assert page.count("Both said yes, and it started on") == 1
    assert page.count("It did not come about, and closed on") == 1
    assert "accepted" not in page
    assert "No room" not in page
    assert "Take back" not in page  # another officer has suggested these


def test_one_s_own_is_taken_back(office: Client, dev: Member) -> None:
    pairing = PairingFactory(proposed_by=dev)
    assert "Take back" in words(office.get(LIST))
    take_back = reverse("staff:suggestion_withdraw", args=[pairing.pk])
    assert "Both are told." in words(office.post(take_back, follow=True))
    assert "taken back already" in words(office.post(take_back, follow=True))
    pairing.refresh_from_db()
    assert pairing.status == "withdrawn"


def test_what_has_started_is_not_the_offices_to_end(office: Client, dev: Member) -> None:
    pairing = PairingFactory(proposed_by=dev)
    pairing.accept(pairing.mentee), pairing.accept(pairing.mentor)
    answer = office.post(reverse("staff:suggestion_withdraw", args=[pairing.pk]), follow=True)
    assert "not open any more" in words(answer)
    pairing.refresh_from_db()
    assert pairing.status == "active"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_statements_for_many(
    office: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        suggested()
    with django_assert_num_queries(5):
        office.get(LIST)


def test_whose_search_it_is_can_read_who_looked(office: Client) -> None:
    enrolment = enrolled()
    office.get(page_for(enrolment))
    looks = Look.objects.at_the_record_of(enrolment.member)
    assert [look.page for look in looks] == [Page.SEARCH]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_as_many_statements_for_three(
    office: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    enrolment = enrolled()
    for _ in range(number):
        MentorProfileFactory()
    office.get(page_for(enrolment))
    with django_assert_num_queries(8):
        office.get(page_for(enrolment))
