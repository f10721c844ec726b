"""A letter that came back for good: the listing rests, and the office is told."""

from datetime import datetime
from hmac import compare_digest

from django.db import transaction
from django.utils import timezone

from accounts.models import Member
from lib.bounces import is_for_good, key_in, signs_for
from mentoring.models import MentorProfile


def take(report: bytes, recipient: str, now: datetime | None = None) -> bool:
    """Read what came back to `recipient`, a return address of ours.

    False, with nothing written, when it is none, is of an address that the member has no
    more, is no failure for good, or is known already.
    """
    found = key_in(recipient)
    member = Member.objects.filter(pk=found[0], is_active=True).first() if found else None
    if not (found and member and compare_digest(found[1], signs_for(member.pk, member.email))):
        return False
    return is_for_good(report) and mark(member, now or timezone.now())


@transaction.atomic
def mark(member: Member, now: datetime) -> bool:
    """Nothing reaches this member: nobody should wait for their answer."""
    if not member.mark_bounced(now):
        return False
    if profile := MentorProfile.objects.lock(member):
        profile.rest_if_unreachable()
    return True
