"""The first page of the office."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from staff.overview import flagged_mentors, scheme_counts, trained_not_listed

MOST_SHOWN = 10


def overview(request: HttpRequest) -> HttpResponseBase:
    """Where the viewer's roles lead: to how the scheme stands, or to the concerns."""
    viewer = request.user
    may = viewer.may if viewer.is_authenticated else lambda _permission: False
    if may(Permission.HANDLE_CONCERNS) and not may(Permission.SEE_OFFICE):
        return redirect("staff:concern_list")
    return figures(request)


@requires(Permission.SEE_OFFICE)
@require_safe
def figures(request: MemberRequest) -> HttpResponse:
    """How the scheme stands today, and whom the office may want to write to."""
    context = {
        "counts": scheme_counts(request.user),
        "not_listed": trained_not_listed(request.user)[:MOST_SHOWN],
        "flagged": flagged_mentors(request.user),
        "is_for_all": request.user.may_everywhere(Permission.SEE_MEMBERS),
        "may_record": request.user.may(Permission.RECORD_TRAINING),
    }
    return render(request, "staff/overview.html", context)
