"""What is noted of a meeting: by either for both, and by each for themselves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from lib.pages import refused
from lib.refusals import NotAllowed
from mentoring.forms.meeting import PrivateNoteForm, SharedNoteForm
from mentoring.views.meeting_seen import MeetingSeen
from mentoring.views.meetings import PAGE, met_by, page_of


@require_POST
def meeting_note(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the note that both read. Whatever stands in the way, what was typed is kept."""
    met, form = met_by(request.user, pk), SharedNoteForm(request.POST)
    if not form.is_valid():
        page = page_of(met, shared_form=form, form=form)
        return render(request, PAGE, page, status=422)
    typed = form.cleaned_data
    try:
        is_new = met.meeting.write_note(typed["text"], typed["edition"], by=request.user)
    except NotAllowed as no:
        return not_noted(request, met_by(request.user, pk), typed["text"], no)
    if is_new:
        messages.success(request, _("The shared note is kept. Both of you can read it."))
    else:
        messages.info(request, _("The shared note says this already."))
    return redirect(f"{met.url}#shared")


def not_noted(request: MemberRequest, met: MeetingSeen, typed: str, no: NotAllowed) -> HttpResponse:
    """What was typed, ready to be sent again by who has read what stands now."""
    if not met.can_note:
        return refused(request, PAGE, page_of(met, unkept=typed), no)
    form = SharedNoteForm(initial={"text": typed, "edition": met.meeting.edition})
    return refused(request, PAGE, page_of(met, shared_form=form, is_stale=True), no)


@require_POST
def meeting_private_note(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep what only oneself reads; without words it is gone."""
    met, form = met_by(request.user, pk), PrivateNoteForm(request.POST)
    if not form.is_valid():
        page = page_of(met, private_form=form, form=form)
        return render(request, PAGE, page, status=422)
    text = form.cleaned_data["private"]
    try:
        is_new = met.meeting.keep_private_note(text, by=request.user)
    except NotAllowed as no:
        return refused(request, PAGE, page_of(met_by(request.user, pk), unkept=text), no)
    if is_new:
        messages.success(request, _("Your private note is kept. Only you read it."))
    else:
        messages.info(request, _("Your private note says this already."))
    return redirect(f"{met.url}#private")
