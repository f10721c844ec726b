"""Who may record training, of which day, and whom it holds meanwhile."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.roles import Permission
from lib.refusals import NotAllowed


def lock_members(members: Iterable[Member]) -> None:
    """Hold the members' rows, so that the same roll sent twice at once is written once."""
    held = Member.objects.filter(pk__in=[m.pk for m in members]).order_by("pk")
    list(held.select_for_update(no_key=True).values_list("pk"))


def require_recorder(by: Member) -> None:
    """Training is recorded by those who hold the permission, and by nobody else."""
    if not by.may(Permission.RECORD_TRAINING):
        raise NotAllowed(_("Only an administrator can record mentor training."))


def require_past(completed_on: date) -> None:
    """A training that is yet to come is not completed."""
    if completed_on > timezone.localdate():
        raise NotAllowed(_("The date is in the future. Record training once it is completed."))
