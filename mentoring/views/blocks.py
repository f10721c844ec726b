"""Blocking somebody, and taking it back. Nobody but the blocker sees any of it."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from history.models import Event
from lib.pages import refused
from lib.refusals import NotAllowed
from mentoring.models import Block, MentorProfile, Pairing

PAGE = "mentoring/member_block.html"


@require_http_methods(["GET", "HEAD", "POST"])
def member_block(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first, and say what it does; then block, with everything open closed at once."""
    other = somebody_met(request.user, pk)
    if request.method == "POST":
        return block(request, other)
    if Block.objects.of(request.user).filter(blocked=other).exists():
        return say(request, other, is_new=False)
    return render(request, PAGE, {"other": other})


def block(request: MemberRequest, other: Member) -> HttpResponse:
    """Do it. Whoever changed something at the very moment is waited for, or said."""
    try:
        is_new = Block.objects.make(other, by=request.user)
    except NotAllowed as no:
        return refused(request, PAGE, {"other": other}, no)
    return say(request, other, is_new=is_new)


def say(request: MemberRequest, other: Member, *, is_new: bool) -> HttpResponse:
    """What is true now, on the page of those whom one has blocked."""
    named = {"name": other.short_name}
    if is_new:
        messages.success(request, _("You have blocked %(name)s. They are not told.") % named)
    else:
        messages.info(request, _("You have blocked %(name)s already.") % named)
    return redirect("mentoring:blocked")


def somebody_met(member: Member, pk: int) -> Member:
    """Whoever shares a pairing with the member, is shown to them as a mentor, or is blocked
    by them; 404 for everybody else, oneself included.
    """
    between = Pairing.objects.visible_to(member)
    shared = between.filter(Q(mentor=OuterRef("pk")) | Q(mentee=OuterRef("pk")))
    shown = MentorProfile.objects.shown_to(member).filter(member=OuterRef("pk"))
    mine = Block.objects.of(member).filter(blocked=OuterRef("pk"))
    met = Exists(shared) | Exists(shown) | Exists(mine)
    return get_object_or_404(Member.objects.filter(met).exclude(pk=member.pk), pk=pk)


@require_safe
def blocked(request: MemberRequest) -> HttpResponse:
    """Whom I have blocked, each with the way back."""
    blocks = Block.objects.of(request.user).select_related("blocked")
    return render(request, "mentoring/blocked.html", {"blocks": blocks})


@require_POST
def block_lift(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a block back; what it closed stays closed."""
    block = Block.objects.of(request.user).select_related("blocked").filter(pk=pk).first()
    if block is not None and block.lift():
        named = {"name": block.blocked.short_name}
        messages.success(request, _("%(name)s is no longer blocked.") % named)
    elif was_lifted(request.user, pk):
        messages.info(request, _("This has already happened: the block was taken back before."))
    else:
        raise Http404
    return redirect("mentoring:blocked")


def was_lifted(member: Member, pk: int) -> bool:
    """Whether the member has taken this very block back before."""
    return Event.objects.filter(verb="block.lifted", subject_id=pk, actor=member).exists()
