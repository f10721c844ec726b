"""Completing and leaving a route."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from lib.pages import refused
from lib.refusals import NotAllowed
from mentoring.enrolments import Verb, close
from mentoring.models import Pairing
from registration.models import Enrolment

PAGE = "mentoring/enrolment_close.html"


@require_safe
def enrolment_close(request: MemberRequest, pk: int) -> HttpResponse:
    """What completing or leaving a route brings about, and the two buttons that do it."""
    enrolment = get_object_or_404(Enrolment.objects.of(request.user), pk=pk)
    return render(request, PAGE, as_it_stands(enrolment))


def as_it_stands(enrolment: Enrolment) -> dict[str, Any]:
    pairings = Pairing.objects.filter(enrolment=enrolment)
    return {
        "enrolment": enrolment,
        "proposals": pairings.proposed().count(),
        "has_active_pairing": pairings.active().exists(),
    }


@require_POST
def enrolment_complete(request: MemberRequest, pk: int) -> HttpResponse:
    """The member has completed the route."""
    return answer(request, pk, "complete", _("You have completed %(route)s."))


@require_POST
def enrolment_leave(request: MemberRequest, pk: int) -> HttpResponse:
    """The member leaves the route; they can enrol again."""
    return answer(request, pk, "leave", _("You have left %(route)s."))


def answer(request: MemberRequest, pk: int, verb: Verb, said: str) -> HttpResponse:
    """Do it, and say what is true now: done with its consequences, done before, or refused."""
    enrolment = get_object_or_404(Enrolment.objects.of(request.user), pk=pk)
    try:
        withdrawn = close(enrolment, verb, by=request.user)
    except NotAllowed as no:
        enrolment.refresh_from_db()
        return refused(request, PAGE, as_it_stands(enrolment), no)
    sentence = said % {"route": enrolment.route.name}
    if withdrawn is None:
        messages.info(request, sentence)
    else:
        messages.success(request, f"{sentence} {about_proposals(withdrawn)}".strip())
    return redirect("registration:overview")


def about_proposals(withdrawn: int) -> str:
    if not withdrawn:
        return ""
    sentence = ngettext(
        "One open proposal is withdrawn, and the mentor is told.",
        "%(number)s open proposals are withdrawn, and the mentors are told.",
        withdrawn,
    )
    return sentence % {"number": withdrawn}
