"""Pairings that the office suggests. Both decide; the office can only take it back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from history.models import Look, Page
from lib.pages import answer_form, refused, way_back
from lib.refusals import NotAllowed
from mentoring.directory.others import others
from mentoring.models import Pairing
from registration.models import Enrolment, in_sight_of
from staff.forms.suggestions import SuggestionForm
from staff.waiting import still_looking

PAGE_SIZE = 50
PAGE = "staff/suggestion_new.html"


@requires(Permission.SUGGEST_PAIRINGS)
@require_safe
def suggestion_list(request: MemberRequest) -> HttpResponse:
    """What was suggested, the newest first, and whether it has come about."""
    theirs = in_sight_of(request.user, "mentee", Permission.SUGGEST_PAIRINGS)
    suggested = Pairing.objects.suggested().filter(theirs).order_by("-proposed_at", "-pk")
    with_people = suggested.select_related("mentor", "mentee", "enrolment__route", "proposed_by")
    page = Paginator(with_people, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/suggestion_list.html", {"page": page})


@requires(Permission.SUGGEST_PAIRINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Three mentors with why, a word to both, and the press that tells them."""
    enrolment = enrolment_of(request, pk)
    Look.objects.note(request.user, enrolment.member, Page.SEARCH)
    form = SuggestionForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return answer_form(request, PAGE, page_of(enrolment), form)
    chosen, note = form.cleaned_data["mentor"].member, form.cleaned_data["note"]
    try:
        _pairing, is_new = Pairing.objects.suggest(enrolment, chosen, by=request.user, note=note)
    except NotAllowed as no:
        return refused(request, PAGE, {**page_of(enrolment), "form": form}, no)
    names = {"mentee": enrolment.member.name, "mentor": chosen.name}
    if is_new:
        messages.success(request, _("%(mentee)s and %(mentor)s are told. Both decide.") % names)
    else:
        messages.info(request, _("You have suggested this already. Both have been told.") % names)
    return redirect("staff:suggestion_list")


def enrolment_of(request: MemberRequest, pk: int) -> Enrolment:
    """Of whoever is looking; of one who has stopped meanwhile, what was typed is still heard."""
    theirs = in_sight_of(request.user, "member", Permission.SUGGEST_PAIRINGS)
    everybodys = Enrolment.objects.select_related("member", "route")
    rows = everybodys if request.method == "POST" else still_looking()
    return get_object_or_404(rows.filter(theirs), pk=pk)


def page_of(enrolment: Enrolment) -> dict[str, Any]:
    """Who is looking, and three whom the directory would show them first."""
    return {"enrolment": enrolment, "mentors": others(enrolment.member, but=None)}


@requires(Permission.SUGGEST_PAIRINGS)
@require_POST
def suggestion_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a suggestion of one's own back, as long as it has not come about."""
    pairing = get_object_or_404(Pairing.objects.suggested().filter(proposed_by=request.user), pk=pk)
    try:
        is_new = pairing.withdraw(request.user)
    except NotAllowed:
        messages.error(request, _("This suggestion is not open any more, so nothing was done."))
        return redirect(way_back(request, otherwise="staff:suggestion_list"))
    if is_new:
        messages.success(request, _("The suggestion is taken back. Both are told."))
    else:
        messages.info(request, _("This suggestion has been taken back already."))
    return redirect(way_back(request, otherwise="staff:suggestion_list"))
