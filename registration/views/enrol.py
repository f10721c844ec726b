"""Enrolling on a route."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.pages import answer_form
from lib.refusals import NotAllowed
from registration.forms import EnrolForm
from registration.models import Enrolment, Route


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_open(request: MemberRequest) -> HttpResponse:
    """Choose a route that is offered, and be enrolled on it."""
    form = EnrolForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and is_enrolled(request, form):
        return redirect("registration:overview")
    on_now = Enrolment.objects.of(request.user).open().values_list("route", flat=True)
    return answer_form(request, "registration/enrolment_open.html", {"on_now": set(on_now)}, form)


def is_enrolled(request: MemberRequest, form: EnrolForm) -> bool:
    """Whether the member is on the route now, through this request or before it."""
    route = form.cleaned_data["route"]
    try:
        Enrolment.objects.enrol(request.user, route)
    except NotAllowed as no:
        if is_on(request.user, route):
            messages.info(request, str(no))
            return True
        form.add_error("route", str(no))
        return False
    enrolled = _("You are enrolled on %(route)s. Next, find a mentor.")
    messages.success(request, enrolled % {"route": route.name})
    return True


def is_on(member: Member, route: Route) -> bool:
    return Enrolment.objects.of(member).open().filter(route=route).exists()
