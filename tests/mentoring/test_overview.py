"""My mentoring: what waits on me, on others, what is active, what is past."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from mentoring.models import LineManagement, MentorProfile, Pairing
from tests.factories import (
    EnrolmentFactory,
    LineManagementFactory,
    MemberFactory,
    MentorProfileFactory,
    ProposalDraftFactory,
    accepted_by_mentee,
    accepted_by_mentor,
    active,
    closed,
    proposed,
)
from tests.mentoring.browsing import act, browser, look, words

pytestmark = pytest.mark.django_db


def rows(member: Member, name: str) -> list[int]:
    context = look(member, "overview").context
    seen = context["past"].object_list if name == "past" else context[name]
    return [row.pairing.pk for row in seen]


def shelves(member: Member) -> dict[str, list[int]]:
    return {name: rows(member, name) for name in ("mine", "theirs", "active", "past")}


def test_each_pairing_stands_where_it_waits() -> None:
    mentor = MentorProfileFactory(capacity=9).member
    asked = proposed(mentor=mentor)
    waiting = accepted_by_mentor(mentor=mentor)
    urged = accepted_by_mentee(mentor=mentor)
    going, gone = active(mentor=mentor), closed("declined", mentor=mentor)
    active()
    assert shelves(mentor) == {
        "mine": [asked.pk, urged.pk],
        "theirs": [waiting.pk],
        "active": [going.pk],
        "past": [gone.pk],
    }
    assert shelves(asked.mentee) == {"mine": [], "theirs": [asked.pk], "active": [], "past": []}
    assert shelves(waiting.mentee) == {"mine": [waiting.pk], "theirs": [], "active": [], "past": []}


def test_one_person_is_mentee_and_mentor() -> None:
    ben = MentorProfileFactory(member=MemberFactory(name="Ben")).member
    as_mentor = proposed(mentor=ben)
    as_mentee = proposed(enrolment=EnrolmentFactory(member=ben))
    text = words(look(ben, "overview"))
    assert shelves(ben)["mine"] == [as_mentor.pk]
    assert shelves(ben)["theirs"] == [as_mentee.pk]
    assert f"You as mentor, for {as_mentor.enrolment.route.name}" in text
    assert f"For your {as_mentee.enrolment.route.name}" in text


def test_superusers_see_their_own_and_nobody_elses() -> None:
    active()
    text = words(look(MemberFactory(is_superuser=True), "overview"))
    assert "Nothing is open now" in text
    assert "Member 0" not in text


def test_lists_and_pages_agree() -> None:
    pairing, stranger = active(), active()
    listed = rows(pairing.mentor, "active")
    opened = [
        p.pk
        for p in (pairing, stranger)
        if look(pairing.mentor, "pairing_detail", p.pk).status_code == 200
    ]
    assert listed == opened == [pairing.pk]


def test_the_past_is_paged() -> None:
    enrolment = EnrolmentFactory()
    past = [closed("withdrawn", enrolment=enrolment) for _ in range(12)]
    pages = [
        browser(enrolment.member).get("/mentoring/", {"page": page}).context["past"].object_list
        for page in (1, 2, "nonsense", 10**30)
    ]
    newest = [pairing.pk for pairing in reversed(past)]
    assert [row.pairing.pk for row in pages[0]] == newest[:10]
    assert [row.pairing.pk for row in pages[1]] == newest[10:]
    assert [len(page) for page in pages] == [10, 2, 10, 2]


def fill(member: Member, number: int) -> None:
    """As many of everything as are asked for."""
    profile = MentorProfileFactory(member=member, capacity=20)
    for _ in range(number):
        closed("declined", mentor=member)
        LineManagementFactory(member=member)
        ProposalDraftFactory(mentee=member, mentor=MentorProfileFactory().member)
    for make in (proposed, accepted_by_mentee, accepted_by_mentor, active):
        for _ in range(number):
            make(mentor=profile.member)


@pytest.mark.parametrize("number", [1, 3])
def test_eight_queries_whatever_the_number(
    number: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    member = MemberFactory()
    fill(member, number)
    client = browser(member)
    with django_assert_num_queries(8):
        client.get("/mentoring/")


# Places, drafts, line management -------------------------------------------


def test_a_mentor_sees_the_places_left() -> None:
    pairing = active()
    assert "1 of 2 places free Listed" in words(look(pairing.mentor, "overview"))
    assert "places free" not in words(look(pairing.mentee, "overview"))
    MentorProfile.objects.update(listed_at=None, away_until=timezone.localdate() + timedelta(1))
    assert "1 of 2 places free Not listed Away" in words(look(pairing.mentor, "overview"))


def test_drafts_lead_back_to_their_page() -> None:
    profile = MentorProfileFactory(member=MemberFactory(name="Ben Carter"))
    draft = ProposalDraftFactory(mentor=profile.member)
    page = look(draft.mentee, "overview")
    assert "Proposal to Ben Carter" in words(page)
    assert f'href="/mentors/{profile.pk}/propose/"' in page.content.decode()


def test_a_draft_does_not_name_a_mentor_who_is_not_listed() -> None:
    profile = MentorProfileFactory(member=MemberFactory(name="Ben Carter"), listed_at=None)
    draft = ProposalDraftFactory(mentor=profile.member)
    page = look(draft.mentee, "overview")
    assert "Ben" not in page.content.decode()
    assert "Proposal 1 to a mentor who is not in the directory now" in words(page)


def test_what_was_declared_is_taken_back_by_who_declared_it() -> None:
    declared = LineManagementFactory(other=MemberFactory(name="Carol"))
    assert "you or Carol line manages the other" in words(look(declared.member, "overview"))
    assert "line manages" not in words(look(declared.other, "overview"))
    assert act(declared.other, "line_management_lift", declared).status_code == 404
    assert act(declared.member, "line_management_lift", declared).status_code == 302
    assert not LineManagement.objects.exists()


def test_taking_it_back_twice_is_told_kindly_and_written_once() -> None:
    declared = LineManagementFactory()
    client = browser(declared.member)
    url = f"/line-management/{declared.pk}/lift/"
    client.post(url)
    again = client.post(url, follow=True)
    assert "This has already happened" in words(again)
    assert Event.objects.filter(verb="line_management.lifted").count() == 1
    assert browser(MemberFactory()).post(url).status_code == 404


def test_a_draft_to_somebody_without_a_profile_is_not_offered() -> None:
    draft = ProposalDraftFactory()
    assert "Drafts" not in words(look(draft.mentee, "overview"))


def test_a_pairing_of_a_closed_account_stays_on_the_page() -> None:
    pairing = active()
    Member.objects.filter(pk=pairing.mentor.pk).update(is_active=False)
    assert rows(pairing.mentee, "active") == [Pairing.objects.get().pk]
