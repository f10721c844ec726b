"""Blocking: at once, both ways, everywhere, and without a word to the other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.urls import reverse

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.directory.comparison import Comparison
from mentoring.directory.others import others
from mentoring.directory.page import look as look_for
from mentoring.directory.saved import Asker, kept_by, known_from
from mentoring.invariants.safety import nothing_is_open_where_one_blocks_the_other
from mentoring.models import Block, MentorMark, Message, Pairing, ProposalDraft, SavedSearch
from tests.conftest import RunTasks
from tests.factories import (
    TEXTS,
    BlockFactory,
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
    ProposalDraftFactory,
    RegistrantFactory,
    accepted_by_mentee,
    accepted_by_mentor,
    active,
    closed,
    proposed,
)
from tests.mentoring.browsing import browser, guards_its_forms, look, propose_url, words

pytestmark = pytest.mark.django_db
NOT_THERE = "This mentor is not in the directory now"


def block(member: Member, other: Member, **typed: Any) -> Any:
    path = reverse("mentoring:member_block", args=[other.pk])
    return browser(member).post(path, typed)


@pytest.fixture(params=["the mentor blocks", "the mentee blocks"])
def two(request: pytest.FixtureRequest) -> tuple[Member, Member]:
    """A member on a route and a mentor, between whom one has blocked the other."""
    mentee, mentor = EnrolmentFactory().member, MentorProfileFactory().member
    who, whom = (mentor, mentee) if request.param == "the mentor blocks" else (mentee, mentor)
    BlockFactory(blocker=who, blocked=whom)
    return mentee, mentor


# What is open ends ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "by", "comes_to"),
    [
        (proposed, "mentor", "declined"),
        (proposed, "mentee", "withdrawn"),
        (accepted_by_mentor, "mentor", "withdrawn"),
        (accepted_by_mentor, "mentee", "withdrawn"),
        (accepted_by_mentee, "mentor", "declined"),
        (accepted_by_mentee, "mentee", "withdrawn"),
        (active, "mentor", "ended"),
        (active, "mentee", "ended"),
    ],
)
def test_what_is_open_closes_at_once(make: Callable[[], Pairing], by: str, comes_to: str) -> None:
    pairing = make()
    Block.objects.make(pairing.other(getattr(pairing, by)), by=getattr(pairing, by))
    pairing.refresh_from_db()
    assert (pairing.status, pairing.slot) == (comes_to, None)
    assert nothing_is_open_where_one_blocks_the_other() == 0


def test_everything_between_the_two_closes_and_nothing_else() -> None:
    first, bystander = active(), active()
    two_way = active(mentor=first.mentor, enrolment=EnrolmentFactory())
    back = proposed(
        mentor=MentorProfileFactory(member=first.mentee).member,
        enrolment=EnrolmentFactory(member=first.mentor),
    )
    Block.objects.make(first.mentor, by=first.mentee)
    found = [Pairing.objects.get(pk=each.pk).status for each in (first, back, two_way, bystander)]
    assert found == ["ended", "declined", "active", "active"]


def test_the_other_hears_what_any_ending_tells(run_tasks: RunTasks) -> None:
    plain, pairing = active(), active()
    run_tasks().clear()
    plain.end(plain.mentee)
    Block.objects.make(pairing.mentor, by=pairing.mentee)
    usual, told = run_tasks()
    assert [usual.to, told.to] == [[plain.mentor.email], [pairing.mentor.email]]
    assert (usual.subject, usual.body) == (
        told.subject,
        told.body.replace(f"/pairings/{pairing.pk}/", f"/pairings/{plain.pk}/").replace(
            pairing.mentor.short_name, plain.mentor.short_name
        ),
    )


def test_the_pages_of_the_other_do_not_speak_of_it() -> None:
    pairing = active()
    block(pairing.mentee, pairing.mentor)
    pages = [
        look(pairing.mentor, "pairing_detail", pairing.pk),
        look(pairing.mentor, "overview"),
        look(pairing.mentor, "blocked"),
    ]
    for page in pages:
        said = words(page).replace("People I have blocked", "").replace("Nobody is blocked", "")
        assert "blocked" not in said.replace("you can block them", "")


def test_a_closed_pairing_no_longer_shows_where_the_other_works() -> None:
    pairing = active()
    RegistrantFactory(member=pairing.mentee, organisation="Harbourside Library")
    before = words(look(pairing.mentor, "pairing_detail", pairing.pk))
    block(pairing.mentee, pairing.mentor)
    after = words(look(pairing.mentor, "pairing_detail", pairing.pk))
    assert ("Harbourside" in before, "Harbourside" in after) == (True, False)


def test_a_second_press_changes_nothing() -> None:
    pairing = active()
    for _ in range(2):
        assert block(pairing.mentee, pairing.mentor).status_code == 302
    assert Event.objects.filter(verb="block.made").count() == 1


def test_nobody_blocks_themselves() -> None:
    member = MemberFactory()
    with pytest.raises(NotAllowed):
        Block.objects.make(member, by=member)


# Neither finds the other ----------------------------------------------------------------


def test_the_mentor_is_in_no_list_count_or_suggestion(two: tuple[Member, Member]) -> None:
    mentee, mentor = two
    stranger = EnrolmentFactory().member
    for member, found in ((stranger, 1), (mentee, 0)):
        directory = look_for(member, QueryDict())
        assert (directory.found.total, len(directory.cards)) == (found, found)
        counts = directory.found.counting("route")
        routes = directory.found.index.vocabulary.by_key["route"]
        assert max(counts(route) for route in routes.values()) == found
        assert [other.card.name for other in others(member, None)] == [mentor.name] * found


@pytest.mark.parametrize("name", ["mentor_detail", "proposal_new"])
def test_the_pages_of_the_mentor_are_not_there(two: tuple[Member, Member], name: str) -> None:
    mentee, mentor = two
    assert look(mentee, name, mentor.mentor_profile.pk).status_code == 404
    assert look(EnrolmentFactory().member, name, mentor.mentor_profile.pk).status_code == 200


def test_a_proposal_is_refused_in_the_words_of_the_directory(two: tuple[Member, Member]) -> None:
    mentee, mentor = two
    enrolment = mentee.enrolments.get()
    with pytest.raises(NotAllowed, match=NOT_THERE):
        Pairing.objects.propose(enrolment, mentor, TEXTS, by=mentee)
    page = browser(mentee).post(propose_url(mentor), {**TEXTS, "line_management": "no"})
    assert (page.status_code, mentor.name in words(page)) == (409, False)


def test_a_draft_stays_and_does_not_name_the_mentor(two: tuple[Member, Member]) -> None:
    mentee, mentor = two
    ProposalDraftFactory(mentee=mentee, mentor=mentor)
    for page in (look(mentee, "overview"), look(mentee, "proposal_new", mentor.mentor_profile.pk)):
        assert page.status_code == 200
        assert mentor.name not in words(page)


def test_a_mark_on_the_mentor_names_nobody(two: tuple[Member, Member]) -> None:
    mentee, mentor = two
    mark = MentorMark.objects.by(mentee, about=mentor.mentor_profile)
    with pytest.raises(NotAllowed, match=NOT_THERE):
        mark.shortlist(mentee)
    MentorMark.objects.create(member=mentee, profile=mentor.mentor_profile, note="Kind.")
    assert mentor.name not in words(look(mentee, "shortlist"))
    assert Comparison(mentee, [mentor.mentor_profile.pk]).found == []


def test_nobody_is_told_of_a_place_with_whom_they_blocked(run_tasks: RunTasks) -> None:
    pairing = active(mentor=MentorProfileFactory(capacity=1).member)
    carol, erin = MemberFactory(), MemberFactory()
    for member in (carol, erin):
        MentorMark.objects.by(member, about=pairing.mentor.mentor_profile).watch(member)
    Block.objects.make(carol, by=pairing.mentor)
    pairing.end(pairing.mentee)
    told = [letter.to[0] for letter in run_tasks() if "has a place now" in letter.subject]
    assert told == [erin.email]


def test_no_letter_of_new_mentors_counts_whom_one_blocked(run_tasks: RunTasks) -> None:
    mentee, stranger = EnrolmentFactory().member, MemberFactory()
    for member in (mentee, stranger):
        found = Asker(member).ask("?q=counter")
        SavedSearch.objects.keep("?q=counter", member, known_from(found))
    mentor = MentorProfileFactory().member
    BlockFactory(blocker=mentor, blocked=mentee)
    call_command("watch_searches", verbosity=0)
    assert [letter.to[0] for letter in run_tasks()] == [stranger.email]
    assert kept_by(mentee)[0].new == []


def test_the_same_words_are_not_offered_to_whom_one_blocked(two: tuple[Member, Member]) -> None:
    mentee, mentor = two
    pairing = closed("declined", enrolment=mentee.enrolments.get())
    path = reverse("mentoring:pairing_offer", args=[pairing.pk])
    answer = browser(mentee).post(path, {"mentor": mentor.mentor_profile.pk})
    assert (answer.status_code, ProposalDraft.objects.count()) == (404, 0)


def test_nothing_more_is_written() -> None:
    pairing = active()
    Block.objects.make(pairing.mentor, by=pairing.mentee)
    for member in (pairing.mentee, pairing.mentor):
        with pytest.raises(NotAllowed):
            Message.objects.write(Pairing.objects.get(), "One more word", by=member)


def test_a_closed_pairing_does_not_lead_to_the_profile() -> None:
    pairing = active()
    profile = reverse("mentoring:mentor_detail", args=[pairing.mentor.mentor_profile.pk])
    assert profile in look(pairing.mentee, "pairing_detail", pairing.pk).content.decode()
    Block.objects.make(pairing.mentee, by=pairing.mentor)
    assert profile not in look(pairing.mentee, "pairing_detail", pairing.pk).content.decode()


# The pages --------------------------------------------------------------------------------


def test_it_takes_two_presses_from_each_page() -> None:
    pairing = active()
    path = reverse("mentoring:member_block", args=[pairing.mentor.pk])
    pages = [
        look(pairing.mentee, "pairing_detail", pairing.pk),
        look(pairing.mentee, "message_list", pairing.pk),
        look(pairing.mentee, "mentor_detail", pairing.mentor.mentor_profile.pk),
    ]
    assert [f'href="{path}"' in page.content.decode() for page in pages] == [True] * 3
    asked = browser(pairing.mentee).get(path)
    assert guards_its_forms(asked)
    assert Block.objects.count() == 0
    assert "Block" in words(asked)


def test_one_blocks_whom_one_has_met_and_nobody_else() -> None:
    stranger, unlisted = MemberFactory(), MentorProfileFactory(listed_at=None).member
    for other in (stranger, unlisted):
        assert block(MemberFactory(), other).status_code == 404
    assert Block.objects.count() == 0


def test_whom_i_blocked_is_mine_to_see_and_to_take_back() -> None:
    made = BlockFactory()
    assert made.blocked.name in words(look(made.blocker, "blocked"))
    assert made.blocker.name not in words(look(made.blocked, "blocked"))
    path = reverse("mentoring:block_lift", args=[made.pk])
    assert browser(made.blocked).post(path).status_code == 404
    for _ in range(2):
        assert browser(made.blocker).post(path).status_code == 302
    assert Block.objects.count() == 0
    assert Event.objects.filter(verb="block.lifted").count() == 1


def test_after_it_is_lifted_the_two_can_begin_anew() -> None:
    pairing = active()
    Block.objects.make(pairing.mentor, by=pairing.mentee)
    Block.objects.get().lift()
    enrolment = pairing.enrolment
    again = Pairing.objects.propose(enrolment, pairing.mentor, TEXTS, by=pairing.mentee)
    assert again.is_proposed


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(number: int, django_assert_num_queries: Any) -> None:
    member = MemberFactory()
    BlockFactory.create_batch(number, blocker=member)
    client = browser(member)
    with django_assert_num_queries(3):
        client.get(reverse("mentoring:blocked"))
