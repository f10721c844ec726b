"""Training days: which there are, what each is, and its roll."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.models import TrainingDay
from staff.days import DayRoll
from staff.forms.days import CancelForm, DayForm

PAGE_SIZE = 20
MOST_TO_COME = 100
PAGE = "staff/training_day_detail.html"
CANCEL = "staff/training_day_cancel.html"
FORM = "staff/training_day_form.html"
READ_OR_ACT = ["GET", "HEAD", "POST"]


def find(pk: int) -> TrainingDay:
    """The day, with its region."""
    return get_object_or_404(TrainingDay.objects.select_related("region"), pk=pk)


@requires(Permission.SEE_TRAINING)
@require_safe
def training_day_list(request: MemberRequest) -> HttpResponse:
    """The days to come, the next one first; and those past, the latest first."""
    today = timezone.localdate()
    days = TrainingDay.objects.with_counts()
    page = Paginator(days.past(today), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "to_come": days.to_come(today)[:MOST_TO_COME],
        "page": page,
        "may_record": request.user.may(Permission.RECORD_TRAINING),
    }
    return render(request, "staff/training_day_list.html", context)


@requires(Permission.RECORD_TRAINING)
@require_http_methods(READ_OR_ACT)
def training_day_new(request: MemberRequest) -> HttpResponse:
    """Plan a day, or write down one that is past."""
    form = DayForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return answer_form(request, FORM, {}, form)
    try:
        day = TrainingDay.objects.plan(form.facts(), by=request.user)
    except NotAllowed as no:
        return refused(request, FORM, {"form": form}, no)
    messages.success(request, _("The day is planned. Now add the people."))
    return redirect("staff:training_day_detail", day.pk)


@requires(Permission.RECORD_TRAINING)
@require_http_methods(READ_OR_ACT)
def training_day_change(request: MemberRequest, pk: int) -> HttpResponse:
    """Say it otherwise; whoever is booked is told of another date or place."""
    day = find(pk)
    form = DayForm(request.POST if request.method == "POST" else None, facts=day.facts)
    if not form.is_valid():
        return answer_form(request, FORM, {"day": day}, form)
    try:
        changed = day.change(form.facts(), by=request.user)
    except NotAllowed as no:
        return refused(request, FORM, {"day": find(pk), "form": form}, no)
    messages.success(request, _("The day is changed.") if changed else _("Nothing is different."))
    return redirect("staff:training_day_detail", day.pk)


@requires(Permission.RECORD_TRAINING)
@require_http_methods(READ_OR_ACT)
def training_day_cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Call a planned day off; whoever has a place is told."""
    day, form = find(pk), CancelForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return answer_form(request, CANCEL, cancelled(day), form)
    try:
        is_new = day.cancel(request.user, form.cleaned_data["reason"])
    except NotAllowed as no:
        return refused(request, CANCEL, {**cancelled(find(pk)), "form": form}, no)
    if is_new:
        messages.success(request, _("The day is cancelled. Whoever has a place on it is told."))
    else:
        messages.info(request, _("The day is cancelled already."))
    return redirect("staff:training_day_detail", pk)


def cancelled(day: TrainingDay) -> dict[str, Any]:
    """The day, and how many hear of it."""
    return {"day": day, "booked": day.bookings.kept().count(), "may": day.can_be_cancelled()}


@requires(Permission.SEE_TRAINING)
@require_safe
def training_day_history(request: MemberRequest, pk: int) -> HttpResponse:
    """What has happened to a day: on a page of its own, since few need it."""
    return render(request, "staff/training_day_history.html", {"day": find(pk)})


@requires(Permission.SEE_TRAINING)
@require_safe
def training_day_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """The roll: who is booked, and who completed the day."""
    ticked = frozenset[int]() if request.GET.get("tick") == "none" else None
    return render(request, PAGE, {"roll": DayRoll(find(pk), request.user, ticked)})
