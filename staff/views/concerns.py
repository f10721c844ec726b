"""What has been reported, for those whose role it is, and for nobody about whom it is."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.keys import is_key
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.models import Concern, Hold
from staff.forms.concerns import OutcomeForm

PAGE_SIZE = 25
PAGE = "staff/concern_detail.html"


@requires(Permission.HANDLE_CONCERNS)
@require_safe
def concern_list(request: MemberRequest) -> HttpResponse:
    """What waits for somebody, what somebody has, and what is closed, page by page."""
    mine = Concern.objects.for_handling_by(request.user).select_related("about", "taken_by")
    closed = Paginator(mine.closed(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"waiting": mine.waiting(), "taken": mine.taken(), "closed": closed}
    return render(request, "staff/concern_list.html", context)


@requires(Permission.HANDLE_CONCERNS)
@require_safe
def concern_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """What was sent. That one has looked leaves a row of history."""
    concern = concern_of(request.user, pk)
    concern.read(request.user)
    form = OutcomeForm(concern=concern)
    return answer_form(request, PAGE, page_of(concern, request.user), form)


@requires(Permission.HANDLE_CONCERNS)
@require_POST
def concern_take(request: MemberRequest, pk: int) -> HttpResponse:
    """Look after it from now on; or take it over from whoever the page said has it."""
    concern, over = concern_of(request.user, pk), request.POST.get("over", "")
    try:
        concern.take(request.user, over=int(over) if is_key(over) else None)
    except NotAllowed as no:
        return turned_down(request, pk, no)
    messages.success(request, _("You have this concern now."))
    return redirect(concern)


@requires(Permission.HANDLE_CONCERNS)
@require_POST
def concern_close(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what came of it."""
    concern = concern_of(request.user, pk)
    form = OutcomeForm(request.POST, concern=concern)
    if not form.is_valid():
        return answer_form(request, PAGE, page_of(concern, request.user), form)
    try:
        concern.close(request.user, **form.cleaned_data)
    except NotAllowed as no:
        return turned_down(request, pk, no, form)
    messages.success(request, _("The concern is closed."))
    return redirect(concern)


def concern_of(member: Member, pk: int) -> Concern:
    """One of those that this member may handle; 404 for what is about themselves."""
    people = ("about", "reporter", "taken_by", "closed_by")
    concern: Concern = get_object_or_404(
        Concern.objects.for_handling_by(member).select_related(*people), pk=pk
    )
    return concern


def page_of(concern: Concern, viewer: Member) -> dict[str, Any]:
    return {
        "concern": concern,
        "hold": Hold.objects.standing().filter(concern=concern).first(),
        "is_mine": concern.taken_by_id == viewer.pk,
        "may_see_members": viewer.may(Permission.SEE_MEMBERS),
    }


def turned_down(
    request: MemberRequest, pk: int, no: NotAllowed, form: OutcomeForm | None = None
) -> HttpResponse:
    """The page as things stand now, with what was typed."""
    concern = concern_of(request.user, pk)
    fresh = page_of(concern, request.user)
    return refused(request, PAGE, {**fresh, "form": form or OutcomeForm(concern=concern)}, no)
