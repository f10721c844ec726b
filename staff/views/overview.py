"""The first page of the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.roles import Permission, requires
from staff.overview import flagged_mentors, scheme_counts, trained_not_listed

MOST_SHOWN = 10


@requires(Permission.SEE_OFFICE)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How the scheme stands today, and whom the office may want to write to."""
    context = {
        "counts": scheme_counts(),
        "not_listed": trained_not_listed()[:MOST_SHOWN],
        "flagged": flagged_mentors(),
    }
    return render(request, "staff/overview.html", context)
