"""Aims and steps: planned while the pairing was active, by the two, and told in the history."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from history.models import Event
from mentoring.invariants.register import must_hold
from mentoring.models import Aim, NextStep

PLANNED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Aim, ("added_at", "removed_at")),
    (NextStep, ("added_at", "done_at", "removed_at")),
)


@must_hold("I11")
def plans_are_made_while_it_is_active() -> int:
    """No aim or step is added, ticked or taken away before the start, or after the end."""
    count = 0
    for model, times in PLANNED:
        outside = Q(pairing__activated_at__isnull=True)
        for time in times:
            outside |= Q(**{f"{time}__lt": F("pairing__activated_at")})
            outside |= Q(**{f"{time}__gt": F("pairing__closed_at")})
        count += model.objects.filter(outside).count()
    return count


@must_hold("I13")
def plans_are_of_the_two() -> int:
    """History tells of every aim and step, by the two alone, and leads to what stands."""
    acts: dict[tuple[str, int], list[tuple[str, int | None, datetime]]] = defaultdict(list)
    labels = [model._meta.label_lower for model, _times in PLANNED]
    told = Event.objects.filter(subject_type__in=labels).order_by("pk")
    columns = ("subject_type", "subject_id", "verb", "actor_id", "at")
    for label, pk, verb, actor, at in told.values_list(*columns):
        acts[label, pk].append((verb, actor, at))
    return sum(
        not is_told(thing, acts[model._meta.label_lower, thing.pk])
        for model, _times in PLANNED
        for thing in model.objects.select_related("pairing").iterator()
    )


def is_told(thing: Any, acts: list[tuple[str, int | None, datetime]]) -> bool:
    """Whether these acts, one after the other, give the aim or the step as it stands."""
    sides = {thing.pairing.mentor_id: "mentor", thing.pairing.mentee_id: "mentee"}
    stands: dict[str, Any] = {}
    for verb, actor, at in acts:
        if actor not in sides or "removed" in stands:
            return False
        stands.update(AFTER[verb.partition(".")[2]](at, sides[actor]))
    done_at = getattr(thing, "done_at", None)
    done = (done_at, thing.done_side) if done_at else None
    return (stands.get("added"), stands.get("done"), stands.get("removed")) == (
        (thing.added_at, thing.side),
        done,
        thing.removed_at,
    )


AFTER: dict[str, Any] = {
    "added": lambda at, side: {"added": (at, side)},
    "changed": lambda _at, _side: {},
    "done": lambda at, side: {"done": (at, side)},
    "reopened": lambda _at, _side: {"done": None},
    "removed": lambda at, _side: {"removed": at},
}


@must_hold("+")
def a_step_is_for_an_aim_of_its_own_pairing() -> int:
    """The aim of a step stands, and is of the same two people."""
    gone = Q(aim__removed_at__isnull=False)
    elsewhere = Q(aim__isnull=False) & ~Q(aim__pairing=F("pairing"))
    return NextStep.objects.filter(gone | elsewhere).count()


@must_hold("+")
def a_month_is_kept_as_its_first_day() -> int:
    """A step has a month, and no day."""
    return NextStep.objects.filter(month__isnull=False).exclude(month__day=1).count()
