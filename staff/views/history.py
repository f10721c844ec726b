"""What has happened, and who looked at whose record."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from history.models import Look, Page
from lib.keys import is_key
from lib.pages import answer_form
from staff.forms.history import HistoryForm, LookForm
from staff.history import newest, rows
from staff.members import in_sight

PAGE_SIZE = 50


@requires(Permission.SEE_HISTORY)
@require_safe
def history(request: MemberRequest) -> HttpResponse:
    """Everything that the office may read of, by kind, person, actor and period."""
    form = HistoryForm(request.GET)
    if not form.is_valid():
        return answer_form(request, "staff/history.html", {"rows": []}, form)
    if form.whose:
        Look.objects.note(request.user, form.whose, Page.HISTORY)
    return render(request, "staff/history.html", page_of(request, form))


@requires(Permission.SEE_HISTORY)
@require_safe
def member_history(request: MemberRequest, pk: int) -> HttpResponse:
    """The same of one member: their account, registration, training, profile and pairings."""
    member = get_object_or_404(in_sight(request.user), pk=pk)
    Look.objects.note(request.user, member, Page.HISTORY)
    form, told = HistoryForm(request.GET, member=member), {"member": member}
    if not form.is_valid():
        return answer_form(request, "staff/member_history.html", {**told, "rows": []}, form)
    return render(request, "staff/member_history.html", {**told, **page_of(request, form)})


def page_of(request: MemberRequest, form: HistoryForm) -> dict[str, object]:
    """The rows that are asked for, from where the link goes on."""
    key = request.GET.get("before", "")
    events, earlier = newest(form.narrowing(), int(key) if is_key(key) else None)
    return {"form": form, "rows": rows(events, request.user, form.only), "earlier": earlier}


@requires(Permission.SEE_HISTORY)
@require_safe
def looks(request: MemberRequest) -> HttpResponse:
    """Who of the office looked at whose record, the newest first."""
    form = LookForm(request.GET)
    if not form.is_valid():
        return answer_form(request, "staff/looks.html", {}, form)
    found = form.narrow(Look.objects.select_related("viewer", "whose").order_by("-at", "-pk"))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/looks.html", {"form": form, "page": page})
