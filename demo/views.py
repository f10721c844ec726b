"""The demo's own pages: the post that was sent. Public, since a code must be read before log-in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from demo.post import find_letter, newest_letters


@login_not_required
@require_safe
@never_cache
def post(request: HttpRequest) -> HttpResponse:
    """The letters that were sent, newest first."""
    return render(request, "demo/post.html", {"letters": newest_letters()})


@login_not_required
@require_safe
@never_cache
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """One letter: its text to read, its HTML as source."""
    found = find_letter(key)
    if found is None:
        raise Http404(_("No such letter."))
    return render(request, "demo/letter.html", {"letter": found})
