"""What a member notes about a mentor: each verb, what it leaves, and what it refuses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import MentorMark, MentorProfile
from tests.factories import (
    MemberFactory,
    MentorMarkFactory,
    MentorProfileFactory,
    active,
    proposed,
)

pytestmark = pytest.mark.django_db
Verb = Callable[[MentorMark, Member], bool]
VERBS: dict[str, Verb] = {
    "shortlisted": MentorMark.shortlist,
    "dropped": MentorMark.drop,
    "noted": lambda mark, by: mark.write_note(by, "Knows the counter."),
    "hidden": MentorMark.hide,
    "shown": MentorMark.show,
    "watched": MentorMark.watch,
    "unwatched": MentorMark.unwatch,
}
BEFORE = {"dropped": "shortlisted", "shown": "hidden", "unwatched": "watched"}


@pytest.fixture
def carol() -> Member:
    return MemberFactory(name="Carol Dunne")


@pytest.fixture
def full() -> MentorProfile:
    """A mentor without a place, so that all verbs are open."""
    return MentorProfileFactory(capacity=0)


def mark_on(profile: MentorProfile, by: Member) -> MentorMark:
    return MentorMark.objects.by(by, about=profile)


def held(profile: MentorProfile, by: Member) -> set[str]:
    """What stands on the mark now."""
    mark = mark_on(profile, by)
    noted = {
        "shortlisted": mark.is_shortlisted,
        "hidden": mark.is_hidden,
        "watched": mark.is_watched,
        "note": bool(mark.note),
    }
    return {name for name, stands in noted.items() if stands}


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def do(profile: MentorProfile, by: Member, *names: str) -> list[bool]:
    return [VERBS[name](mark_on(profile, by), by) for name in names]


# Each verb ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_done_twice_happens_once(name: str, carol: Member, full: MentorProfile) -> None:
    before = [BEFORE[name]] if name in BEFORE else []
    do(full, carol, *before)
    assert do(full, carol, name, name) == [True, False]
    assert verbs() == [f"mark.{each}" for each in [*before, name]]
    assert MentorMark.objects.count() == 1


def test_history_stands_on_the_mark_and_never_on_the_mentor(
    carol: Member, full: MentorProfile
) -> None:
    do(full, carol, *VERBS)
    event = Event.objects.earliest("pk")
    assert (event.actor, event.particulars) == (carol, {})
    assert Event.objects.about(mark_on(full, carol)).count() == len(VERBS)
    assert not Event.objects.about(full).exists()


@pytest.mark.parametrize("name", BEFORE)
def test_nothing_is_taken_back_that_was_not_there(
    name: str, carol: Member, full: MentorProfile
) -> None:
    assert do(full, carol, name) == [False]
    assert not MentorMark.objects.exists()
    assert verbs() == []


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (["shortlisted", "noted", "watched"], {"shortlisted", "note", "watched"}),
        (["shortlisted", "noted", "watched", "hidden"], {"hidden", "note"}),
        (["shortlisted", "noted", "hidden", "shown"], {"note"}),
        (["hidden", "shortlisted"], {"shortlisted"}),
        (["hidden", "watched"], {"watched"}),
        (["shortlisted", "noted", "dropped"], {"note"}),
        (["watched", "shortlisted", "unwatched"], {"shortlisted"}),
    ],
)
def test_the_last_word_counts_and_the_note_stays(
    names: list[str], left: set[str], carol: Member, full: MentorProfile
) -> None:
    do(full, carol, *names)
    assert held(full, carol) == left


def test_a_note_is_changed_and_emptied(carol: Member, full: MentorProfile) -> None:
    mark = mark_on(full, carol)
    assert [mark.write_note(carol, text) for text in ("One.", "Two.", "")] == [True] * 3
    assert mark_on(full, carol).note == ""


def test_an_old_tab_writes_over_nothing_else(carol: Member, full: MentorProfile) -> None:
    old_tab = mark_on(full, carol)
    do(full, carol, "shortlisted", "watched")
    old_tab.write_note(carol, "Ask in spring.")
    assert held(full, carol) == {"shortlisted", "watched", "note"}


# Who and whom ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", VERBS)
def test_nobody_changes_the_mark_of_somebody_else(
    name: str, carol: Member, full: MentorProfile
) -> None:
    mark = mark_on(full, carol)
    with pytest.raises(NotAllowed, match="Only the member"):
        VERBS[name](mark, MemberFactory(is_superuser=True))


@pytest.mark.parametrize("name", VERBS)
def test_nobody_marks_themselves(name: str, full: MentorProfile) -> None:
    with pytest.raises(NotAllowed, match="This is you"):
        do(full, full.member, name)
    assert not MentorMark.objects.exists()


@pytest.mark.parametrize("name", ["shortlisted", "noted", "hidden", "watched"])
@pytest.mark.parametrize("facts", [{"listed_at": None}, {"trained": False}])
def test_whoever_is_not_listed_is_not_marked(
    name: str, facts: dict[str, Any], carol: Member
) -> None:
    with pytest.raises(NotAllowed, match="not in the directory now"):
        do(MentorProfileFactory(capacity=0, **facts), carol, name)
    assert verbs() == []


def test_what_was_noted_is_changed_whether_the_mentor_is_listed_or_not(
    carol: Member, full: MentorProfile
) -> None:
    do(full, carol, "shortlisted", "watched")
    MentorProfile.objects.update(listed_at=None)
    assert do(full, carol, "noted", "dropped", "unwatched") == [True, True, True]


def test_two_members_mark_one_mentor_each_for_themselves(
    carol: Member, full: MentorProfile
) -> None:
    other = MemberFactory()
    do(full, carol, "shortlisted")
    do(full, other, "hidden")
    assert (held(full, carol), held(full, other)) == ({"shortlisted"}, {"hidden"})
    assert list(MentorMark.objects.of(carol)) == [mark_on(full, carol)]


# Waiting for a place --------------------------------------------------------------------


def test_a_mentor_with_a_place_is_not_waited_for(carol: Member) -> None:
    with pytest.raises(NotAllowed, match="has a place free now: you can propose"):
        do(MentorProfileFactory(), carol, "watched")


def test_a_mentor_who_is_away_is_waited_for(carol: Member) -> None:
    away = MentorProfileFactory(away_until=timezone.localdate() + timedelta(days=1))
    assert do(away, carol, "watched") == [True]


def test_a_mentor_whose_places_are_taken_is_waited_for(carol: Member) -> None:
    profile = MentorProfileFactory(capacity=1)
    proposed(mentor=profile.member)
    with pytest.raises(NotAllowed):
        do(profile, carol, "watched")
    active(mentor=profile.member)
    assert do(profile, carol, "watched") == [True]


# How many -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "number", "words"),
    [
        ("shortlisted", "MOST_SHORTLISTED", "room for 2 mentors"),
        ("watched", "MOST_WATCHED", "wait for 2 mentors at a time"),
    ],
)
def test_there_is_an_end_to_what_one_keeps(
    name: str, number: str, words: str, carol: Member, settings: Settings
) -> None:
    settings.MENTORING = {**settings.MENTORING, number: 2}
    first, second, third = MentorProfileFactory.create_batch(3, capacity=0)
    do(third, MemberFactory(), name)
    do(first, carol, name)
    do(second, carol, name)
    with pytest.raises(NotAllowed, match=words):
        do(third, carol, name)


def test_marks_go_with_the_account_and_with_the_profile() -> None:
    kept, of_the_mentor, other = (MentorMarkFactory() for _ in range(3))
    kept.member.delete()
    of_the_mentor.profile.delete()
    assert list(MentorMark.objects.all()) == [other]
