"""Meetings in a calendar program: one as a file, or all of them at an address of one's own."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from mentoring.calendar import calendar_of
from mentoring.models import CalendarFeed, Meeting

PAGE = "mentoring/calendar.html"


@require_safe
def meeting_calendar(request: MemberRequest, pk: int) -> HttpResponse:
    """One meeting as a file for a calendar; 404 for everybody but the two."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).with_people(), pk=pk)
    return as_file(calendar_of(request.user, [meeting]), f"meeting-{meeting.pk}.ics")


@require_safe
def calendar(request: MemberRequest) -> HttpResponse:
    """Whether one's meetings have an address, and what it is for. The address itself is gone."""
    return render(request, PAGE, {"feed": feed_of(request.user)})


@require_POST
def calendar_make(request: MemberRequest) -> HttpResponse:
    """A new address, shown in the answer to this press and never again.

    Not a redirect: between two requests the address would have to be kept somewhere.
    """
    path = reverse("mentoring:calendar_feed", args=[CalendarFeed.objects.make(request.user)])
    address = f"{settings.BASE_URL}{path}"
    webcal = f"webcal://{address.partition('://')[2]}"
    context = {"feed": feed_of(request.user), "address": address, "webcal": webcal}
    return render(request, PAGE, context)


@require_POST
def calendar_revoke(request: MemberRequest) -> HttpResponse:
    """The address is gone at once."""
    if CalendarFeed.objects.revoke(request.user):
        messages.success(request, _("The address is revoked. Calendars find nothing there now."))
    else:
        messages.info(request, _("Your meetings have no address."))
    return redirect("mentoring:calendar")


@login_not_required
@require_safe
def calendar_feed(_request: HttpRequest, token: str) -> HttpResponse:
    """All meetings of whoever made the address, for a program that cannot sign in."""
    feed = CalendarFeed.objects.named_by(token)
    if feed is None:
        raise Http404
    return as_file(followed_by(feed.member), "mentoring.ics")


def followed_by(member: Member) -> bytes:
    """What is to come, and what has been lately; the cancelled ones too, so that they go."""
    since = timezone.now() - timedelta(days=settings.MENTORING["CALENDAR_PAST_DAYS"])
    meetings = Meeting.objects.visible_to(member).filter(starts_at__gte=since)
    with override(member.language):
        name = _("Mentoring")
    return calendar_of(member, meetings.with_people().order_by("starts_at", "pk"), name=name)


def feed_of(member: Member) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(member=member).first()


def as_file(calendar: bytes, name: str) -> HttpResponse:
    """Kept by nobody on the way, found by no search engine, and told to no other site."""
    return HttpResponse(
        calendar,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex, nofollow",
        },
    )
