"""History: only added to, and as it was when it was sealed."""

from history.models import Event, Gap, Seal
from lib import append_only
from mentoring.invariants.register import must_hold


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
def history_is_as_it_was_sealed() -> int:
    """The rows of history give the seals that were put on them, one upon the other."""
    return sum(1 for _fault in Seal.objects.faults())
