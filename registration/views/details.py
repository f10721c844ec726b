"""My work details."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from lib.pages import answer_form
from registration.forms import WorkDetailsForm
from registration.models import Registrant


@require_http_methods(["GET", "HEAD", "POST"])
def details_edit(request: MemberRequest) -> HttpResponse:
    """Job title, organisation and its kind, sector and network, to read and to change."""
    registrant = Registrant.objects.of(request.user)
    typed = request.POST if request.method == "POST" else None
    form = WorkDetailsForm(typed, registrant=registrant)
    if not form.is_valid():
        return answer_form(request, "registration/details_edit.html", {}, form)
    registrant.change(by=request.user, **form.cleaned_data)
    messages.success(request, _("Your work details are saved."))
    return redirect("registration:overview")
