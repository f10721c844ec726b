"""Complaints about data that wait for an answer: how long, and with whom. Not what they say."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from mentoring.models import Concern


@requires(Permission.SEE_COMPLAINTS)
@require_safe
def complaint_list(request: MemberRequest) -> HttpResponse:
    """Who handles concerns answers them; the rest of the office sees that nothing is forgotten."""
    mine = Concern.objects.for_handling_by(request.user).complaints()
    context = {
        "complaints": mine.open().select_related("taken_by"),
        "may_answer": request.user.may(Permission.HANDLE_CONCERNS),
    }
    return render(request, "staff/complaint_list.html", context)
