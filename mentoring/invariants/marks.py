"""Marks: on others, few, without contradiction, and each watch told once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import F, Q

from history.models import Event
from mentoring.invariants.register import more_than, must_hold
from mentoring.models import ChosenNumber, MentorMark

MOMENTS = ("shortlisted_at", "hidden_at", "watched_since")


@dataclass(frozen=True)
class Effect:
    """What an act writes on a mark and wipes off it; what only wipes needs something to wipe."""

    sets: str = ""
    clears: tuple[str, ...] = ()


EFFECTS = {
    "mark.shortlisted": Effect("shortlisted_at", ("hidden_at",)),
    "mark.dropped": Effect(clears=("shortlisted_at",)),
    "mark.noted": Effect(),
    "mark.hidden": Effect("hidden_at", ("shortlisted_at", "watched_since")),
    "mark.shown": Effect(clears=("hidden_at",)),
    "mark.watched": Effect("watched_since", ("hidden_at",)),
    "mark.unwatched": Effect(clears=("watched_since",)),
    "mark.told": Effect(clears=("watched_since",)),
}


@must_hold("+")
def nobody_marks_themselves() -> int:
    """A mark is on another member."""
    return MentorMark.objects.filter(member=F("profile__member")).count()


@must_hold("+")
def hidden_is_neither_shortlisted_nor_watched() -> int:
    """A mentor who is hidden is not on the shortlist, and is not waited for."""
    kept = Q(shortlisted_at__isnull=False) | Q(watched_since__isnull=False)
    return MentorMark.objects.hidden().filter(kept).count()


@must_hold("+")
def few_are_shortlisted_and_few_are_watched() -> int:
    """A member keeps 50 mentors in mind and waits for 20 at most (settings)."""
    most, marks = ChosenNumber.objects.highest, MentorMark.objects
    return more_than(most("MOST_SHORTLISTED"), marks.shortlisted(), "member") + more_than(
        most("MOST_WATCHED"), marks.watched(), "member"
    )


@must_hold("+")
def history_leads_to_the_mark() -> int:
    """Replaying the history of a mark gives what stands on it, and each watch is told once."""
    # Marks go with their member's account; the history of those says nothing more.
    events = Event.objects.filter(subject_type=MentorMark._meta.label_lower)
    told = events.order_by("subject_id", "pk").values_list("subject_id", "verb", "actor_id", "at")
    stories = {
        pk: [(verb, actor, at) for _pk, verb, actor, at in acts]
        for pk, acts in groupby(told.iterator(), key=lambda act: act[0])
    }
    marks = MentorMark.objects.all().iterator()
    return sum(not leads_to(mark, stories.get(mark.pk, [])) for mark in marks)


def leads_to(mark: Any, acts: Iterable[tuple[str, int | None, datetime]]) -> bool:
    """Whether these acts, one after the other, give the mark as it stands."""
    stands: dict[str, datetime] = {}
    for verb, actor, at in acts:
        by = None if verb == "mark.told" else mark.member_id
        if actor != by or not can_follow(EFFECTS[verb], stands):
            return False
        for name in EFFECTS[verb].clears:
            stands.pop(name, None)
        if EFFECTS[verb].sets:
            stands[EFFECTS[verb].sets] = at
    return stands == {name: at for name in MOMENTS if (at := getattr(mark, name))}


def can_follow(effect: Effect, stands: dict[str, datetime]) -> bool:
    """Whether an act changes something of what stands on the mark."""
    if effect.sets:
        return effect.sets not in stands
    return all(name in stands for name in effect.clears)
