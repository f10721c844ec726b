"""A trained member applies to be listed, where the office answers applications."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import MemberRequest
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.forms.application import ApplicationForm
from mentoring.models import MentorProfile

PAGE = "mentoring/application_new.html"


@require_http_methods(["GET", "HEAD", "POST"])
def application_new(request: MemberRequest) -> HttpResponse:
    """Apply, with a few words; only what is missing keeps one from it, and what was typed stays."""
    profile = MentorProfile.objects.of(request.user)
    is_sent = request.method == "POST"
    if not is_sent and not profile.can_apply:
        return redirect("mentoring:profile_edit")
    form = ApplicationForm(request.POST if is_sent else None)
    if not is_sent or not form.is_valid():
        return answer_form(request, PAGE, {"is_refused": not profile.can_apply}, form)
    try:
        is_new = profile.apply(request.user, form.cleaned_data["words"])
    except NotAllowed as no:
        return refused(request, PAGE, {"form": form, "is_refused": True}, no)
    if is_new:
        messages.success(request, _("Your application is with the office. You get a letter."))
    else:
        messages.info(request, _("You have applied already. The office has it."))
    return redirect("mentoring:profile_edit")


@require_POST
def application_take_back(request: MemberRequest) -> HttpResponse:
    """One would rather not be listed now."""
    application = MentorProfile.objects.of(request.user).waiting_application()
    if application and application.take_back(request.user):
        messages.success(request, _("Your application is taken back."))
    else:
        messages.info(request, _("No application of yours waits."))
    return redirect("mentoring:profile_edit")
