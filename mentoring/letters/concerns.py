"""Letters about a report or a hold: to those who handle concerns, and to whoever reported."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import Member
from accounts.roles import Permission
from history.models import Event
from mentoring.letters import Letter, Visitor
from mentoring.models import Concern, Hold
from mentoring.states import Topic


def concerns() -> Any:
    return Concern.objects.select_related("reporter", "about")


def reported(_event: Event, concern: Concern) -> Iterable[Letter]:
    """Those who handle concerns, but nobody about whom it is; and whoever reported it."""
    handlers = Member.objects.who_may(Permission.HANDLE_CONCERNS, but=concern.about_id or 0)
    for member in handlers:
        yield Letter("concern_reported", member, concern.get_absolute_url())
    to = concern.reporter or (Visitor(concern.email) if concern.email else None)
    if to and concern.topic == Topic.DATA:
        yield Letter("complaint_received", to, f"{reverse('privacy')}#complaint")
    elif to:
        yield Letter("concern_received", to, f"{reverse('help')}#safe")


def nearly_late(_event: Event, concern: Concern) -> Iterable[Letter]:
    """Those who handle concerns, whoever has it, until it is answered: its taker may be away."""
    if concern.closed_at:
        return
    facts = {"answer_by": concern.answer_by, "is_taken": concern.taken_at is not None}
    for member in Member.objects.who_may(Permission.HANDLE_CONCERNS, but=concern.about_id or 0):
        yield Letter("complaint_nearly_late", member, concern.get_absolute_url(), facts)


def answered(_event: Event, concern: Concern) -> Iterable[Letter]:
    """Whoever complained about how data is used: a member reads the answer on their page.

    Of any other report nobody is told what came of it.
    """
    if not concern.is_complaint:
        return
    if concern.reporter:
        facts = {"is_member": True}
        yield Letter("complaint_answered", concern.reporter, reverse("mentoring:my_data"), facts)
    elif concern.email:
        path, facts = f"{reverse('privacy')}#complaint", {"is_member": False}
        yield Letter("complaint_answered", Visitor(concern.email), path, facts)


def holds() -> Any:
    return Hold.objects.standing().select_related("concern", "member")


def hold_ends(_event: Event, hold: Hold) -> Iterable[Letter]:
    """Those who may look after it, with the day on which it ends if nobody does."""
    about = hold.concern.about_id if hold.concern else hold.member_id
    for member in Member.objects.who_may(Permission.HANDLE_CONCERNS, but=about or 0):
        yield Letter("hold_ends", member, hold.get_absolute_url(), {"ends_on": hold.until})
