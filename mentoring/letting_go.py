"""Pairings that have been over for long: both are told, then they are counted and let go.

What history tells of them goes with them, and leaves its hashes.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from history.models import Event, Gap
from mentoring.models import (
    Agreement,
    Aim,
    CheckIn,
    KeptTexts,
    Meeting,
    MeetingNote,
    MentoringRecord,
    Message,
    MessageDraft,
    NextStep,
    Pairing,
    PastCount,
    Reflection,
    Tally,
    Telling,
    Thanks,
)
from mentoring.models.kept_texts import days_before
from mentoring.models.pairing_races import in_turn
from mentoring.states import CLOSED, STARTED
from mentoring.tasks import announce

# Everything that leads to a pairing, what leads to others of these first.
PARTS = (
    *(Meeting, NextStep, Aim, Message, MessageDraft, Agreement, CheckIn),
    *(Reflection, Thanks, MentoringRecord, Telling, KeptTexts),
)


def to_be_told(now: datetime) -> QuerySet[KeptTexts]:
    """Pairings that were active, of which the two are to hear that they will only be counted."""
    days = settings.MENTORING["PAIRING_KEPT_DAYS"] - settings.MENTORING["TEXTS_TOLD_DAYS"]
    told = KeptTexts.objects.filter(emptied_at__isnull=False, counting_told_at__isnull=True)
    over = told.filter(pairing__status__in=STARTED & CLOSED)
    return over.filter(pairing__closed_at__lte=days_before(now, days)).order_by("pk")


@in_turn
def tell(kept: KeptTexts, now: datetime) -> bool:
    """Both hear what goes, with the way to their papers. False when they have heard."""
    if not to_be_told(now).filter(pk=kept.pk).update(counting_told_at=now):
        return False
    announce(Event.objects.record("keeping.counting_announced", by=None, on=kept, at=now))
    return True


def due(now: datetime) -> QuerySet[Pairing]:
    """Closed for so long, their texts gone, and both told long enough ago, if it had started.

    What has started is in the tallies before it goes, so that nothing is counted twice.
    """
    told = Q(counting_told_at__lte=days_before(now, "TEXTS_TOLD_DAYS"))
    kept = KeptTexts.objects.filter(pairing=OuterRef("pk"), emptied_at__isnull=False)
    tallied = Exists(Tally.objects.filter(until__gt=OuterRef("noted_at")))
    never, started = Q(Exists(kept), ~Q(status__in=STARTED)), Q(Exists(kept.filter(told)), tallied)
    over = Pairing.objects.filter(status__in=CLOSED).filter(never | started)
    return over.filter(closed_at__lte=days_before(now, "PAIRING_KEPT_DAYS")).order_by("pk")


@in_turn
def let_go(pairing: Pairing, now: datetime) -> bool:
    """The pairing is counted, and all that leads to it is deleted. False when it is not due."""
    held = Pairing.objects.select_for_update().filter(pk=pairing.pk)
    if not (held.exists() and due(now).filter(pk=pairing.pk).exists()):
        return False
    old = held.get()
    PastCount.objects.add(old)
    rows = Gap.objects.let_go(Event.objects.filter(told_of(old)), now)
    for part in parts(old):
        part.delete()
    Event.objects.record("pairing.counted", by=None, on=old, at=now, rows=rows)
    held.delete()
    return True


def parts(pairing: Pairing) -> list[QuerySet[Any]]:
    """All rows that lead to a pairing, those that lead to others of them first."""
    notes = MeetingNote.objects.filter(meeting__pairing=pairing)
    return [notes, *(part._base_manager.filter(pairing=pairing) for part in PARTS)]


def told_of(pairing: Pairing) -> Q:
    """What history tells of a pairing and of everything that leads to it."""
    told = Q(subject_type=Pairing._meta.label_lower, subject_id=pairing.pk)
    for part in parts(pairing):
        keys = list(part.values_list("pk", flat=True))
        told |= Q(subject_type=part.model._meta.label_lower, subject_id__in=keys)
    return told
