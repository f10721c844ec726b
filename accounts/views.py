"""My details, and who of the office has looked at them."""

from copy import copy

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import interrupted
from accounts.forms import DetailsForm
from accounts.models import Member
from accounts.requests import MemberRequest
from history.models import Look
from lib.pages import answer_form
from lib.refusals import NotAllowed

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: MemberRequest) -> HttpResponse:
    """What a member says about themselves, to read and to change."""
    typed = request.POST if request.method == "POST" else None
    form = DetailsForm(typed, instance=copy(request.user))
    if typed is not None and is_changed(request.user, form):
        messages.success(request, _("Your details are saved."))
        return redirect("accounts:details")
    return answer_form(request, "accounts/details.html", {}, form)


@require_safe
def looks(request: MemberRequest) -> HttpResponse:
    """Who in the office has looked at the member's record, and when."""
    mine = Look.objects.at_the_record_of(request.user).select_related("viewer")
    page = Paginator(mine.order_by("-at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/looks.html", {"page": page})


@require_safe
def typed(request: MemberRequest) -> HttpResponse:
    """What was sent while the member was signed out, to be sent again by another press."""
    kept = interrupted.kept_for(request.user)
    if kept is None:
        return redirect("home")
    return render(request, "accounts/typed.html", {**kept, "token": get_token(request)})


@require_POST
def session_end(request: MemberRequest, pk: int) -> HttpResponse:
    """Sign out another browser of one's own."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    with transaction.atomic():
        end_sessions(request, [session])
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")


@require_POST
def address_works(request: MemberRequest) -> HttpResponse:
    """Say that letters reach one again."""
    if request.user.reach():
        messages.success(request, _("Thank you. Letters go to this address again."))
    else:
        messages.info(request, _("Letters go to this address already."))
    return redirect("account_email")


def is_changed(member: Member, form: DetailsForm) -> bool:
    """Whether what was typed is right and kept now; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        member.change_details(by=member, **form.cleaned_data)
    except NotAllowed as no:
        form.add_error("membership_number", str(no))
        return False
    return True
