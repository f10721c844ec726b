"""The desk: what needs somebody, why, since when, and who has it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.keys import is_key
from lib.pages import answer_form, way_back
from lib.refusals import NotAllowed
from mentoring.directory.many import fitting
from mentoring.models import CheckIn, DeskItem
from mentoring.states import Matter
from staff.desk import acts
from staff.desk.counts import counts
from staff.desk.lines import REMINDED, Line, matters_of
from staff.desk.sources import on_the_desk
from staff.forms.desk import PutOffForm

PAGE_SIZE, LATELY = 10, 10


@requires(Permission.SEE_QUEUE)
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """How much of each matter waits."""
    matters = matters_of(request.user)
    waiting = counts(matters, request.user, timezone.now())
    rows = [{"matter": matter, "number": waiting[matter]} for matter in matters]
    context = {"rows": rows, "is_empty": not sum(waiting.values())}
    return render(request, "staff/desk.html", context)


@requires(Permission.SEE_QUEUE)
@require_safe
def desk_matter(request: MemberRequest, matter: str) -> HttpResponse:
    """The rows of one matter, the longest first, page by page."""
    chosen = matter_of(matter, request.user)
    rows = on_the_desk(chosen, request.user, timezone.now())
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = lines_of(chosen, list(page.object_list), request.user)
    context = {"matter": chosen, "page": page, "settled": settled_of(chosen, request.user)}
    return render(request, "staff/desk_matter.html", context)


def lines_of(matter: Matter, rows: list[Any], viewer: Member) -> list[Line]:
    """The rows for the page; of those still looking, with whom one could suggest."""
    fits = fitting(row.member for row in rows) if matter == Matter.WAITING and rows else {}
    return [Line(matter, row, viewer, fits[row.member_id] if fits else None) for row in rows]


def settled_of(matter: Matter, viewer: Member) -> Any:
    """Of those who needed help, whom somebody has dealt with last."""
    settled = CheckIn.objects.settled() if matter == Matter.HELP else CheckIn.objects.none()
    return settled.in_sight_of(viewer).with_facts().order_by("-settled_at", "-pk")[:LATELY]


def matter_of(matter: str, viewer: Member) -> Matter:
    """One of those that stand on this member's desk; 404 for any other word."""
    found = next((one for one in matters_of(viewer) if one.value == matter), None)
    if found is None:
        raise Http404
    return found


def act(
    request: MemberRequest, matter: Matter, verb: Callable[[], bool], told: str
) -> HttpResponse:
    """Do it and go back to the page of the matter; say what is true now."""
    try:
        is_new = verb()
    except NotAllowed as no:
        messages.error(request, str(no))
        return redirect(back(request, matter))
    if is_new:
        messages.success(request, told)
    else:
        messages.info(request, _("This has already happened."))
    return redirect(back(request, matter))


def back(request: MemberRequest, matter: Matter) -> str:
    """The page of the matter on which one was."""
    return way_back(request, otherwise=reverse("staff:desk_matter", args=[matter.value]))


@requires(Permission.WORK_QUEUE)
@require_POST
def desk_take(request: MemberRequest, matter: str, pk: int) -> HttpResponse:
    """Look after it from now on; or take it over from whoever the page said has it."""
    chosen, over = matter_of(matter, request.user), request.POST.get("over", "")

    def take() -> bool:
        acts.row_of(chosen, pk, request.user, timezone.now())
        return DeskItem.objects.of(chosen, pk).take(
            request.user, int(over) if is_key(over) else None
        )

    return act(request, chosen, take, _("You have this now."))


@requires(Permission.WORK_QUEUE)
@require_POST
def desk_put_back(request: MemberRequest, matter: str, pk: int) -> HttpResponse:
    """Give it back to everybody."""
    chosen = matter_of(matter, request.user)
    item = DeskItem.objects.of(chosen, pk)
    return act(request, chosen, lambda: item.put_back(request.user), _("It is everybody’s again."))


@requires(Permission.WORK_QUEUE)
@require_POST
def desk_settle(request: MemberRequest, matter: str, pk: int) -> HttpResponse:
    """Say that it is dealt with."""
    chosen, by = matter_of(matter, request.user), request.user
    told = _("Settled. It comes back when something new happens.")
    if chosen == Matter.HELP:
        told = _("Dealt with. The member sees the day on their page.")
    return act(request, chosen, lambda: acts.settle(chosen, pk, by, timezone.now()), told)


@requires(Permission.WORK_QUEUE)
@require_POST
def desk_remind(request: MemberRequest, matter: str, pk: int) -> HttpResponse:
    """Write a kind letter to whoever is awaited."""
    chosen, by = matter_of(matter, request.user), request.user
    if chosen not in REMINDED:
        raise Http404
    told = _("A kind letter is on its way, and the row is settled.")
    return act(request, chosen, lambda: acts.remind(chosen, pk, by, timezone.now()), told)


@requires(Permission.WORK_QUEUE)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_put_off(request: MemberRequest, matter: str, pk: int) -> HttpResponse:
    """Until which day it can wait."""
    chosen, by = matter_of(matter, request.user), request.user
    try:
        row = acts.row_of(chosen, pk, by, timezone.now())
    except NotAllowed as no:
        messages.error(request, str(no))
        return redirect(back(request, chosen))
    form = PutOffForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {"line": Line(chosen, row, by), "back_url": back(request, chosen)}
        return answer_form(request, "staff/desk_put_off.html", context, form)
    item, until = DeskItem.objects.of(chosen, pk), form.cleaned_data["until"]
    return act(request, chosen, lambda: item.put_off(until, by), _("It comes back on that day."))
