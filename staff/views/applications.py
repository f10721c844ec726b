"""An application to be listed, and the office's answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from history.models import Look, Page
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.models import Application, MentorProfile, TrainingCompletion
from mentoring.states import Matter
from staff.forms.applications import NotNowForm

PAGE = "staff/application_detail.html"
DESK = ("staff:desk_matter", Matter.APPLIED.value)


def page_of(pk: int) -> dict[str, Any]:
    """The application, the training behind it, and the profile as others would see it."""
    found = get_object_or_404(
        Application.objects.select_related("member__registrant__level", "answered_by"), pk=pk
    )
    profile = MentorProfile.objects.of(found.member)
    return {
        "application": found,
        "profile": profile,
        "trainings": TrainingCompletion.objects.standing().filter(member=found.member),
        "why_not": found.why_not_agreed(profile) if found.is_waiting else "",
    }


@requires(Permission.SEE_APPLICATIONS)
@require_safe
def application_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """What the mentor would show, what they have written to the office, and the two answers."""
    context = page_of(pk)
    Look.objects.note(request.user, context["application"].member, Page.DETAILS)
    return render(request, PAGE, {**context, "form": NotNowForm()})


@requires(Permission.ANSWER_APPLICATIONS)
@require_POST
def application_agree(request: MemberRequest, pk: int) -> HttpResponse:
    """Say yes: the mentor is listed and told."""
    application = get_object_or_404(Application, pk=pk)
    try:
        is_new = application.agree(request.user)
    except NotAllowed as no:
        return refused(request, PAGE, {**page_of(pk), "form": NotNowForm()}, no)
    names = {"name": application.member.name}
    if is_new:
        messages.success(request, _("%(name)s is in the directory now, and is told.") % names)
    else:
        messages.info(request, _("This application has been agreed to already."))
    return redirect(*DESK)


@requires(Permission.ANSWER_APPLICATIONS)
@require_POST
def application_decline(request: MemberRequest, pk: int) -> HttpResponse:
    """Say not now, and why."""
    application, form = get_object_or_404(Application, pk=pk), NotNowForm(request.POST)
    if not form.is_valid():
        return answer_form(request, PAGE, page_of(pk), form)
    try:
        is_new = application.decline(request.user, form.cleaned_data["reason"])
    except NotAllowed as no:
        return refused(request, PAGE, {**page_of(pk), "form": form}, no)
    if is_new:
        messages.success(request, _("%(name)s is told.") % {"name": application.member.name})
    else:
        messages.info(request, _("This has already happened."))
    return redirect(*DESK)
