"""Erasing a member who has written to the office, and cannot sign in to ask for it."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import letters
from accounts.models import Erasure, Member
from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from history.models import Look, Page
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.erasing import enter_erasure
from staff.forms.erasures import ErasureForm
from staff.members import in_sight

PAGE = "staff/member_erase.html"


@requires(Permission.ENTER_ERASURES)
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def member_erase(request: MemberRequest, pk: int) -> HttpResponse:
    """Who it is, what follows, and how one knows; then their days to think again begin."""
    member = get_object_or_404(in_sight(request.user), pk=pk, is_active=True)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        Look.objects.note(request.user, member, Page.DETAILS)
        return answer_form(request, PAGE, page_of(member), form)
    try:
        enter_erasure(member, form.cleaned_data["identity"], by=request.user)
    except NotAllowed as no:
        return refused(request, PAGE, {**page_of(member), "form": form}, no)
    day = date_format(localtime(Erasure.objects.get(member=member).due_at), "j F Y")
    messages.success(request, _("The account will be erased on %(day)s.") % {"day": day})
    return redirect("staff:member_erase", pk)


@requires(Permission.ENTER_ERASURES)
@require_POST
def member_stay(request: MemberRequest, pk: int) -> HttpResponse:
    """It was a mistake, or they have thought again: nothing is erased."""
    member = get_object_or_404(in_sight(request.user), pk=pk)
    if Erasure.objects.lift(member, by=request.user):
        messages.success(request, _("They stay. Nothing is erased."))
    else:
        messages.info(request, _("Nothing that the office entered was going to be erased."))
    return redirect("staff:member_detail", pk)


def page_of(member: Member) -> dict[str, Any]:
    """What the clock has begun is nobody's wish yet."""
    wishes = Erasure.objects.asked().filter(member=member, warned_at__isnull=True)
    return {
        "member": member,
        "erasure": wishes.select_related("entered_by").first(),
        "is_reached": letters.has_open_door(member),
    }
