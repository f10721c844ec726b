"""My mentoring: everything between the member and others, what waits on them first."""

from collections import defaultdict
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from mentoring.models import LineManagement, MentorProfile, Pairing, ProposalDraft
from mentoring.views.seen import Seen

PAST_ON_A_PAGE = 10
PLACES = {
    "waiting_for_you": "mine",
    "waiting_for_them": "theirs",
    "active": "active",
    "paused": "active",
}


@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    """Open proposals and pairings by what each waits for, then the past, page by page."""
    member = request.user
    context = {
        **open_pairings(member),
        "past": past_pairings(member, request.GET.get("page", "1")),
        "drafts": drafts_of(member),
        "declared": declarations_of(member),
        "profile": MentorProfile.objects.with_places().filter(member=member).first(),
    }
    return render(request, "mentoring/overview.html", context)


def open_pairings(member: Member) -> dict[str, list[Seen]]:
    """What is open, sorted into what waits on the member, on the other, and what is active."""
    sorted_out: dict[str, list[Seen]] = defaultdict(list)
    mine = Pairing.objects.visible_to(member).open().with_people()
    mine = mine.with_unseen(member).with_suggested(member)
    for pairing in mine.order_by("awaiting_since", "pk"):
        seen = Seen(pairing, member)
        sorted_out[PLACES[seen.pill]].append(seen)
    return {name: sorted_out[name] for name in ("mine", "theirs", "active")}


def past_pairings(member: Member, number: str) -> Page[Any]:
    """One page of what is closed, newest first; an unknown page is the nearest one."""
    mine = Pairing.objects.visible_to(member).closed().with_people()
    page = Paginator(mine.order_by("-closed_at", "-pk"), PAST_ON_A_PAGE).get_page(number)
    page.object_list = [Seen(pairing, member) for pairing in page.object_list]
    return page


def drafts_of(member: Member) -> Any:
    """Drafts with their mentors; a mentor who is not in the directory now is not named."""
    shown = MentorProfile.objects.shown_to(member).filter(member=OuterRef("mentor"))
    drafts = ProposalDraft.objects.filter(mentee=member, mentor__mentor_profile__isnull=False)
    with_mentors = drafts.select_related("mentor__mentor_profile").order_by("-saved_at")
    return with_mentors.annotate(is_found=Exists(shown))


def declarations_of(member: Member) -> Any:
    """Whom the member has said to line manage, or to be managed by."""
    declared = LineManagement.objects.filter(member=member)
    return declared.select_related("other").order_by("declared_at", "pk")
