"""The help page. Anybody may read it, and it costs a visitor no statement."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentoring.help import chapters, numbers


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How mentoring works here, with the numbers and the words of today."""
    return render(request, "pages/help.html", {**numbers(), "chapters": chapters()})
