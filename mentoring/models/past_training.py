"""Training of the past, from a list that the office imports: many members, many days."""

from collections.abc import Collection
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from mentoring.models.profile import MentorProfile
from mentoring.models.training import TrainingCompletion, TrainingFacts
from mentoring.models.training_guards import lock_members, require_past, require_recorder
from mentoring.models.watchers import call_watchers
from mentoring.tasks import announce_all


@transaction.atomic
def record_each(
    trained: Collection[tuple[int, TrainingFacts]], by: Member, *, tells: bool
) -> list[TrainingCompletion]:
    """Record trainings, each of a member by key; a few statements for all.

    One who has the very completion on record (same day and kind) gets no other, as on a roll.

    Args:
        tells: whether each member is written to.

    Returns:
        The completions written, in the order given.

    Raises:
        NotAllowed: when `by` may not record training, or a day is yet to come.
    """
    require_recorder(by)
    for _member, facts in trained:
        require_past(facts.completed_on)
    now, members = timezone.now(), {member for member, _facts in trained}
    lock_members(Member.objects.filter(pk__in=members))
    standing = TrainingCompletion.objects.standing().filter(member__in=members)
    known = set(standing.values_list("member_id", "completed_on", "kind"))
    rows = [
        TrainingCompletion(member_id=pk, recorded_by=by, recorded_at=now, **asdict(facts))
        for pk, facts in trained
        if (pk, facts.completed_on, facts.kind) not in known
    ]
    for row in rows:
        row.begin_clock(now)
    TrainingCompletion.objects.bulk_create(rows)
    _write_history("training.recorded", rows, by, tells=tells)
    call_watchers(*members)
    return rows


def hold_each(keys: Collection[int], members: Collection[int]) -> None:
    """Completions of these members, held after the profiles as in every verb."""
    MentorProfile.objects.lock_all(members)
    TrainingCompletion.objects.hold_standing(TrainingCompletion.objects.filter(pk__in=keys))


@transaction.atomic
def withdraw_each(keys: Collection[int], by: Member, reason: str, *, tells: bool) -> None:
    """Take back completions that an import wrote by mistake, with the reason.

    The caller holds them, and has seen since that they stand.

    Raises:
        NotAllowed: when `by` may not record training.
    """
    require_recorder(by)
    held = TrainingCompletion.objects.filter(pk__in=keys).order_by("pk")
    rows = list(held.select_for_update(no_key=True))
    TrainingCompletion.objects.filter(pk__in=[row.pk for row in rows]).update(
        withdrawn_at=timezone.now(), withdrawn_by=by, withdrawal_reason=reason
    )
    _write_history("training.withdrawn", rows, by, tells=tells)


def _write_history(verb: str, rows: list[TrainingCompletion], by: Member, *, tells: bool) -> None:
    now = timezone.now()
    events = Event.objects.bulk_create([Event.of(verb, by=by, on=row, at=now) for row in rows])
    if tells:
        announce_all(events)
