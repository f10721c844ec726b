"""Taking back what one has said about line management."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Member
from accounts.requests import MemberRequest
from history.models import Event
from mentoring.models import LineManagement


@require_POST
def line_management_lift(request: MemberRequest, pk: int) -> HttpResponse:
    """Neither of the two line manages the other, or no longer."""
    declared = LineManagement.objects.filter(member=request.user, pk=pk).first()
    if declared is not None and declared.lift():
        messages.success(request, _("Taken back. A pairing between the two of you is possible."))
    elif was_lifted(request.user, pk):
        messages.info(request, _("This has already happened: your answer was taken back before."))
    else:
        raise Http404
    return redirect("mentoring:overview")


def was_lifted(member: Member, pk: int) -> bool:
    """Whether the member has taken this very answer back before."""
    lifted = Event.objects.filter(verb="line_management.lifted", subject_id=pk)
    return lifted.filter(actor=member).exists()
