"""When the two of a pairing meet. For the two people, and nobody else."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.forms.meeting import CancelForm, MeetingForm, PrivateNoteForm, SharedNoteForm
from mentoring.models import Meeting
from mentoring.papers import length_of
from mentoring.views.meeting_seen import MeetingSeen
from mentoring.views.pairings import seen_by
from mentoring.views.seen import Seen

LIST, PAGE = "mentoring/meeting_list.html", "mentoring/meeting_detail.html"
FORM, ASK = "mentoring/meeting_form.html", "mentoring/meeting_cancel.html"


def met_by(member: Member, pk: int) -> MeetingSeen:
    """The meeting as the member sees it; 404 for everybody but the two."""
    mine = Meeting.objects.visible_to(member).select_related("way")
    meeting = get_object_or_404(mine, pk=pk)
    return MeetingSeen(meeting, seen_by(member, meeting.pairing_id))


def lists_of(seen: Seen, number: str = "1") -> dict[str, Any]:
    """What is to come, the next one first, and a page of what is past."""
    now = timezone.now()
    meetings: Any = seen.pairing.meetings.select_related("way")
    page = Paginator(meetings.past(now), settings.MENTORING["MEETINGS_PAGE_SIZE"]).get_page(number)
    page.object_list = [MeetingSeen(meeting, seen) for meeting in page.object_list]
    held = seen.pairing.meetings.held(now).in_all()
    return {
        "seen": seen,
        "coming": [MeetingSeen(meeting, seen) for meeting in meetings.planned(now)],
        "past": page,
        "held": held,
        "held_for": length_of(held.minutes),
    }


@require_safe
def meeting_list(request: MemberRequest, pk: int) -> HttpResponse:
    """The next one, those to come, and page by page those that are past."""
    seen = seen_by(request.user, pk)
    return render(request, LIST, lists_of(seen, request.GET.get("page", "1")))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Plan a meeting, or note one that has been."""
    seen = seen_by(request.user, pk)
    if request.method != "POST" and not seen.can_meet:
        messages.info(request, _("No meeting can be planned here now."))
        return redirect("mentoring:meeting_list", pk)
    form = MeetingForm(posted(request), pairing=seen.pairing)
    if request.method != "POST" or not form.is_valid():
        return answer_form(request, FORM, {"seen": seen}, form)
    try:
        meeting, is_new = Meeting.objects.plan(seen.pairing, form.facts, by=request.user)
    except NotAllowed as no:
        fresh = seen_by(request.user, pk)
        page = {"seen": fresh, "form": form} if fresh.can_meet else lists_of(fresh)
        return refused(request, FORM if fresh.can_meet else LIST, page, no)
    if is_new:
        say_done(request, seen, form, _("The meeting is kept, and %(name)s has been told."))
    else:
        messages.info(request, _("This meeting is planned already."))
    return redirect(meeting)


@require_safe
def meeting_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """When and where, the notes, and what can be done."""
    return render(request, PAGE, page_of(met_by(request.user, pk)))


def page_of(met: MeetingSeen, **typed: Any) -> dict[str, Any]:
    """What the page shows; `typed` holds a note that needs another look."""
    meeting = met.meeting
    kept = meeting.notes.filter(side=met.seen.side).first()
    private = kept.text if kept else ""
    shared = {"text": meeting.shared_note, "edition": meeting.edition}
    return {
        "met": met,
        "seen": met.seen,
        "private": private,
        "shared_form": SharedNoteForm(initial=shared),
        "private_form": PrivateNoteForm(initial={"private": private}),
        **typed,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: MemberRequest, pk: int) -> HttpResponse:
    """Another time, length, way or place."""
    met = met_by(request.user, pk)
    if request.method != "POST" and not met.can_change:
        messages.info(request, _("This meeting can no longer be changed."))
        return redirect(met.meeting)
    form = MeetingForm(posted(request), pairing=met.seen.pairing, meeting=met.meeting)
    if request.method != "POST" or not form.is_valid():
        return answer_form(request, FORM, {"seen": met.seen, "met": met}, form)
    try:
        is_new = met.meeting.change(form.facts, form.cleaned_data["sequence"], by=request.user)
    except NotAllowed as no:
        return not_changed(request, pk, no)
    if is_new:
        say_done(request, met.seen, form, _("The meeting is changed, and %(name)s has been told."))
    else:
        messages.info(request, _("The meeting is like this already."))
    return redirect(met.meeting)


def not_changed(request: MemberRequest, pk: int, no: NotAllowed) -> HttpResponse:
    """What stands now, and what was typed, ready to be sent again by who has seen both."""
    met = met_by(request.user, pk)
    if not met.can_change:
        return refused(request, PAGE, page_of(met), no)
    typed = request.POST.copy()
    typed["sequence"] = str(met.meeting.sequence)
    form = MeetingForm(typed, pairing=met.seen.pairing, meeting=met.meeting)
    return refused(request, FORM, {"seen": met.seen, "met": met, "form": form}, no)


def posted(request: MemberRequest) -> QueryDict | None:
    """What was sent, though it be empty; or nothing, when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def say_done(request: MemberRequest, seen: Seen, form: MeetingForm, done: str) -> None:
    """What was done, who has been told, and which of two equal times was taken."""
    messages.success(request, done % seen.names)
    if form.is_first_of_two:
        twice = _("The clocks go back then, and this time comes twice. The first one is meant.")
        messages.info(request, twice)


# Asking first --------------------------------------------------------------


@require_safe
def meeting_cancel_confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """Before a meeting is cancelled: what that does."""
    met = met_by(request.user, pk)
    if not met.can_cancel:
        messages.info(request, _("This meeting can no longer be cancelled."))
        return redirect(met.meeting)
    form = CancelForm(initial={"sequence": met.meeting.sequence})
    context = {"seen": met.seen, "met": met, "form": form, "back_url": met.url}
    return render(request, ASK, context)


@require_POST
def meeting_cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """It does not take place, or has not."""
    met, form = met_by(request.user, pk), CancelForm(request.POST)
    form.full_clean()
    try:
        is_new = met.meeting.cancel(form.cleaned_data["sequence"], by=request.user)
    except NotAllowed as no:
        return refused(request, PAGE, page_of(met_by(request.user, pk)), no)
    if is_new:
        told = _("The meeting is cancelled, and %(name)s has been told.") % met.seen.names
        messages.success(request, told)
    else:
        messages.info(request, _("This meeting was cancelled before."))
    return redirect(met.meeting)
