"""My registration."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from registration.models import Enrolment, Registrant


@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    """What a member holds, works towards, says of their work, and looks for."""
    enrolments = list(Enrolment.objects.of(request.user))
    registrant = Registrant.objects.of(request.user)
    context = {
        "registrant": registrant,
        "wishes": registrant.wishes,
        "awards": request.user.awards.select_related("route"),
        "open_enrolments": [each for each in enrolments if each.is_open],
        "closed_enrolments": [each for each in enrolments if not each.is_open],
    }
    return render(request, "registration/overview.html", context)
