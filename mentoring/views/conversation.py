"""Writing to each other in a pairing. For the two people, and nobody else."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.forms.message import MessageForm
from mentoring.forms.pairing import AcceptForm
from mentoring.models import Message, MessageDraft
from mentoring.views.pairings import PAGE, page_of, seen_by
from mentoring.views.seen import Seen
from mentoring.views.talk import Talk

LIST, EDIT = "mentoring/message_list.html", "mentoring/message_edit.html"


@require_safe
def message_list(request: MemberRequest, pk: int) -> HttpResponse:
    """A page of messages, the newest or those before one of them."""
    talk = Talk(seen_by(request.user, pk), request.GET.get("before", ""))
    page = render(request, LIST, {"seen": talk.seen, "talk": talk})
    talk.read()
    return page


@require_POST
def message_write(request: MemberRequest, pk: int) -> HttpResponse:
    """Send a message, or keep it as a draft. Whatever stands in the way, what was typed is kept."""
    seen = seen_by(request.user, pk)
    form = MessageForm(request.POST, is_draft="keep" in request.POST)
    if not form.is_valid():
        return render(request, PAGE, {**context(seen), "written": form}, status=422)
    text = form.cleaned_data["text"]
    if form.is_draft:
        return keep(request, seen, text)
    try:
        message, is_new = Message.objects.write(seen.pairing, text, by=request.user)
    except NotAllowed as no:
        MessageDraft.objects.keep(seen.pairing, request.user, text)
        return refused(request, PAGE, context(seen_by(request.user, pk)), no)
    if is_new:
        messages.success(request, _("Your message is sent."))
    else:
        messages.info(request, _("You have sent this message already."))
    return redirect(anchor(message))


def keep(request: MemberRequest, seen: Seen, text: str) -> HttpResponse:
    """Keep what is written so far, and say so."""
    if MessageDraft.objects.keep(seen.pairing, request.user, text):
        messages.success(request, _("Your draft is kept. Only you see it."))
    else:
        messages.info(request, _("Nothing was written, so no draft is kept."))
    return redirect(f"{seen.url}#write")


@require_http_methods(["GET", "HEAD", "POST"])
def message_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Put one's own message in other words, for some minutes."""
    mine = Message.objects.by(request.user).select_related("pairing")
    message = get_object_or_404(mine, pk=pk)
    seen = seen_by(request.user, message.pairing_id)
    if request.method != "POST" and not message.can_be_edited_by(request.user):
        messages.info(request, _("This message can no longer be changed. Write another one."))
        return redirect(anchor(message))
    form = MessageForm(request.POST or None, initial={"text": message.text})
    if request.method != "POST" or not form.is_valid():
        return answer_form(request, EDIT, {"seen": seen, "message": message}, form)
    try:
        is_new = message.edit(form.cleaned_data["text"], request.user)
    except NotAllowed as no:
        return not_changed(request, seen, form.cleaned_data["text"], no)
    if is_new:
        messages.success(request, _("Your message is changed."))
    else:
        messages.info(request, _("The message says this already."))
    return redirect(anchor(message))


def not_changed(request: MemberRequest, seen: Seen, text: str, no: NotAllowed) -> HttpResponse:
    """What was typed, as the draft; or beside the draft that stands, which it does not replace."""
    is_kept = MessageDraft.objects.keep_first(seen.pairing, request.user, text)
    now = context(seen_by(request.user, seen.pairing.pk))
    return refused(request, PAGE, {**now, "unkept": "" if is_kept else text}, no)


def context(seen: Seen) -> dict[str, Any]:
    """The page of the pairing, with everything that stands on it."""
    return {**page_of(seen), "form": AcceptForm()}


def anchor(message: Message) -> str:
    """The place of a message on the page of its pairing."""
    return f"{message.pairing.get_absolute_url()}#message-{message.pk}"
