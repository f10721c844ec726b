"""One pairing: its page, the yes, and the ways to leave. For the two people, and nobody else."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.directory.others import Other, others
from mentoring.forms.ending import EndForm
from mentoring.forms.pairing import AcceptForm, DeclineForm
from mentoring.models import LineManagement, Pairing
from mentoring.views.asked import Asked
from mentoring.views.looked import Looking
from mentoring.views.meeting_seen import meetings_shown
from mentoring.views.plan import Plan
from mentoring.views.seen import Seen
from mentoring.views.talk import Talk
from mentoring.views.terms import Terms

PAGE = "mentoring/pairing_detail.html"


def seen_by(member: Member, pk: int) -> Seen:
    """The pairing as the member sees it; 404 for everybody but the two."""
    mine = Pairing.objects.visible_to(member).with_people().with_draft_of(member)
    more = (
        "mentor__mentor_profile",
        "mentor__registrant__sector",
        "mentor__registrant__region",
        "mentee__registrant__sector",
        "mentee__registrant__region",
    )
    return Seen(get_object_or_404(mine.select_related(*more), pk=pk), member)


def page_of(seen: Seen) -> dict[str, Any]:
    """What the page shows beside the form."""
    pairing = seen.pairing
    trainings = pairing.mentor.training_completions.standing()
    declared = LineManagement.objects.between(pairing.mentor, pairing.mentee)
    talk = Talk(seen)
    return {
        "seen": seen,
        "asked": Asked(seen),
        "terms": Terms(seen),
        "plan": Plan(seen),
        "talk": talk,
        "written": talk.form,
        "training": trainings.first(),
        "line_management": seen.can_accept and declared.exists(),
        "others": others_for(seen),
        **meetings_shown(seen),
        "back": looking_back(seen),
    }


def not_now(request: MemberRequest, pk: int, no: NotAllowed | str) -> HttpResponse:
    """The pairing as it stands, with the sentence that says why not."""
    fresh = seen_by(request.user, pk)
    return refused(request, PAGE, {**page_of(fresh), "form": AcceptForm()}, no)


def looking_back(seen: Seen) -> Looking | None:
    """What both have written after the end, once there was one."""
    is_over = seen.pairing.can_be_looked_back_on_by(seen.viewer)
    return Looking.back_on(seen) if is_over else None


def others_for(seen: Seen) -> list[Other]:
    """Whom to ask next, when the mentee's proposal came to nothing."""
    if not seen.can_ask_others:
        return []
    profile = getattr(seen.other, "mentor_profile", None)
    return others(seen.viewer, but=profile.pk if profile else None)


@require_safe
def pairing_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Where it stands, what was proposed, and the one main thing to do."""
    context = page_of(seen_by(request.user, pk))
    page = answer_form(request, PAGE, context, AcceptForm())
    context["talk"].read()
    return page


@require_POST
def pairing_accept(request: MemberRequest, pk: int) -> HttpResponse:
    """One's own yes, with the answer about line management."""
    seen = seen_by(request.user, pk)
    form = AcceptForm(request.POST)
    if seen.can_accept and not is_acceptable(form, seen):
        return answer_form(request, PAGE, page_of(seen), form)
    return act(request, seen, lambda pairing, by: pairing.accept(by, shown=form.shown))


def is_acceptable(form: AcceptForm, seen: Seen) -> bool:
    """Whether the question is answered; a declared line management is kept, and refuses."""
    if not form.is_valid():
        return False
    if form.declares_line_management:
        LineManagement.objects.declare(seen.viewer, seen.other)
        form.refuse_line_management()
    return not form.errors


@require_POST
def pairing_talk_first(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that one would like to talk before a yes or no."""
    seen = seen_by(request.user, pk)
    told = _("%(name)s has been told that you would like to talk first.") % seen.names
    return act(request, seen, Pairing.talk_first, told)


@require_POST
def pairing_decline(request: MemberRequest, pk: int) -> HttpResponse:
    """Say no to a proposal, with a reason for the office and a note to the other, or without."""
    seen = seen_by(request.user, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return answer_form(request, "mentoring/pairing_decline.html", {"seen": seen}, form)
    return act(request, seen, lambda pairing, by: pairing.decline(by, **form.cleaned_data))


@require_POST
def pairing_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a proposal, or one's own yes to it, back."""
    return act(request, seen_by(request.user, pk), Pairing.withdraw)


def act(
    request: MemberRequest, seen: Seen, verb: Callable[[Pairing, Member], bool], told: str = ""
) -> HttpResponse:
    """Do it, and say what is true now: done (`told`), done before, or refused."""
    try:
        is_new = verb(seen.pairing, request.user)
    except NotAllowed as no:
        return not_now(request, seen.pairing.pk, no)
    if is_new:
        messages.success(request, told or done(seen))
    else:
        messages.info(request, f"{_('This has already happened.')} {seen.now_true}")
    return redirect(seen.pairing)


def done(seen: Seen) -> str:
    """What has just been done, and that the other is told."""
    words = {
        "proposed": _("You have accepted. %(name)s has been told."),
        "active": _("The pairing is active. %(name)s has been told."),
        "declined": _("You have declined. %(name)s has been told, without a reason."),
        "withdrawn": _("You have withdrawn. %(name)s has been told, without a reason."),
        "completed": _("The pairing is complete. %(name)s has been told."),
        "ended": _("The pairing has ended. %(name)s has been told, without a reason."),
    }
    return words[seen.pairing.status] % seen.names


# Asking first --------------------------------------------------------------


@require_safe
def pairing_leave(request: MemberRequest, pk: int) -> HttpResponse:
    """Before a proposal is withdrawn or declined: what that does."""
    seen = seen_by(request.user, pk)
    return ask_first(request, seen, seen.leave_verb)


def ask_first(request: MemberRequest, seen: Seen, verb: str) -> HttpResponse:
    """The page that asks; or back to the pairing when there is nothing left to ask."""
    if not verb:
        messages.info(request, seen.now_true)
        return redirect(seen.pairing)
    forms = {"decline": DeclineForm, "end": EndForm}
    context = {"seen": seen, "form": forms[verb]()} if verb in forms else {"seen": seen}
    return render(request, f"mentoring/pairing_{verb}.html", context)
