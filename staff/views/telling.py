"""What CILIP is told of pairings: the log of it, the list of a day, and to send one again."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.pages import answer_form, way_back
from lib.refusals import NotAllowed
from lib.sheets import sheet_answer
from mentoring.models import Telling
from mentoring.telling import FIELDS, rows_of_day
from staff.forms.telling import DayForm

PAGE_SIZE = 50
PAGE = "staff/telling_list.html"


def context(request: MemberRequest) -> dict[str, Any]:
    """The newest first; or those alone that were given up."""
    only_given_up = request.GET.get("show") == "given_up"
    rows = Telling.objects.given_up() if only_given_up else Telling.objects.all()
    page = Paginator(rows.with_facts().order_by("-at", "-pk"), PAGE_SIZE)
    is_list = request.path == reverse("staff:telling_list")
    return {
        "here": request.get_full_path() if is_list else reverse("staff:telling_list"),
        "page": page.get_page(request.GET.get("page")),
        "only_given_up": only_given_up,
        "sends": bool(settings.TELLING_URL),
        "lists": settings.TELLING_LIST,
        "may_again": settings.TELLING_URL and request.user.may(Permission.TELL_AGAIN),
    }


@requires(Permission.SEE_TELLING)
@require_safe
def telling_list(request: MemberRequest) -> HttpResponse:
    """What was told, what waits and what could not be told; of an answer its status alone."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    return render(request, PAGE, {**context(request), "form": DayForm(initial={"day": today})})


@requires(Permission.SEE_TELLING)
@require_safe
def telling_day(request: MemberRequest) -> HttpResponse:
    """The list of one day as a file: what CILIP is told, and nothing else."""
    if not settings.TELLING_LIST:
        raise Http404
    form = DayForm(request.GET)
    if not form.is_valid():
        return answer_form(request, PAGE, context(request), form)
    day = form.cleaned_data["day"]
    return sheet_answer(FIELDS, rows_of_day(day), f"telling-{day.isoformat()}")


@requires(Permission.TELL_AGAIN)
@require_POST
def telling_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Have one sent once more."""
    telling = get_object_or_404(Telling, pk=pk)
    try:
        is_new = telling.send_again(by=request.user)
    except NotAllowed as no:
        messages.error(request, str(no))
        return redirect(way_back(request, otherwise="staff:telling_list"))
    if is_new:
        messages.success(request, _("CILIP is told again."))
    else:
        messages.info(request, _("This is on its way already."))
    return redirect(way_back(request, otherwise="staff:telling_list"))
