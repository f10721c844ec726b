"""Who is still looking for a mentor, so that nobody waits unseen."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from registration.models import in_sight_of
from staff.waiting import without_a_mentor

PAGE_SIZE = 50


@requires(Permission.SEE_MEMBERS)
@require_safe
def waiting_list(request: MemberRequest) -> HttpResponse:
    """Members without a mentor for over a month, the longest wait first; counts, no mentors."""
    theirs = in_sight_of(request.user, "member")
    waiting = without_a_mentor(timezone.now()).filter(theirs)
    page = Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/waiting_list.html", {"page": page})
