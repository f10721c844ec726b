"""Saved searches: few, and as their history says."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings

from history.models import Event
from mentoring.invariants.register import more_than, must_hold
from mentoring.models import SavedSearch


@must_hold("+")
def few_searches_are_saved() -> int:
    """A member keeps 10 searches at most (settings)."""
    return more_than(settings.MENTORING["MOST_SAVED_SEARCHES"], SavedSearch.objects.all(), "member")


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
    searches = SavedSearch.objects.defer("known").iterator()
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
