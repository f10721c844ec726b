"""Who holds which role in the office; giving one, and taking it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Member, RoleHolding
from accounts.requests import MemberRequest
from accounts.roles import Permission, Role, requires
from lib.keys import is_key
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from staff.forms.roles import RoleForm
from staff.roles import give, roles_held, start

GIVE = "staff/role_give.html"


@requires(Permission.SEE_HISTORY)
@require_safe
def role_list(request: MemberRequest) -> HttpResponse:
    """Every role, who holds it, since when and by whom."""
    may_give = request.user.may(Permission.GIVE_ROLES)
    return render(request, "staff/role_list.html", {"roles": roles_held(), "may_give": may_give})


@requires(Permission.GIVE_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def role_give(request: MemberRequest) -> HttpResponse:
    """Give a member a role, or a regional officer other networks."""
    if request.method != "POST":
        return answer_form(request, GIVE, {}, RoleForm(initial=asked_for(request)))
    form = RoleForm(request.POST)
    if not form.is_valid():
        return answer_form(request, GIVE, {}, form)
    member, role = form.cleaned_data["member"], Role(form.cleaned_data["role"])
    try:
        is_new = give(member, role, form.cleaned_data["regions"], by=request.user)
    except NotAllowed as no:
        return refused(request, GIVE, {"form": form}, no)
    words = _("%(name)s holds this role now: %(role)s.") if is_new else _("It is so already.")
    messages.success(request, words % {"name": member.name, "role": role.label})
    return redirect("staff:role_list")


def asked_for(request: MemberRequest) -> dict[str, object]:
    """What the form begins with: the member and the role that the link named."""
    key, role = request.GET.get("member", ""), request.GET.get("role", "")
    member = get_object_or_404(Member, pk=key) if is_key(key) else None
    return start(member, role)


@requires(Permission.GIVE_ROLES)
@require_POST
@reauthentication_required()
def role_take(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the role of one holding away."""
    holding = get_object_or_404(RoleHolding.objects.select_related("member"), pk=pk)
    try:
        holding.member.take_role(Role(holding.role), by=request.user)
    except NotAllowed as no:
        context = {"roles": roles_held(), "may_give": request.user.may(Permission.GIVE_ROLES)}
        return refused(request, "staff/role_list.html", context, no)
    says = _("%(name)s no longer holds this role: %(role)s.")
    names = {"name": holding.member.name, "role": holding.get_role_display()}
    messages.success(request, says % names)
    return redirect("staff:role_list")
