"""After the end: what one writes for oneself, shares if one likes, and the thanks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import MemberRequest
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.forms.reflection import ReflectionForm, ThanksForm
from mentoring.models import Reflection, Thanks
from mentoring.views.looked import Looking
from mentoring.views.pairings import not_now, seen_by
from mentoring.views.seen import Seen

PAGE = "mentoring/reflection_edit.html"


def page_for(
    seen: Seen, form: ReflectionForm | None = None, thanks: ThanksForm | None = None
) -> Any:
    """What the page needs, with the forms as they were typed or as they begin."""
    back = Looking.back_on(seen)
    kept = back.mine.texts if back.mine else {}
    return {
        "seen": seen,
        "back": back,
        "form": form or ReflectionForm(initial=kept),
        "thanks": thanks or ThanksForm(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def reflection_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Read and write one's own reflection; keep it, or share it for good."""
    seen = seen_by(request.user, pk)
    if not seen.pairing.can_be_looked_back_on_by(request.user):
        return not_over(request, seen)
    context = page_for(seen)
    if request.method != "POST":
        return answer_form(request, PAGE, context, context["form"])
    form = ReflectionForm(request.POST, may_be_empty=context["back"].mine is not None)
    if not form.is_valid():
        return answer_form(request, PAGE, context, form)
    try:
        told = keep(seen, form.cleaned_data, shares="share" in request.POST)
    except NotAllowed as no:
        return refused(request, PAGE, page_for(seen_by(request.user, pk), form), no)
    messages.success(request, told)
    return redirect("mentoring:reflection_edit", pk)


def keep(seen: Seen, texts: dict[str, str], *, shares: bool) -> str:
    """Write it, and share it if that was the button. Says what is true now."""
    reflection, _is_new = Reflection.objects.write(seen.pairing, texts, by=seen.viewer)
    if not shares:
        return _("Your reflection is kept. Nobody else sees it.")
    reflection.share(seen.viewer)
    return _("Your reflection is shared. %(name)s has been told.") % seen.names


@require_POST
def thanks_send(request: MemberRequest, pk: int) -> HttpResponse:
    """Send the other a few words, once."""
    seen = seen_by(request.user, pk)
    if not seen.pairing.can_be_looked_back_on_by(request.user):
        return not_over(request, seen)
    form = ThanksForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, page_for(seen, thanks=form), status=422)
    try:
        is_new = Thanks.objects.send(seen.pairing, form.cleaned_data["text"], by=request.user)
    except NotAllowed as no:
        return refused(request, PAGE, page_for(seen_by(request.user, pk), thanks=form), no)
    told = _("Your thanks are sent. %(name)s has been told.") if is_new else _("They are sent.")
    messages.success(request, told % seen.names)
    return redirect("mentoring:reflection_edit", pk)


def not_over(request: MemberRequest, seen: Seen) -> HttpResponse:
    """The pairing as it stands, for whoever came too early."""
    if request.method == "POST":
        return not_now(request, seen.pairing.pk, seen.now_true)
    messages.info(request, seen.now_true)
    return redirect(seen.pairing)
