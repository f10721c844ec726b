"""What the help says that is true only because the code is so."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentoring.directory.suggestions import EXPLAINED, WEIGHTS


@require_safe
@login_not_required
def suggestions_help(request: HttpRequest) -> HttpResponse:
    """Why one mentor stands before another, with what each reason counts."""
    reasons = sorted(EXPLAINED, key=lambda name: -WEIGHTS[name])
    context = {"reasons": [(EXPLAINED[name], WEIGHTS[name]) for name in reasons]}
    return render(request, "mentoring/suggestions_help.html", context)
