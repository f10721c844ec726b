"""Training records: added to, never changed, never deleted."""

from django.db.models import Exists, F, OuterRef, Q

from history.models import Event
from mentoring.invariants.register import must_hold
from mentoring.models import TrainingCompletion


@must_hold("I12")
def every_training_has_its_history() -> int:
    """A training record has the row of history of its verb, by the same person and time."""

    def told(verb: str, who: str, when: str) -> Exists:
        label = TrainingCompletion._meta.label_lower
        events = Event.objects.filter(subject_type=label, subject_id=OuterRef("pk"), verb=verb)
        return Exists(events.filter(actor=OuterRef(who), at=OuterRef(when)))

    recorded = told("training.recorded", "recorded_by", "recorded_at")
    corrected = told("training.corrected", "recorded_by", "recorded_at")
    withdrawn = told("training.withdrawn", "withdrawn_by", "withdrawn_at")
    rows = TrainingCompletion.objects
    return (
        rows.filter(~recorded, corrects__isnull=True).count()
        + rows.filter(~corrected, corrects__isnull=False).count()
        + rows.filter(~withdrawn, withdrawn_at__isnull=False).count()
    )


@must_hold("I12")
def no_training_was_deleted() -> int:
    """Every training that history tells of is there."""
    there = TrainingCompletion.objects.filter(pk=OuterRef("subject_id"))
    told = Event.objects.filter(subject_type=TrainingCompletion._meta.label_lower)
    return told.filter(~Exists(there)).count()


@must_hold("I12")
def training_is_superseded_once() -> int:
    """A correction is of the same member, and of a record that was not withdrawn."""
    corrections = TrainingCompletion.objects.filter(corrects__isnull=False)
    of_another = ~Q(member=F("corrects__member"))
    return corrections.filter(of_another | Q(corrects__withdrawn_at__isnull=False)).count()


@must_hold("I12")
def withdrawals_have_a_reason() -> int:
    """Whoever withdrew a record said why."""
    return TrainingCompletion.objects.filter(
        withdrawn_at__isnull=False, withdrawal_reason=""
    ).count()
