"""Finding a mentor: the directory, and one mentor's page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from lib import htmx
from lib.replica import read_aside
from mentoring.directory.mentor_page import MentorPage
from mentoring.directory.page import look
from mentoring.models import MentorProfile

PAGE = "mentoring/mentor_detail.html"


@require_safe
@read_aside
def directory(request: MemberRequest) -> HttpResponse:
    """The mentors whom the member may propose to; the address is the whole search.

    A choice in the form changes results, counts and the status line alone.
    """
    takes_focus = htmx.is_for(request, "directory")
    found = look(request.user, request.GET, takes_focus=takes_focus)
    is_refined = htmx.is_asked_by(request, "find")
    template = "mentoring/directory_refined.html" if is_refined else "mentoring/directory.html"
    response = htmx.answer(request, template, {"directory": found})
    response.headers["HX-Push-Url"] = found.address
    return response


@require_safe
def mentor_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One mentor, and what can be done next."""
    return render(request, PAGE, page_of(request.user, pk))


def page_of(viewer: Member, pk: int) -> dict[str, MentorPage]:
    """A trained and listed mentor with a live account; anybody else is not found.

    Nor is one where either of the two has blocked the other.
    """
    mentors = MentorProfile.objects.shown_to(viewer).with_places().with_trained_on().with_work()
    return {"page": MentorPage(get_object_or_404(mentors, pk=pk), viewer)}
