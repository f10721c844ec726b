"""Saved searches: keeping one, and what is done with those that are kept."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.pages import answer_form, refused, way_back
from lib.refusals import NotAllowed
from mentoring.directory.saved import Asker, kept_by, known_from
from mentoring.forms.saved_search import NameForm
from mentoring.models import SavedSearch, SearchLetter

PAGE = "mentoring/searches.html"
LIST, DIRECTORY = "mentoring:searches", "mentoring:directory"
Verb = Callable[[SavedSearch, Member], bool]


@require_safe
def searches(request: MemberRequest) -> HttpResponse:
    """The searches that the member keeps, each with how many fit now."""
    return render(request, PAGE, page_of(request.user))


@require_POST
def search_save(request: MemberRequest) -> HttpResponse:
    """Keep the search that the button was pressed on, and go back to it."""
    by = request.user
    found = Asker(by).ask(request.POST.get("query", ""))
    try:
        _search, is_new = SavedSearch.objects.keep(found.search.to_keep(), by, known_from(found))
    except NotAllowed as no:
        back = way_back(request, otherwise=f"{reverse(DIRECTORY)}{found.search.to_keep()}")
        return refused(request, PAGE, {**page_of(by), "search_url": back}, no)
    if is_new:
        messages.success(
            request,
            _("This search is saved. When a new mentor fits, we write to you, once a day at most."),
        )
    else:
        messages.info(request, _("You have saved this search already."))
    return redirect(way_back(request, otherwise=LIST))


@require_POST
def search_rename(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a search a name; one that needs another look is kept on the page."""
    form = NameForm(request.POST, search=own_search(request.user, pk))
    if not form.is_valid():
        return answer_form(request, PAGE, page_of(request.user, form), form)
    name = form.cleaned_data["name"]
    happened = _("The search has its new name."), _("The search is called so already.")
    return do(request, pk, lambda search, by: search.rename(by, name), happened)


@require_POST
def search_start(request: MemberRequest, pk: int) -> HttpResponse:
    """Hear of new mentors from now on."""
    happened = (
        _("We write to you when a new mentor fits, once a day at most."),
        _("You get these letters already."),
    )
    return do(request, pk, start_letters, happened)


@require_POST
def search_stop(request: MemberRequest, pk: int) -> HttpResponse:
    """Hear of new mentors no more; the search stays."""
    happened = (
        _("No more letters about this search. It stays here."),
        _("You get no letters about this search."),
    )
    return do(request, pk, SavedSearch.stop_letters, happened)


@require_POST
def search_discard(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep a search no longer; a second press is answered kindly."""
    happened = _("The search is deleted."), _("You have deleted this search already.")
    if SavedSearch.objects.was_discarded_by(request.user, pk):
        messages.info(request, happened[1])
        return redirect(LIST)
    return do(request, pk, SavedSearch.discard, happened)


@csrf_exempt  # a mail program posts without a page of ours; the token is what it proves itself by
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def searches_stop(request: HttpRequest, token: str) -> HttpResponse:
    """From a letter, signed in or not: looking asks, and pressing stops all these letters.

    Answered without a redirect, which mail programs do not follow.
    """
    letter = SearchLetter.objects.named_by(token)
    if letter is None:
        raise Http404
    if request.method == "POST":
        SavedSearch.objects.stop_all(letter.member)
    has_letters = SavedSearch.objects.of(letter.member).with_letters().exists()
    return render(request, "mentoring/searches_stop.html", {"has_letters": has_letters})


def do(request: MemberRequest, pk: int, verb: Verb, happened: tuple[str, str]) -> HttpResponse:
    """One verb of one's own search. `happened` is said when it is new, and when it is not."""
    try:
        is_new = verb(own_search(request.user, pk), request.user)
    except NotAllowed as no:
        return refused(request, PAGE, page_of(request.user), no)
    say = messages.success if is_new else messages.info
    say(request, happened[0] if is_new else happened[1])
    return redirect(LIST)


def start_letters(search: SavedSearch, by: Member) -> bool:
    """With whoever fits now known, so that they are not told of as if they were new."""
    return search.start_letters(by, known_from(Asker(by).ask(search.query)))


def own_search(member: Member, pk: int) -> SavedSearch:
    """A search that this member keeps; 404 for anybody else's."""
    return get_object_or_404(SavedSearch.objects.of(member), pk=pk)


def page_of(member: Member, written: NameForm | None = None) -> dict[str, Any]:
    """What the page shows; `written` is a name that needs another look, kept as typed."""
    rows = [
        (
            kept,
            written if written and written.search == kept.search else NameForm(search=kept.search),
        )
        for kept in kept_by(member)
    ]
    return {"rows": rows, "form": written}
