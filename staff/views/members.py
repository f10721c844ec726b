"""Members, as the office sees them: who they are and what training is on record."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from history.models import Look, Page
from staff.forms.members import MemberSearchForm
from staff.members import counts_of, in_sight, training_rows, with_facts
from staff.training import with_people

PAGE_SIZE = 50


@requires(Permission.SEE_MEMBERS)
@require_safe
def member_list(request: MemberRequest) -> HttpResponse:
    """Every member, or those who are looked for."""
    form = MemberSearchForm(request.GET, viewer=request.user)
    members = form.narrow(with_facts(in_sight(request.user))).order_by("filed_as", "pk")
    page = Paginator(members, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/member_list.html", {"search": form, "page": page})


@requires(Permission.SEE_MEMBERS)
@require_safe
def member_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One member: who they are, their training, and their pairings as counts only."""
    terms = ("organisation_kind", "sector", "region", "level")
    known = ("mentor_profile", "erasure", *(f"registrant__{name}" for name in terms))
    people = in_sight(request.user).select_related(*known)
    member = get_object_or_404(people, pk=pk)
    Look.objects.note(request.user, member, Page.DETAILS)
    completions = list(with_people(member.training_completions.all()))
    counts, profile = counts_of(member), getattr(member, "mentor_profile", None)
    if profile:
        profile.places_taken = counts["places_taken"]
    context = {
        "member": member,
        "enrolments": member.enrolments.filter(status="open").select_related("route"),
        "profile": profile,
        "is_trained": any(completion.is_counting for completion in completions),
        "completions": completions,
        "rows": training_rows(completions, request.user),
        **counts,
        "may_record": request.user.may(Permission.RECORD_TRAINING),
        "sees_history": request.user.may(Permission.SEE_HISTORY),
        "may_erase": request.user.may(Permission.ENTER_ERASURES),
        "erasure": getattr(member, "erasure", None),
        "shows_notes": request.user.may(Permission.SEE_TRAINING),
    }
    return render(request, "staff/member_detail.html", context)
