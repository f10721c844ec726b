"""What I look for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from lib.pages import answer_form
from registration.forms import WishesForm
from registration.models import Registrant


@require_http_methods(["GET", "HEAD", "POST"])
def wishes_edit(request: MemberRequest) -> HttpResponse:
    """Areas to develop, ways of meeting and languages, to read and to change."""
    registrant = Registrant.objects.of(request.user)
    typed = request.POST if request.method == "POST" else None
    form = WishesForm(typed, registrant=registrant)
    if not form.is_valid():
        return answer_form(request, "registration/wishes_edit.html", {}, form)
    registrant.look_for(by=request.user, **form.cleaned_data)
    messages.success(request, _("What you look for is saved."))
    return redirect("registration:overview")
