"""What is done with a row of the desk: each act is noted, and does what the matter asks for."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.roles import Permission
from lib.refusals import NotAllowed
from mentoring.inviting import ask_to_refresh, invite_to_list
from mentoring.models import DeskItem, Pairing, TrainingCompletion
from mentoring.states import Matter
from staff.desk.lines import ANSWERED
from staff.desk.sources import on_the_desk

NOT_YOURS = _("This is not yours to settle.")
ANSWER_IT = _("Somebody waits for an answer. It leaves the desk with the answer.")
GONE = _("This is not on the desk any more. Somebody has dealt with it, or it is over.")


def row_of(matter: Matter, pk: int, viewer: Member, now: datetime) -> Any:
    """The row as it stands; raises `NotAllowed` when it is on the desk no more."""
    row = on_the_desk(matter, viewer, now).filter(pk=pk).first()
    if row is None:
        raise NotAllowed(str(GONE))
    return row


@transaction.atomic
def settle(matter: Matter, pk: int, by: Member, now: datetime) -> bool:
    """It is dealt with. Whoever asked for help sees that on their own page."""
    row = row_of(matter, pk, by, now)
    if matter in ANSWERED:
        raise NotAllowed(str(ANSWER_IT))
    if matter == Matter.HELP and not by.may(Permission.SETTLE_HELP):
        raise NotAllowed(str(NOT_YOURS))
    is_new = DeskItem.objects.of(matter, pk).settle(by, row.moved_at)
    if is_new and matter == Matter.HELP:
        row.settle(by=by)
    return is_new


@transaction.atomic
def remind(matter: Matter, pk: int, by: Member, now: datetime) -> bool:
    """A kind letter, and with it the row is settled. False when that has been done."""
    row = row_of(matter, pk, by, now)
    if not DeskItem.objects.of(matter, pk).settle(by, row.moved_at):
        return False
    if matter == Matter.EXPIRING:
        Pairing.objects.get(pk=pk).remind_kindly(by)
    elif matter == Matter.LAPSING:
        ask_to_refresh(row, by)
    else:
        trainings = TrainingCompletion.objects.counting().filter(member=pk)
        invite_to_list(trainings.latest("recorded_at"), by)
    return True
