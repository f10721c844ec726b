"""Who needs help: that, with whom and since when, and nothing else."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.refusals import NotAllowed
from mentoring.models import CheckIn

PAGE_SIZE, LATELY = 50, 10


@requires(Permission.SEE_HELP_WANTED)
@require_safe
def help_wanted(request: MemberRequest) -> HttpResponse:
    """Who waits for help, the longest first; and what was dealt with last."""
    theirs = CheckIn.objects.in_sight_of(request.user).with_facts()
    wanted = theirs.help_wanted().order_by("answered_at", "pk")
    settled = theirs.settled().order_by("-settled_at", "-pk")
    context = {
        "page": Paginator(wanted, PAGE_SIZE).get_page(request.GET.get("page")),
        "settled": settled[:LATELY],
        "may_settle": request.user.may(Permission.SETTLE_HELP),
    }
    return render(request, "staff/help_wanted.html", context)


@requires(Permission.SETTLE_HELP)
@require_POST
def help_settle(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that one has dealt with it."""
    asked = CheckIn.objects.help_wanted() | CheckIn.objects.settled()
    check_in = get_object_or_404(asked.in_sight_of(request.user).with_facts(), pk=pk)
    name = {"name": check_in.member.name}
    try:
        is_new = check_in.settle(by=request.user)
    except NotAllowed as no:
        messages.info(request, str(no))
        return redirect("staff:help_wanted")
    if is_new:
        messages.success(request, _("Dealt with. %(name)s sees the day on their page.") % name)
    else:
        messages.info(request, _("Somebody has dealt with this already."))
    return redirect("staff:help_wanted")
