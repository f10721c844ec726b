"""What an account leaves where no key says whose it is: sessions, letters that wait, the log."""

import json
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import Member

NO_WORDS: dict[str, Any] = {"args": [], "kwargs": {}}
WAITING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def addresses_of(member: Member) -> set[str]:
    """Every address that was theirs."""
    others = EmailAddress.objects.filter(user=member).values_list("email", flat=True)
    return {member.email, *others}


def end_sessions(member: Member) -> int:
    """Sign them out everywhere; how many sessions that were.

    No column says whose a session is, so each is looked into.
    """
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(member.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)


def forget_letters(addresses: set[str]) -> None:
    """Letters that wait are not sent any more, and of failed ones nothing is kept."""
    rows = DBTaskResult.objects.annotate(words=Cast("args_kwargs", TextField()))
    named = Q()
    for address in addresses:
        for spelled in {address, json.dumps(address)[1:-1]}:
            named |= Q(words__contains=spelled) | Q(traceback__contains=spelled)
    rows.filter(named, status__in=WAITING).delete()
    found = list(rows.filter(named).values_list("pk", flat=True))
    DBTaskResult.objects.filter(pk__in=found).update(args_kwargs=NO_WORDS, traceback="")


def forget_in_the_log(words: set[str]) -> None:
    """What the log of the admin calls a member, and their rows, says nothing any more."""
    for said in words:
        LogEntry.objects.filter(object_repr__contains=said).update(object_repr="")
        for spelled in {said, json.dumps(said)[1:-1]}:
            LogEntry.objects.filter(change_message__contains=spelled).update(change_message="")
