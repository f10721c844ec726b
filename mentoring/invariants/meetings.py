"""Meetings: planned while the pairing was open, by one of the two, and off with its end."""

from collections import Counter, defaultdict

from django.db.models import F, Q

from history.models import Event
from mentoring.invariants.register import must_hold
from mentoring.models import Meeting

Acts = Counter[tuple[str, int | None]]


@must_hold("I11")
def meetings_are_planned_while_it_is_open() -> int:
    """No meeting is planned before the proposal, or after the end."""
    outside = Q(planned_at__lt=F("pairing__proposed_at")) | Q(
        planned_at__gt=F("pairing__closed_at")
    )
    return Meeting.objects.filter(outside).count()


@must_hold("I11")
def no_meeting_is_to_come_after_the_end() -> int:
    """Of a pairing that is closed, nothing stands that would begin after its end."""
    return Meeting.objects.standing().filter(starts_at__gt=F("pairing__closed_at")).count()


@must_hold("I13")
def meetings_are_of_the_two() -> int:
    """History names who planned a meeting, each change is one of the two's, and counted."""
    acts: dict[int, Acts] = defaultdict(Counter)
    events = Event.objects.filter(subject_type=Meeting._meta.label_lower)
    for pk, verb, actor in events.values_list("subject_id", "verb", "actor_id").iterator():
        acts[pk][verb, actor] += 1
    meetings = Meeting.objects.select_related("pairing").iterator()
    return sum(not is_told(meeting, acts[meeting.pk]) for meeting in meetings)


def is_told(meeting: Meeting, acts: Acts) -> bool:
    """Planned once by its side, and changed, noted and cancelled as often as it says."""
    pairing = meeting.pairing
    planner = getattr(pairing, f"{meeting.side}_id")
    times: Counter[str] = Counter()
    for (verb, actor), number in acts.items():
        is_clocks = (verb, actor) == ("meeting.dropped", None)
        if not is_clocks and actor not in (pairing.mentor_id, pairing.mentee_id):
            return False
        times[verb.removeprefix("meeting.")] += number
    off = times["cancelled"] + times["dropped"]
    return (
        acts["meeting.planned", planner] == times["planned"] == 1
        and off == meeting.is_cancelled
        and times["changed"] + off == meeting.sequence
        and times["noted"] == meeting.edition
    )
