"""After the end: who wrote a reflection, shared it and sent thanks, and when."""

from collections.abc import Iterable

from django.db.models import F, Q

from history.models import Event
from mentoring.invariants.register import must_hold
from mentoring.models import Reflection, Thanks
from mentoring.states import Status

OVER = Q(pairing__status__in=[Status.COMPLETED, Status.ENDED])


@must_hold("I11")
def looking_back_is_after_the_end() -> int:
    """Reflections and thanks are written when the pairing is complete or has ended."""
    written = ~OVER | Q(written_at__lt=F("pairing__closed_at"))
    sent = ~OVER | Q(sent_at__lt=F("pairing__closed_at"))
    return Reflection.objects.filter(written).count() + Thanks.objects.filter(sent).count()


@must_hold("I13")
def what_the_other_reads_was_its_authors_to_give() -> int:
    """History names the author as who shared a reflection and as who sent thanks, once each."""
    shared = Reflection.objects.filter(shared_at__isnull=False).select_related("pairing")
    sent = Thanks.objects.select_related("pairing")
    return unlike("reflection.shared", ((each, each.shared_at) for each in shared)) + unlike(
        "thanks.sent", ((each, each.sent_at) for each in sent)
    )


def unlike(verb: str, given: Iterable[tuple[Reflection | Thanks, object]]) -> int:
    """How many differ: what stands, and what history tells of this verb."""
    stands = {(row.pk, getattr(row.pairing, f"{row.side}_id"), at) for row, at in given}
    events = Event.objects.filter(verb=verb)
    told = list(events.values_list("subject_id", "actor_id", "at"))
    return len(set(told) ^ stands) + len(told) - len(set(told))
