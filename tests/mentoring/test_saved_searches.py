"""A search that a member keeps: each verb, what it leaves, and what it refuses."""

from collections.abc import Callable

import pytest
from pyroaring import BitMap
from pytest_django import Settings

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import SavedSearch
from tests.factories import MemberFactory, SavedSearchFactory

pytestmark = pytest.mark.django_db
QUERY = "?q=counter&sector=public"
FITTING = BitMap([3, 5])
Verb = Callable[[SavedSearch, Member], bool]
VERBS: dict[str, Verb] = {
    "renamed": lambda search, by: search.rename(by, "At the counter"),
    "stopped": SavedSearch.stop_letters,
    "resumed": lambda search, by: search.start_letters(by, FITTING),
    "discarded": SavedSearch.discard,
}
BEFORE = {"resumed": ["stopped"]}


@pytest.fixture
def carol() -> Member:
    return MemberFactory(name="Carol Dunne")


@pytest.fixture
def kept(carol: Member) -> SavedSearch:
    return keep(carol)


def keep(by: Member, query: str = QUERY) -> SavedSearch:
    search, _is_new = SavedSearch.objects.keep(query, by, FITTING)
    return search


def verbs(search: SavedSearch) -> list[str]:
    return [event.verb.removeprefix("search.") for event in Event.objects.about(search)]


# Saving ---------------------------------------------------------------------------------


def test_a_search_is_kept_with_letters_and_whoever_fits_is_known(kept: SavedSearch) -> None:
    saved = SavedSearch.objects.get()
    assert (saved.query, saved.name, saved.has_letters) == (QUERY, "", True)
    assert BitMap.deserialize(bytes(saved.known)) == FITTING


def test_a_search_is_kept_once(carol: Member, kept: SavedSearch) -> None:
    kept.stop_letters(carol)
    again, is_new = SavedSearch.objects.keep(QUERY, carol, BitMap())
    assert (again, is_new, again.has_letters) == (kept, False, False)
    assert verbs(kept) == ["saved", "stopped"]


def test_two_members_keep_the_same_search_each_for_themselves(
    carol: Member, kept: SavedSearch
) -> None:
    other = MemberFactory()
    theirs = keep(other)
    theirs.discard(other)
    assert list(SavedSearch.objects.of(carol)) == [kept]


def test_a_search_that_asks_nothing_is_not_kept(carol: Member) -> None:
    with pytest.raises(NotAllowed, match="Look for something first"):
        keep(carol, "")


def test_a_search_of_too_many_choices_is_not_kept(carol: Member) -> None:
    keep(carol, "?" + "q" * 1999)
    with pytest.raises(NotAllowed, match="too many choices"):
        keep(carol, "?" + "q" * 2000)


def test_there_is_an_end_to_what_one_keeps(carol: Member, settings: Settings) -> None:
    settings.MENTORING = {**settings.MENTORING, "MOST_SAVED_SEARCHES": 2}
    SavedSearchFactory()
    kept = [keep(carol, f"?q={word}") for word in ("one", "two")]
    with pytest.raises(NotAllowed, match="You can keep 2 searches"):
        keep(carol, "?q=three")
    assert keep(carol, "?q=two") == kept[1]
    kept[0].discard(carol)
    keep(carol, "?q=three")


# Each verb ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_done_twice_happens_once(name: str, carol: Member, kept: SavedSearch) -> None:
    before = BEFORE.get(name, [])
    for each in before:
        VERBS[each](kept, carol)
    assert [VERBS[name](as_seen_before(kept), carol) for _time in range(2)] == [True, False]
    assert verbs(kept) == ["saved", *before, name]


def as_seen_before(kept: SavedSearch) -> SavedSearch:
    """The search as a page that was open for long still has it."""
    return SavedSearch(pk=kept.pk, member_id=kept.member_id, letters_since=kept.saved_at)


@pytest.mark.parametrize("name", VERBS)
def test_nobody_changes_the_search_of_somebody_else(name: str, kept: SavedSearch) -> None:
    with pytest.raises(NotAllowed, match="Only the member whose search this is"):
        VERBS[name](kept, MemberFactory(is_superuser=True))
    assert verbs(kept) == ["saved"]


@pytest.mark.parametrize("name", ["renamed", "stopped", "resumed"])
def test_what_was_deleted_meanwhile_is_not_changed(
    name: str, carol: Member, kept: SavedSearch
) -> None:
    SavedSearch.objects.get().discard(carol)
    with pytest.raises(NotAllowed, match="You have deleted this search"):
        VERBS[name](kept, carol)


def test_whoever_fits_when_letters_begin_again_is_known(carol: Member, kept: SavedSearch) -> None:
    kept.stop_letters(carol)
    kept.start_letters(carol, BitMap([3, 5, 8]))
    kept.refresh_from_db()
    assert BitMap.deserialize(bytes(kept.known)) == BitMap([3, 5, 8])
    assert kept.letters_since is not None
    assert kept.letters_since > kept.saved_at


def test_a_name_is_given_and_taken_back(carol: Member, kept: SavedSearch) -> None:
    assert [kept.rename(carol, name) for name in ("A", "B", "")] == [True] * 3
    assert SavedSearch.objects.get().name == ""


def test_history_holds_neither_the_name_nor_the_words(carol: Member, kept: SavedSearch) -> None:
    kept.rename(carol, "Somebody at the counter")
    assert [event.particulars for event in Event.objects.about(kept)] == [{}, {}]


def test_the_newest_comes_first(carol: Member, kept: SavedSearch) -> None:
    second = keep(carol, "?q=two")
    assert list(SavedSearch.objects.of(carol)) == [second, kept]


def test_searches_go_with_the_account() -> None:
    gone, other = SavedSearchFactory.create_batch(2)
    gone.member.delete()
    assert list(SavedSearch.objects.all()) == [other]
