"""A training day as whoever has a place on it sees it, and the way to give the place back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.pages import refused
from lib.refusals import NotAllowed
from mentoring.models import Booking
from mentoring.views.meeting_seen import linked

PAGE = "mentoring/training_day_detail.html"


def own(member: Member, pk: int) -> Booking:
    """The member's own booking for this day; of another day they are told nothing."""
    mine = Booking.objects.of(member).select_related("day__region", "member")
    return get_object_or_404(mine, day=pk)


def shown(booking: Booking, member: Member) -> dict[str, object]:
    return {
        "booking": booking,
        "day": booking.day,
        "place": linked(booking.day.place),
        "may_give_back": booking.can_be_given_back_by(member),
        "is_recorded": booking.day.has_recorded(member.pk),
    }


@require_safe
def training_day_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """When and where it is, and whether one has a place."""
    return render(request, PAGE, shown(own(request.user, pk), request.user))


@require_POST
def training_day_give_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Free the place for somebody else."""
    try:
        is_new = own(request.user, pk).give_back(by=request.user)
    except NotAllowed as no:
        return refused(request, PAGE, shown(own(request.user, pk), request.user), no)
    done = _("Your place is free for somebody else."), _("You have given it back already.")
    messages.success(request, done[0] if is_new else done[1])
    return redirect("mentoring:training_day_detail", pk)
