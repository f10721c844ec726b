"""The buttons by which one marks a mentor: where they lead, whom they are for, what they refuse."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Member
from history.models import Event
from mentoring.models import MentorMark, MentorProfile
from tests.factories import (
    EnrolmentFactory,
    MemberFactory,
    MentorMarkFactory,
    MentorProfileFactory,
    active,
)
from tests.mentoring.browsing import act, browser, guards_its_forms, look, words

pytestmark = pytest.mark.django_db
SHORTLIST = "/mentors/shortlist/"
ACTS = ["shortlist", "drop", "note", "hide", "show", "watch", "unwatch"]


@pytest.fixture
def carol() -> Member:
    return MemberFactory(name="Carol Dunne")


@pytest.fixture
def full() -> MentorProfile:
    return MentorProfileFactory(member__name="Farid Haddad", capacity=0)


def press(by: Member, name: str, profile: MentorProfile, **data: Any) -> HttpResponse:
    return act(by, f"mentor_{name}", profile, **data)


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def mark_of(member: Member) -> MentorMark:
    mark: MentorMark = MentorMark.objects.of(member).get()
    return mark


# Doing it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words_said"),
    [
        ("shortlist", "The mentor is on your shortlist."),
        ("hide", "The mentor is hidden from you. Under My shortlist you can show them again."),
        ("watch", "We send you a letter when the mentor has a place."),
        ("note", "Your note is kept."),
    ],
)
def test_an_act_is_done_and_said(
    name: str, words_said: str, carol: Member, full: MentorProfile
) -> None:
    path = reverse(f"mentoring:mentor_{name}", args=[full.pk])
    page = browser(carol).post(path, {"note": "Ask in spring."}, follow=True)
    assert page.redirect_chain == [(f"{SHORTLIST}#mentor-{full.pk}", 302)]
    assert said(page)[0].startswith(words_said)
    assert Event.objects.about(mark_of(carol)).count() == 1


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_changes_nothing_is_answered_kindly(
    name: str, carol: Member, full: MentorProfile
) -> None:
    before = {"drop": "shortlist", "show": "hide", "unwatch": "watch"}
    press(carol, before.get(name, name), full)
    press(carol, name, full)
    known = Event.objects.count()
    path = reverse(f"mentoring:mentor_{name}", args=[full.pk])
    again = browser(carol).post(path, follow=True)
    assert (again.status_code, len(said(again))) == (200, 1)
    assert Event.objects.count() == known


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/mentors/?q=law&page=2", "/mentors/?q=law&page=2"),
        ("https://example.com/", SHORTLIST),
        ("//example.com/", SHORTLIST),
        ("/\\example.com", SHORTLIST),
        ("", SHORTLIST),
    ],
)
def test_one_goes_back_to_where_one_was_on_this_site(
    wanted: str, leads_to: str, carol: Member, full: MentorProfile
) -> None:
    place = press(carol, "hide", full, next=wanted).headers["Location"]
    assert place == f"{leads_to}#mentor-{full.pk}"


def test_a_note_is_text_with_its_lines(carol: Member, full: MentorProfile) -> None:
    press(carol, "note", full, note=" One.\r\nTwo <b>\u200b ")
    assert mark_of(carol).note == "One.\nTwo <b>"
    page = look(carol, "shortlist").content.decode()
    assert "One.\nTwo &lt;b&gt;</textarea>" in page


# Whom it is for -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("facts", [{"listed_at": None}, {"trained": False}])
def test_a_mentor_who_cannot_be_seen_is_not_found(
    name: str, facts: dict[str, Any], carol: Member
) -> None:
    profile = MentorProfileFactory(**facts)
    MentorMarkFactory(profile=profile)
    assert press(carol, name, profile).status_code == 404
    assert not MentorMark.objects.of(carol).exists()


@pytest.mark.parametrize("name", ACTS)
def test_no_such_mentor_is_not_found(name: str, carol: Member) -> None:
    for pk in (0, 99_999_999, 10**40):
        path = reverse(f"mentoring:mentor_{name}", args=[pk])
        assert browser(carol).post(path).status_code == 404


def test_what_one_has_marked_is_let_go_whether_the_mentor_is_listed_or_not(
    carol: Member, full: MentorProfile
) -> None:
    press(carol, "shortlist", full)
    press(carol, "watch", full)
    MentorProfile.objects.update(listed_at=None)
    assert [press(carol, name, full).status_code for name in ("drop", "unwatch", "note")] == [
        302
    ] * 3
    mark = mark_of(carol)
    assert (mark.is_shortlisted, mark.is_watched) == (False, False)


def test_nobody_sees_the_marks_of_somebody_else(carol: Member, full: MentorProfile) -> None:
    press(carol, "note", full, note="Between me and me.")
    press(carol, "shortlist", full)
    for other in (full.member, MemberFactory(), MemberFactory(is_superuser=True)):
        for name, keys in (("shortlist", []), ("mentor_detail", [full.pk])):
            assert "Between me and me." not in look(other, name, *keys).content.decode()
        assert "Nobody is on it yet" in words(look(other, "shortlist"))


# Refusing -------------------------------------------------------------------------------


def test_waiting_for_a_mentor_with_a_place_is_refused_on_their_page(carol: Member) -> None:
    profile = MentorProfileFactory(member__name="Ben Ashworth")
    refused = press(carol, "watch", profile)
    assert refused.status_code == 409
    assert said(refused) == ["This mentor has a place free now: you can propose."]
    assert "Ben Ashworth" in words(refused)
    assert f'name="next" value="/mentors/{profile.pk}/"' in refused.content.decode()


def test_a_mentor_who_has_left_is_refused_on_the_shortlist_and_not_named(
    carol: Member, full: MentorProfile
) -> None:
    press(carol, "shortlist", full)
    MentorProfile.objects.update(listed_at=None)
    refused = press(carol, "hide", full)
    assert (refused.status_code, said(refused)) == (
        409,
        ["This mentor is not in the directory now."],
    )
    assert "Farid" not in refused.content.decode()
    assert "Mentor 1, who is not in the directory now" in words(refused)


@pytest.mark.parametrize("is_listed", [True, False])
def test_one_that_is_refused_leads_back_to_the_search(
    is_listed: bool, carol: Member, full: MentorProfile, settings: Settings
) -> None:
    settings.MENTORING = {**settings.MENTORING, "MOST_SHORTLISTED": 0}
    press(carol, "note", full, note="Ask in spring.")
    MentorProfile.objects.update(listed_at=full.listed_at if is_listed else None)
    refused = press(carol, "shortlist", full, next="/mentors/?sector=law&sort=name")
    back = f'/mentors/?sector=law&amp;sort=name#mentor-{full.pk}">Back to your search</a>'
    assert (refused.status_code, back in refused.content.decode()) == (409, True)


@pytest.mark.parametrize(
    "sent_from", ["", "/mentors/7/", SHORTLIST, "//example.com/mentors/", "/\\example.com/mentors/"]
)
def test_where_one_came_from_no_search_there_is_no_way_back_to_one(
    sent_from: str, carol: Member, full: MentorProfile, settings: Settings
) -> None:
    settings.MENTORING = {**settings.MENTORING, "MOST_SHORTLISTED": 0}
    refused = press(carol, "shortlist", full, next=sent_from)
    assert (refused.status_code, "Back to your search" in words(refused)) == (409, False)


def test_too_long_a_note_is_kept_as_typed(carol: Member, full: MentorProfile) -> None:
    other = MentorMarkFactory(member=carol, note="The other note.")
    press(carol, "shortlist", full)
    typed = "a" * 501
    page = press(carol, "note", full, note=typed)
    html = page.content.decode()
    assert page.status_code == 422
    assert f">\n{typed}</textarea>" in html
    assert "Write at most 500 characters here; these are 501." in words(page)
    assert f'href="#mentor_{full.pk}_note"' in html
    assert html.count('aria-invalid="true"') == 1
    assert f'id="mentor_{other.profile_id}_note"' in html
    assert MentorMark.objects.get(profile=full).note == ""


def test_too_long_a_first_note_has_its_row(carol: Member, full: MentorProfile) -> None:
    page = press(carol, "note", full, note="a" * 501)
    assert page.status_code == 422
    assert f'id="mentor_{full.pk}_note"' in page.content.decode()
    assert not MentorMark.objects.exists()


# On the mentor's own page ---------------------------------------------------------------


def buttons(member: Member, profile: MentorProfile) -> list[str]:
    """The acts that the mentor's page offers."""
    page = look(member, "mentor_detail", profile.pk).content.decode()
    return [name for name in ACTS if f'action="/mentors/{profile.pk}/{name}/"' in page]


@pytest.mark.parametrize(
    ("done", "offered"),
    [
        ([], ["shortlist", "hide", "watch"]),
        (["shortlist"], ["drop", "hide", "watch"]),
        (["watch"], ["shortlist", "hide", "unwatch"]),
        (["hide"], ["shortlist", "show", "watch"]),
    ],
)
def test_the_page_offers_what_can_be_done(
    done: list[str], offered: list[str], carol: Member, full: MentorProfile
) -> None:
    for name in done:
        press(carol, name, full)
    assert buttons(carol, full) == offered


def test_every_button_carries_its_token(carol: Member, full: MentorProfile) -> None:
    press(carol, "shortlist", full)
    press(carol, "watch", full)
    hidden = MentorProfileFactory()
    press(carol, "hide", hidden)
    press(carol, "note", hidden, note="Not for me.")
    assert guards_its_forms(look(carol, "shortlist"))
    assert guards_its_forms(look(carol, "mentor_detail", full.pk))
    assert guards_its_forms(look(carol, "mentor_detail", hidden.pk))


def test_a_mentor_with_a_place_is_not_waited_for(carol: Member) -> None:
    assert buttons(carol, MentorProfileFactory()) == ["shortlist", "hide"]


def test_ones_own_page_has_no_marks(full: MentorProfile) -> None:
    assert buttons(full.member, full) == []
    preview = browser(full.member).get("/mentor-profile/preview/").content.decode()
    assert "/shortlist/" not in preview.partition("<main")[2]


def test_the_private_note_stands_on_the_page(carol: Member, full: MentorProfile) -> None:
    press(carol, "note", full, note="Reads <i>drafts</i>.\nSlowly.")
    page = look(carol, "mentor_detail", full.pk).content.decode()
    assert "Reads &lt;i&gt;drafts&lt;/i&gt;.\nSlowly.</p>" in page
    assert "Your private note." in page


def test_marks_do_not_reach_a_pairing(carol: Member) -> None:
    pairing = active(enrolment=EnrolmentFactory(member=carol))
    profile = pairing.mentor.mentor_profile
    press(carol, "note", profile, note="Between me and me.")
    press(carol, "hide", profile)
    for person in (carol, pairing.mentor):
        text = words(look(person, "pairing_detail", pairing.pk))
        assert "Between me" not in text
        assert "hid" not in text
