"""Ways on and out of an active pairing: a pause, a completion, an end; and a mentor who stops."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.forms.ending import EndForm, PauseForm
from mentoring.models import Pairing
from mentoring.stopping import Stopped, stop_mentoring
from mentoring.views.pairings import act, ask_first, seen_by
from mentoring.views.seen import Seen


@require_safe
def pairing_complete_confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """Before one says that the mentoring is complete: what that does."""
    seen = seen_by(request.user, pk)
    return ask_first(request, seen, "complete" if seen.can_complete else "")


@require_POST
def pairing_complete(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that the mentoring is complete; the second who says so completes it."""
    seen = seen_by(request.user, pk)
    asked = _("%(name)s has been asked whether it is complete.") % seen.names
    return act(request, seen, Pairing.complete, "" if seen.pairing.is_completing else asked)


@require_POST
def pairing_put_off(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that it is not complete yet."""
    seen = seen_by(request.user, pk)
    told = _("The mentoring goes on. %(name)s has been told.") % seen.names
    return act(request, seen, Pairing.put_off, told)


@require_safe
def pairing_end_confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """Before a pairing is ended: what that does, and an optional reason."""
    seen = seen_by(request.user, pk)
    return ask_first(request, seen, "end" if seen.can_end else "")


@require_POST
def pairing_end(request: MemberRequest, pk: int) -> HttpResponse:
    """End an active pairing, without blame; its page says what to do next."""
    seen = seen_by(request.user, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return answer_form(request, "mentoring/pairing_end.html", {"seen": seen}, form)
    return act(request, seen, lambda pairing, by: pairing.end(by, **form.cleaned_data))


@require_http_methods(["GET", "HEAD", "POST"])
def pairing_pause(request: MemberRequest, pk: int) -> HttpResponse:
    """Let an active pairing rest until a day."""
    seen = seen_by(request.user, pk)
    first = {"until": seen.pairing.paused_until}
    form = PauseForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        day = {**seen.names, "day": date_format(until, "j F Y")}
        told = _("Paused until %(day)s. %(name)s has been told.") % day
        return act(request, seen, lambda pairing, by: pairing.pause(until, by), told)
    if not seen.can_pause:
        return ask_first(request, seen, "")
    return answer_form(request, "mentoring/pairing_pause.html", {"seen": seen}, form)


@require_POST
def pairing_resume(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a paused pairing up again before the day."""
    seen = seen_by(request.user, pk)
    told = _("You go on. %(name)s has been told.") % seen.names
    return act(request, seen, Pairing.resume, told)


# A mentor who cannot go on -------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def mentor_stop(request: MemberRequest) -> HttpResponse:
    """End every pairing as a mentor in one act, and leave the directory; asked first."""
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return answer_form(request, "mentoring/mentor_stop.html", what_stops(request), form)
    try:
        stopped = stop_mentoring(request.user, **form.cleaned_data)
    except NotAllowed as no:
        context = {**what_stops(request), "form": form}
        return refused(request, "mentoring/mentor_stop.html", context, no)
    messages.success(request, all_told(stopped))
    return redirect("mentoring:overview")


def what_stops(request: MemberRequest) -> dict[str, Any]:
    """The pairings and proposals that would close, as the mentor sees them."""
    mine = Pairing.objects.open().filter(mentor=request.user).with_people()
    seen = [Seen(pairing, request.user) for pairing in mine.order_by("pk")]
    return {
        "active": [one for one in seen if one.pairing.is_active],
        "proposed": [one for one in seen if one.pairing.is_proposed],
        "profile": getattr(request.user, "mentor_profile", None),
    }


def all_told(stopped: Stopped) -> str:
    """What has just been done."""
    number = stopped.ended + stopped.closed
    if not number:
        return _("You are no longer in the directory. Nothing else was open.")
    return ngettext(
        "You have stopped. %(number)d person has been told, and is helped to other mentors.",
        "You have stopped. %(number)d people have been told, and are helped to other mentors.",
        number,
    ) % {"number": number}
