"""Awards, added, corrected and taken off by the member who states them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import MemberRequest
from lib.pages import answer_form
from lib.refusals import NotAllowed
from registration.forms import AwardDayForm, AwardForm
from registration.models import Award
from registration.models.award import ALREADY_REMOVED


@require_http_methods(["GET", "HEAD", "POST"])
def award_add(request: MemberRequest) -> HttpResponse:
    """State an award that one holds."""
    form = AwardForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and is_held(request, form):
        return redirect("registration:overview")
    return answer_form(request, "registration/award_add.html", {}, form)


def is_held(request: MemberRequest, form: AwardForm) -> bool:
    """Whether the award stands as typed now, through this request or before it."""
    try:
        Award.objects.add(request.user, **form.cleaned_data)
    except NotAllowed as no:
        if request.user.awards.filter(**form.cleaned_data).exists():
            messages.info(request, str(no))
            return True
        form.add_error("route", str(no))
        return False
    messages.success(request, _("Your award is added."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def award_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """One award: its date, to correct, and the way to take it off."""
    award = get_object_or_404(request.user.awards.select_related("route"), pk=pk)
    typed = request.POST if request.method == "POST" else None
    form = AwardDayForm(typed, initial={"awarded_on": award.awarded_on})
    if form.is_valid() and is_corrected(request, award, form):
        return redirect("registration:overview")
    return answer_form(request, "registration/award_edit.html", {"award": award}, form)


def is_corrected(request: MemberRequest, award: Award, form: AwardDayForm) -> bool:
    """Whether the date stands as typed now; if not, the form says why."""
    try:
        award.correct(form.cleaned_data["awarded_on"], by=request.user)
    except NotAllowed as no:
        form.add_error(None, str(no))
        return False
    messages.success(request, _("The date of your award is saved."))
    return True


@require_POST
def award_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a mistaken award off; a second click is told that it has happened."""
    award = request.user.awards.filter(pk=pk).first()
    if award is None and not Award.objects.was_removed_by(request.user, pk):
        raise Http404
    if award is not None and award.remove(by=request.user):
        messages.success(request, _("The award is removed."))
    else:
        messages.info(request, ALREADY_REMOVED)
    return redirect("registration:overview")
