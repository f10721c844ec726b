"""Marking a mentor for oneself: in mind, with a note, out of sight, waited for."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.pages import answer_form, refused, way_back
from lib.refusals import NotAllowed
from mentoring.forms.mark import NoteForm
from mentoring.models import MentorMark, MentorProfile
from mentoring.views import mentors, shortlist

Verb = Callable[[MentorMark, Member], bool]


@require_POST
def mentor_shortlist(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep a mentor in mind."""
    happened = _("The mentor is on your shortlist."), _("The mentor is on your shortlist already.")
    return do(request, pk, MentorMark.shortlist, happened)


@require_POST
def mentor_drop(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a mentor off the shortlist."""
    happened = _("The mentor is off your shortlist."), _("The mentor is not on your shortlist.")
    return do(request, pk, MentorMark.drop, happened)


@require_POST
def mentor_hide(request: MemberRequest, pk: int) -> HttpResponse:
    """See a mentor no more among those found."""
    happened = (
        _("The mentor is hidden from you. Under My shortlist you can show them again."),
        _("The mentor is hidden from you already."),
    )
    return do(request, pk, MentorMark.hide, happened)


@require_POST
def mentor_show(request: MemberRequest, pk: int) -> HttpResponse:
    """See a hidden mentor again."""
    happened = _("You see the mentor again."), _("The mentor is not hidden.")
    return do(request, pk, MentorMark.show, happened)


@require_POST
def mentor_watch(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask to be told when a mentor has a place."""
    happened = (
        _("We send you a letter when the mentor has a place. You find it under My shortlist."),
        _("You have asked already. We send you a letter when the mentor has a place."),
    )
    return do(request, pk, MentorMark.watch, happened)


@require_POST
def mentor_unwatch(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask no more."""
    happened = _("You will not be told."), _("You have not asked to be told.")
    return do(request, pk, MentorMark.unwatch, happened)


@require_POST
def mentor_note(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the private note, or empty it; too long a text is kept on the page."""
    form = NoteForm(request.POST, mark=mark_on(request.user, pk))
    if not form.is_valid():
        return answer_form(request, shortlist.PAGE, shortlist.page_of(request.user, form), form)
    text = form.cleaned_data["note"]
    happened = _("Your note is kept."), _("Your note says this already.")
    return do(request, pk, lambda mark, by: mark.write_note(by, text), happened)


def do(request: MemberRequest, pk: int, verb: Verb, happened: tuple[str, str]) -> HttpResponse:
    """One verb of one's own mark. `happened` is said when it is new, and when it is not."""
    mark = mark_on(request.user, pk)
    try:
        is_new = verb(mark, request.user)
    except NotAllowed as no:
        page, now = page_now(request.user, pk)
        return refused(request, page, {**now, "search_url": search_url(request, pk)}, no)
    say = messages.success if is_new else messages.info
    say(request, happened[0] if is_new else happened[1])
    return redirect(f"{way_back(request, otherwise='mentoring:shortlist')}#mentor-{pk}")


def mark_on(member: Member, pk: int) -> MentorMark:
    """The member's mark on a mentor; 404 for whom they neither may see nor have marked."""
    known = MentorProfile.objects.known_to(member)
    mark: MentorMark = MentorMark.objects.by(member, about=get_object_or_404(known, pk=pk))
    return mark


def page_now(member: Member, pk: int) -> tuple[str, dict[str, object]]:
    """Where a refusal is read: the mentor's page, or the shortlist for whom it is not there."""
    if MentorProfile.objects.shown_to(member).filter(pk=pk).exists():
        return mentors.PAGE, {**mentors.page_of(member, pk)}
    return shortlist.PAGE, shortlist.page_of(member)


def search_url(request: MemberRequest, pk: int) -> str:
    """The search in which the button was pressed, at this mentor; nothing for another page."""
    back = way_back(request, otherwise="mentoring:shortlist")
    is_search = back.partition("?")[0] == reverse("mentoring:directory")
    return f"{back}#mentor-{pk}" if is_search else ""
