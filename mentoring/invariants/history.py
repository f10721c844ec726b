"""History: only added to, and as it was when it was sealed."""

from datetime import timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from history.models import Event, Gap, Look, Seal
from lib import append_only
from mentoring.invariants.register import must_hold
from mentoring.numbers import CHOICES

# That sealing may have stood still, so that a look is older than its seal.
LONGEST_UNSEALED = timedelta(days=30)


@must_hold("I18")
def history_is_only_added_to() -> int:
    """Every trigger that refuses a change of history is in its place."""
    return len(append_only.missing())


@must_hold("I18")
def history_says_how_much_of_it_was_let_go() -> int:
    """Each row of history that left a gap is told of by the counting of its pairing."""
    counted = Event.objects.filter(verb="pairing.counted").values_list("particulars", flat=True)
    told = sum(particulars["rows"] for particulars in counted.iterator())
    return abs(Gap.objects.filter(label=Event._meta.label).count() - told)


@must_hold("I18")
def looks_are_let_go_when_their_time_is_over() -> int:
    """No look at a record is let go before its time, which its seal tells."""
    at_least = timedelta(days=CHOICES["LOOKS_KEPT_DAYS"].least) - LONGEST_UNSEALED
    gaps = Gap.objects.filter(label=Look._meta.label)
    seals = Seal.objects.filter(label=Look._meta.label, last__gte=OuterRef("key"))
    sealed_at = Subquery(seals.order_by("last").values("at")[:1])
    in_time = Q(sealed_at__lte=F("at") - at_least, at__lte=timezone.now())
    return gaps.count() - gaps.annotate(sealed_at=sealed_at).filter(in_time).count()


@must_hold("I18")
def history_is_as_it_was_sealed() -> int:
    """The rows of history give the seals that were put on them, one upon the other."""
    return sum(1 for _fault in Seal.objects.faults())
