"""A mentor who cannot go on: every pairing ends in one act."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import Member
from mentoring.models import MentorProfile, Pairing
from mentoring.models.pairing_races import in_turn
from registration.models import Enrolment


@dataclass(frozen=True)
class Stopped:
    """How many pairings have ended, and how many proposals were closed."""

    ended: int
    closed: int


@in_turn
def stop_mentoring(by: Member, *, reason: str = "", now: datetime | None = None) -> Stopped:
    """Leave the directory, end every active pairing as mentor, close every proposal to oneself.

    Each mentee is told, and finds other mentors on the page of the pairing. What the
    member is as a mentee stays as it is.

    Args:
        reason: a value of `EndReason` for the office's counts, or nothing.
    """
    now = now or timezone.now()
    mine = Pairing.objects.open().filter(mentor=by)
    hold_enrolments(list(mine.values_list("enrolment_id", flat=True)))
    if profile := MentorProfile.objects.lock(by):
        profile.leave_directory(by)
    pairings = list(mine.order_by("pk"))
    ended = sum(end_or_close(pairing, by, reason, now) for pairing in pairings)
    return Stopped(ended, len(pairings) - ended)


def hold_enrolments(keys: list[int]) -> None:
    """All at once and in one order, before the profile, as every verb has it."""
    held = Enrolment.objects.select_for_update(no_key=True).filter(pk__in=keys)
    list(held.order_by("pk").values_list("pk", flat=True))


def end_or_close(pairing: Pairing, by: Member, reason: str, now: datetime) -> bool:
    """Whether it was active, and is ended; a proposal is declined, or one's own yes withdrawn."""
    if pairing.is_active:
        return pairing.end(by, now, reason=reason, stops=1)
    leave = Pairing.withdraw if pairing.can_be_withdrawn_by(by) else Pairing.decline
    leave(pairing, by, now)
    return False
