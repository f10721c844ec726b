"""What is kept about the member, and how to be forgotten."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import DataCopy, Erasure
from accounts.requests import MemberRequest
from lib.pages import refused
from lib.refusals import NotAllowed
from mentoring.copying import ask_for_a_copy
from mentoring.erasing import ask_to_be_erased
from mentoring.models import Hold, Pairing
from mentoring.views.seen import Seen


@require_safe
def my_data(request: MemberRequest) -> HttpResponse:
    """What one can do about what is kept."""
    mine = {
        "erasure": Erasure.objects.of(request.user),
        "copy": request.user.data_copies.kept().defer("content").first(),
        "profile": getattr(request.user, "mentor_profile", None),
        "holds": Hold.objects.told_to(request.user),
        "complaints": request.user.concerns.complaints().order_by("-reported_at", "-pk"),
    }
    return render(request, "mentoring/my_data.html", mine)


@require_POST
def my_data_copy(request: MemberRequest) -> HttpResponse:
    """Ask for a copy; a letter says when it is there. Of one that there is, how it stands."""
    copy, is_new = ask_for_a_copy(request.user)
    if is_new:
        messages.success(request, _("Your copy is being made. We write to you when it is there."))
    elif copy.made_at:
        messages.info(request, _("You have a copy already. You can fetch it here."))
    else:
        told = _("Your copy is being made already. We write to you when it is there.")
        messages.info(request, told)
    return redirect("mentoring:my_data")


@require_safe
@reauthentication_required
def my_data_fetch(request: MemberRequest, pk: int) -> HttpResponse:
    """The copy, to its member alone, once it is sure who asks."""
    copy = get_object_or_404(DataCopy.objects.ready(request.user), pk=pk)
    answer = HttpResponse(bytes(copy.content or b""), content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="alongside-my-data.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def my_data_erase(request: MemberRequest) -> HttpResponse:
    """What would go and what would stay; asked for by POST, once it is sure who asks."""
    if request.method == "POST":
        return _ask(request)
    return render(request, "mentoring/my_data_erase.html", _what_ends(request))


@reauthentication_required
def _ask(request: MemberRequest) -> HttpResponse:
    try:
        ask_to_be_erased(request.user)
    except NotAllowed as no:
        return refused(request, "mentoring/my_data_erase.html", _what_ends(request), no)
    erasure = Erasure.objects.get(member=request.user)
    day = date_format(localtime(erasure.due_at), "j F Y")
    messages.success(request, _("Your account will be erased on %(day)s.") % {"day": day})
    return redirect("mentoring:my_data_erase")


@require_POST
def my_data_stay(request: MemberRequest) -> HttpResponse:
    """Think again: nothing is erased."""
    if Erasure.objects.think_again(request.user):
        messages.success(request, _("You stay. Nothing is erased."))
    else:
        messages.info(request, _("Nothing was going to be erased."))
    return redirect("mentoring:my_data")


def _what_ends(request: MemberRequest) -> dict[str, Any]:
    """The pairings that would end, as the member sees them."""
    mine = Pairing.objects.visible_to(request.user).open().with_people().order_by("pk")
    return {
        "erasure": Erasure.objects.of(request.user),
        "holds": Hold.objects.told_to(request.user),
        "open": [Seen(pairing, request.user) for pairing in mine],
        "is_listed": getattr(getattr(request.user, "mentor_profile", None), "is_listed", False),
    }
