"""Saved searches: few, as their history says, and told of in one letter a day."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from history.models import Event
from mentoring.invariants.register import more_than, must_hold
from mentoring.models import ChosenNumber, SavedSearch, SearchLetter


@must_hold("+")
def few_searches_are_saved() -> int:
    """A member keeps 10 searches at most (settings)."""
    most = ChosenNumber.objects.highest("MOST_SAVED_SEARCHES")
    return more_than(most, SavedSearch.objects.all(), "member")


@must_hold("+")
def history_leads_to_the_saved_search() -> int:
    """Replaying the history of a saved search gives when it was saved, and whether letters go."""
    # Searches go with their member's account; the history of those says nothing more.
    events = Event.objects.filter(subject_type=SavedSearch._meta.label_lower)
    acts = events.order_by("subject_id", "pk").values_list("subject_id", "verb", "actor_id", "at")
    stories = {
        pk: [(verb, actor, at) for _pk, verb, actor, at in found]
        for pk, found in groupby(acts.iterator(), key=lambda act: act[0])
    }
    searches = SavedSearch.objects.defer("known", "told").iterator()
    return sum(not leads_to(search, stories.get(search.pk, [])) for search in searches)


def leads_to(search: Any, acts: Iterable[tuple[str, int | None, datetime]]) -> bool:
    """Whether these acts, one after the other, give the search as it stands."""
    saved_at: datetime | None = None
    since: datetime | None = None
    for verb, actor, at in acts:
        if actor != search.member_id or not can_follow(verb, saved_at, since):
            return False
        if verb == "search.saved":
            saved_at = at
        if verb in ("search.saved", "search.resumed"):
            since = at
        elif verb == "search.stopped":
            since = None
    return (saved_at, since) == (search.saved_at, search.letters_since)


def can_follow(verb: str, saved_at: datetime | None, since: datetime | None) -> bool:
    """Whether an act changes something: nothing before the saving, and nothing after the end."""
    return {
        "search.saved": saved_at is None,
        "search.renamed": saved_at is not None,
        "search.stopped": since is not None,
        "search.resumed": saved_at is not None and since is None,
    }.get(verb, False)


@must_hold("+")
def every_letter_of_new_mentors_was_written_once() -> int:
    """Each letter of new mentors has one act. That it is the only one of its day, a key says."""
    events = Event.objects.filter(verb="search_letter.written")
    acts = Counter(events.values_list("subject_id", flat=True).iterator())
    letters = SearchLetter.objects.values_list("pk", flat=True).iterator()
    return sum(acts[pk] != 1 for pk in letters)


@must_hold("+")
def what_a_search_was_told_stands_in_a_letter() -> int:
    """New mentors were told of in a letter to the member whose search it is, at that moment."""
    told = SavedSearch.objects.filter(told_at__isnull=False)
    events = Event.objects.filter(verb="search_letter.written", at__in=told.values("told_at"))
    to = dict(SearchLetter.objects.values_list("pk", "member"))
    letters = {
        (search, to.get(pk), at)
        for pk, at, facts in events.values_list("subject_id", "at", "particulars")
        for search in facts["searches"]
    }
    return sum(row not in letters for row in told.values_list("pk", "member", "told_at"))
