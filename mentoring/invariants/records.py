"""Mentoring records: what they say of a pairing is what was, and history tells their issue."""

from history.models import Event
from mentoring.invariants.register import must_hold
from mentoring.models import MentoringRecord
from mentoring.models.record_facts import day

# What a pairing never takes back; names, numbers and meetings may have changed since.
KEPT = {
    "mentee_accepted_on": "mentee_accepted_at",
    "mentor_accepted_on": "mentor_accepted_at",
    "started_on": "activated_at",
}


@must_hold("+")
def records_say_what_was() -> int:
    """A mentoring record has the days of its pairing, up to when it was issued."""
    records = MentoringRecord.objects.select_related("pairing").iterator()
    return sum(not says_what_was(record) for record in records)


def says_what_was(record: MentoringRecord) -> bool:
    pairing = record.pairing
    kept = all(getattr(record, on) == day(getattr(pairing, at)) for on, at in KEPT.items())
    if record.closed_on:
        end = (day(pairing.closed_at), pairing.status)
        return kept and (record.closed_on, record.status) == end
    is_before_the_end = pairing.closed_at is None or record.issued_at <= pairing.closed_at
    return kept and is_before_the_end


@must_hold("+")
def every_record_was_issued_once() -> int:
    """History names, once for each record, whom of the two it was issued to, and when."""
    label = MentoringRecord._meta.label_lower
    events = Event.objects.filter(subject_type=label, verb="record.issued")
    told = sorted(events.values_list("subject_id", "actor_id", "at"))
    people = ("pairing__mentor_id", "pairing__mentee_id")
    issued = MentoringRecord.objects.values_list("pk", "side", "issued_at", *people)
    known = sorted(
        (pk, mentor if side == "mentor" else mentee, at)
        for pk, side, at, mentor, mentee in issued.iterator()
    )
    return len(set(told) ^ set(known)) + len(told) - len(set(told))
