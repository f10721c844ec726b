"""A word of the office to somebody who is trained and not listed, or due for a refresher."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.roles import Permission
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import MentorProfile, TrainingCompletion
from mentoring.tasks import announce


@transaction.atomic
def invite_to_list(training: TrainingCompletion, by: Member) -> None:
    """Write to the member that they can be listed as a mentor.

    Raises:
        NotAllowed: when `by` may not, the record no longer stands, or they are listed.
    """
    MentorProfile.objects.lock(training.member_id)
    listed = MentorProfile.objects.listed().filter(member=training.member_id)
    if not by.may(Permission.WORK_QUEUE) or listed.exists() or training.why_not():
        raise NotAllowed(_("The member is listed now, so there is nothing to remind of."))
    announce(Event.objects.record("training.reminded", by=by, on=training))


@transaction.atomic
def ask_to_refresh(training: TrainingCompletion, by: Member) -> None:
    """Write to the member until when their training counts, or that it has lapsed.

    Raises:
        NotAllowed: when `by` may not, or the record no longer stands.
    """
    MentorProfile.objects.lock(training.member_id)
    if not by.may(Permission.WORK_QUEUE) or training.why_not():
        raise NotAllowed(_("This record does not stand any more, so there is nothing to say."))
    announce(Event.objects.record("training.asked_to_refresh", by=by, on=training))
