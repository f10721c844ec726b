"""The state of a pairing, and the history that leads to it."""

from itertools import groupby

from django.db.models import Q

from history.models import Event
from mentoring.invariants import replay
from mentoring.invariants.register import must_hold, pairings
from mentoring.models import Pairing
from mentoring.states import CLOSED, Status


@must_hold("I8")
def states_are_known_and_dated() -> int:
    """A pairing has a known state; it has a day of closing exactly when it is closed."""
    closed = Q(status__in=CLOSED)
    dated = Q(closed_at__isnull=False)
    undated = (closed & ~dated) | (dated & ~closed)
    return pairings().filter(~Q(status__in=Status.values) | undated).count()


@must_hold("I8")
def history_leads_to_the_state() -> int:
    """Replaying the history of a pairing by allowed moves gives its state, if it was not let go."""
    label = Pairing._meta.label_lower
    events = Event.objects.filter(subject_type=label).order_by("subject_id", "pk")
    told = events.values_list("subject_id", "verb", "actor_id", "at", "particulars")
    stories = {
        pk: [replay.Act(*act) for _pk, *act in acts]
        for pk, acts in groupby(told.iterator(), key=lambda act: act[0])
    }
    unlike = sum(
        not replay.leads_to(pairing, stories.pop(pairing.pk, []))
        for pairing in pairings().iterator()
    )
    return unlike + sum(not replay.was_let_go(story) for story in stories.values())
