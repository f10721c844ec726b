"""Quiet times: counted from the last act of all, and told of once."""

from collections import Counter

from django.db.models import Exists, F, OuterRef, Q

from history.models import Event
from mentoring.invariants.register import must_hold, pairings
from mentoring.models import Agreement, Aim, Meeting, Message, NextStep, Pairing

ACTS = (
    (Message, ("sent_at",)),
    (Meeting, ("planned_at", "changed_at")),
    (Agreement, ("suggested_at", "agreed_at")),
    (Aim, ("added_at", "removed_at")),
    (NextStep, ("added_at", "done_at", "removed_at")),
)


@must_hold("+")
def it_is_quiet_since_the_last_act() -> int:
    """Nothing has happened in the room of two people after what counts as their last act."""
    since = OuterRef("quiet_since")
    later = Q(activated_at__gt=F("quiet_since")) | Q(talking_since__gt=F("quiet_since"))
    for model, times in ACTS:
        acts = model.objects.filter(pairing=OuterRef("pk"))
        for time in times:
            later |= Q(Exists(acts.filter(**{f"{time}__gt": since})))
    return pairings().filter(later).count()


@must_hold("+")
def a_quiet_time_is_told_of_once() -> int:
    """Each nudge stands in history, and no quiet time has two."""
    events = Event.objects.filter(subject_type=Pairing._meta.label_lower, verb="pairing.nudged")
    told = Counter(events.values_list("subject_id", "at"))
    here = set(pairings().filter(nudged_at__isnull=False).values_list("pk", "nudged_at"))
    since = dict(pairings().values_list("pk", "quiet_since"))
    again = sum(pk in since and at >= since[pk] and (pk, at) not in here for pk, at in told)
    return again + len(here - set(told)) + sum(count - 1 for count in told.values())
