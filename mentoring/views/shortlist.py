"""My shortlist: whom I keep in mind, wait for and have hidden, and mentors side by side."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from mentoring.directory.comparison import Comparison
from mentoring.directory.shortlist import Marked, Shortlist
from mentoring.forms.mark import NoteForm

PAGE = "mentoring/shortlist.html"


@require_safe
def shortlist(request: MemberRequest) -> HttpResponse:
    """The member's own marks, each with what can be done about it."""
    return render(request, PAGE, page_of(request.user))


@require_safe
def compare(request: MemberRequest) -> HttpResponse:
    """The mentors that the address names, side by side; the address can be kept."""
    comparison = Comparison.read(request.user, request.GET.getlist("mentor"))
    return render(request, "mentoring/compare.html", {"comparison": comparison})


def page_of(member: Member, written: NoteForm | None = None) -> dict[str, Any]:
    """What the page shows; `written` is a note that needs another look, kept as typed."""
    found = Shortlist(member, written.mark if written else None)
    return {
        "shortlist": found,
        "shortlisted": with_notes(found.shortlisted, written),
        "noted": with_notes(found.noted, written),
        "form": written,
    }


def with_notes(rows: Iterable[Marked], written: NoteForm | None) -> list[tuple[Marked, NoteForm]]:
    """Each row with the form of its note."""
    return [
        (row, written)
        if written and written.mark.profile_id == row.pk
        else (row, NoteForm(mark=row.mark))
        for row in rows
    ]
