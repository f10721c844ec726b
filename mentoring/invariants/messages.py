"""Messages: written while the pairing was open, and each act on them told in the history."""

from collections import Counter, defaultdict

from django.db.models import F, Q

from history.models import Event
from mentoring.invariants.register import must_hold
from mentoring.models import Message


@must_hold("I11")
def messages_are_written_while_it_is_open() -> int:
    """Nothing is written before a proposal, or after the end."""
    outside = Q(sent_at__lt=F("pairing__proposed_at")) | Q(sent_at__gt=F("pairing__closed_at"))
    return Message.objects.filter(outside).count()


@must_hold("I13")
def messages_are_their_authors_own() -> int:
    """History names the author, once, as who sent a message and as who changed it."""
    acts: dict[int, Counter[tuple[str, int | None]]] = defaultdict(Counter)
    events = Event.objects.filter(subject_type=Message._meta.label_lower)
    for pk, verb, actor in events.values_list("subject_id", "verb", "actor_id").iterator():
        acts[pk][verb, actor] += 1
    messages = Message.objects.select_related("pairing").iterator()
    return sum(not is_told(message, acts[message.pk]) for message in messages)


def is_told(message: Message, acts: Counter[tuple[str, int | None]]) -> bool:
    """Sent once and changed any number of times, by the author and nobody else."""
    author = getattr(message.pairing, f"{message.side}_id")
    sent, edited = ("message.sent", author), ("message.edited", author)
    known = {sent, edited} if message.edited_at else {sent}
    return set(acts) == known and acts[sent] == 1
