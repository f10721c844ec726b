"""What is held although its time is over or its member leaves: for those who handle concerns."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.models import Hold
from mentoring.models.hold import Held
from staff.forms.holds import TermsForm, TrainingHoldForm
from staff.views.concerns import concern_of

DETAIL, NEW = "staff/hold_detail.html", "staff/hold_new.html"
READ_OR_ACT = ["GET", "HEAD", "POST"]


@requires(Permission.HANDLE_CONCERNS)
@require_safe
def hold_list(request: MemberRequest) -> HttpResponse:
    """Everything that is held, what ends first at the top."""
    mine = Hold.objects.for_handling_by(request.user).standing()
    holds = mine.select_related("member", "concern").order_by("until", "pk")
    return render(request, "staff/hold_list.html", {"holds": holds})


@requires(Permission.HANDLE_CONCERNS)
@require_http_methods(READ_OR_ACT)
def hold_new(request: MemberRequest) -> HttpResponse:
    """Hold the training record of a member, who is named by address or number."""
    form = TrainingHoldForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return answer_form(request, NEW, {}, form)
    return place(request, form.cleaned_data["member"], form, {})


@requires(Permission.HANDLE_CONCERNS)
@require_http_methods(READ_OR_ACT)
def concern_hold(request: MemberRequest, pk: int) -> HttpResponse:
    """Hold a concern, with who reported it and whom it is about."""
    concern = concern_of(request.user, pk)
    form = TermsForm(request.POST if request.method == "POST" else None)
    context = {"concern": concern}
    if request.method != "POST" or not form.is_valid():
        return answer_form(request, NEW, context, form)
    return place(request, concern, form, context)


def place(
    request: MemberRequest, on: Held, form: TermsForm, context: dict[str, Any]
) -> HttpResponse:
    try:
        hold, _is_new = Hold.objects.place(on, form.terms(), by=request.user)
    except NotAllowed as no:
        return refused(request, NEW, {**context, "form": form}, no)
    messages.success(request, _("It is held."))
    return redirect(hold)


@requires(Permission.HANDLE_CONCERNS)
@require_safe
def hold_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Why, until when, and what an erasure left here. That one has looked leaves a row."""
    hold = hold_of(request.user, pk)
    hold.read(request.user)
    return answer_form(request, DETAIL, {"hold": hold}, TermsForm(initial=vars(hold.terms)))


@requires(Permission.HANDLE_CONCERNS)
@require_POST
def hold_change(request: MemberRequest, pk: int) -> HttpResponse:
    """It was looked at again: other words, or another day."""
    hold, form = hold_of(request.user, pk), TermsForm(request.POST)
    if not form.is_valid():
        return answer_form(request, DETAIL, {"hold": hold}, form)
    try:
        is_new = hold.change(form.terms(), by=request.user)
    except NotAllowed as no:
        return turned_down(request, pk, no, form)
    messages.success(request, _("The hold is changed.") if is_new else _("It is so already."))
    return redirect(hold)


@requires(Permission.HANDLE_CONCERNS)
@require_POST
def hold_lift(request: MemberRequest, pk: int) -> HttpResponse:
    """It is not needed any more."""
    hold = hold_of(request.user, pk)
    try:
        hold.lift(request.user)
    except NotAllowed as no:
        return turned_down(request, pk, no)
    messages.success(request, _("The hold is lifted, and what it kept is gone."))
    return redirect("staff:hold_list")


def hold_of(member: Member, pk: int) -> Hold:
    """One of those that this member may look after; 404 for what is about themselves."""
    people = ("member", "concern", "placed_by")
    hold: Hold = get_object_or_404(
        Hold.objects.for_handling_by(member).select_related(*people), pk=pk
    )
    return hold


def turned_down(
    request: MemberRequest, pk: int, no: NotAllowed, form: TermsForm | None = None
) -> HttpResponse:
    """The page as things stand now, with what was typed."""
    hold = hold_of(request.user, pk)
    shown = form or TermsForm(initial=vars(hold.terms))
    return refused(request, DETAIL, {"hold": hold, "form": shown}, no)
