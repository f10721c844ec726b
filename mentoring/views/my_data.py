"""What is kept about the member, and how to be forgotten."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Erasure
from accounts.requests import MemberRequest
from lib.pages import refused
from lib.refusals import NotAllowed
from mentoring.erasing import ask_to_be_erased
from mentoring.models import Pairing
from mentoring.views.seen import Seen


@require_safe
def my_data(request: MemberRequest) -> HttpResponse:
    """What one can do about what is kept."""
    erasure = Erasure.objects.of(request.user)
    return render(request, "mentoring/my_data.html", {"erasure": erasure})


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
        "open": [Seen(pairing, request.user) for pairing in mine],
        "is_listed": getattr(getattr(request.user, "mentor_profile", None), "is_listed", False),
    }
