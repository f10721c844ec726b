"""Aims and next steps of a pairing. For the two people, and nobody else."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from lib.pages import answer_form, refused, way_back
from lib.refusals import NotAllowed
from mentoring.forms.aim import AimForm
from mentoring.models import Aim, NextStep
from mentoring.views.pairings import seen_by
from mentoring.views.plan import Plan

LIST, CHANGE = "mentoring/aim_list.html", "mentoring/aim_change.html"
Act = Callable[[], Any]


def plan_of(request: MemberRequest, pk: int) -> Plan:
    """The plan as the member sees it; 404 for everybody but the two."""
    return Plan(seen_by(request.user, pk))


def page_of(plan: Plan) -> dict[str, Any]:
    return {"seen": plan.seen, "plan": plan}


@require_safe
def aim_list(request: MemberRequest, pk: int) -> HttpResponse:
    """Everything the two have planned; and, for a started pairing, what they might."""
    return render(request, LIST, page_of(plan_of(request, pk)))


# Adding ------------------------------------------------------------------------


@require_POST
def aim_add(request: MemberRequest, pk: int) -> HttpResponse:
    """Add an aim."""
    plan = plan_of(request, pk)
    form = plan.aim_form = AimForm(request.POST, auto_id="aim_%s")
    if not form.is_valid():
        return answer_form(request, LIST, page_of(plan), form)
    text = form.cleaned_data["text"]
    added = _("The aim is added."), _("This is among the aims already.")
    return do(
        request, plan, lambda: Aim.objects.add(plan.seen.pairing, text, by=request.user), added
    )


@require_POST
def step_add(request: MemberRequest, pk: int) -> HttpResponse:
    """Add a next step in one's own words."""
    plan = plan_of(request, pk)
    form = plan.step_form = plan.step_form_of(request.POST)
    if not form.is_valid():
        return answer_form(request, LIST, page_of(plan), form)
    return add_step(request, plan, form.cleaned_data)


@require_POST
def milestone_add(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a milestone that the route suggests among the steps."""
    return add_step(request, plan_of(request, pk), {"milestone": request.POST.get("milestone", "")})


def add_step(request: MemberRequest, plan: Plan, facts: dict[str, Any]) -> HttpResponse:
    added = _("The step is added."), _("This is among the steps already.")
    add = NextStep.objects.add
    return do(request, plan, lambda: add(plan.seen.pairing, facts, by=request.user), added)


# Changing ----------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def aim_change(request: MemberRequest, pk: int) -> HttpResponse:
    """Put an aim in other words, or go on to take it away."""
    aim = own(Aim, request, pk)
    plan = plan_of(request, aim.pairing_id)
    typed = request.POST if request.method == "POST" else None
    form = AimForm(typed, initial={"text": aim.text})
    context = {**page_of(plan), "thing": aim, "remove": "mentoring:aim_remove"}
    if request.method != "POST" or not form.is_valid():
        return answer_change(request, context, form)
    changed = _("The aim is changed."), _("The aim says this already.")
    return do(request, plan, lambda: aim.change(form.cleaned_data["text"], request.user), changed)


@require_http_methods(["GET", "HEAD", "POST"])
def step_change(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what a step says, what it is for, and, as the mentee, its month."""
    step = own(NextStep, request, pk)
    plan = plan_of(request, step.pairing_id)
    typed = request.POST if request.method == "POST" else None
    form = plan.step_form_of(typed, step)
    context = {**page_of(plan), "thing": step, "remove": "mentoring:step_remove"}
    if request.method != "POST" or not form.is_valid():
        return answer_change(request, context, form)
    changed = _("The step is changed."), _("The step says this already.")
    return do(request, plan, lambda: step.change(form.cleaned_data, request.user), changed)


def answer_change(request: MemberRequest, context: dict[str, Any], form: Any) -> HttpResponse:
    """The page to change one thing on; back to the list where nothing can be changed."""
    plan, thing = context["plan"], context["thing"]
    if not plan.can_plan or thing.removed_at:
        messages.info(request, _("This can no longer be changed."))
        return redirect(list_url(plan))
    return answer_form(request, CHANGE, context, form)


@require_POST
def aim_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an aim away; its steps stay."""
    gone = _("The aim is taken away. Its steps stay."), _("This has been taken away already.")
    return act(request, own(Aim, request, pk), Aim.remove, gone)


@require_POST
def step_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a step away."""
    gone = _("The step is taken away."), _("This has been taken away already.")
    return act(request, own(NextStep, request, pk), NextStep.remove, gone)


@require_POST
def step_tick(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that a step is done."""
    done = _("Done. If it was a slip, you can reopen the step."), _("This is ticked already.")
    return act(request, own(NextStep, request, pk), NextStep.tick, done)


@require_POST
def step_reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the tick back."""
    reopened = _("The step is open again."), _("This step is open already.")
    return act(request, own(NextStep, request, pk), NextStep.reopen, reopened)


# Beats -------------------------------------------------------------------------


def own(model: type[Aim] | type[NextStep], request: MemberRequest, pk: int) -> Any:
    """An aim or step of a pairing of the member's own."""
    mine = model.objects.visible_to(request.user).select_related("pairing")
    return get_object_or_404(mine, pk=pk)


def act(
    request: MemberRequest, thing: Any, verb: Callable[..., bool], told: tuple[str, str]
) -> HttpResponse:
    plan = plan_of(request, thing.pairing_id)
    return do(request, plan, lambda: verb(thing, request.user), told)


def do(request: MemberRequest, plan: Plan, verb: Act, told: tuple[str, str]) -> HttpResponse:
    """Do it, and say so (`told`): done, done before, or refused, with what was typed kept."""
    try:
        answer = verb()
    except NotAllowed as no:
        fresh = plan_of(request, plan.seen.pairing.pk)
        fresh.typed = request.POST.get("text", "")
        return refused(request, LIST, page_of(fresh), no)
    is_new = answer[1] if isinstance(answer, tuple) else answer
    (messages.success if is_new else messages.info)(request, told[0 if is_new else 1])
    return redirect(way_back(request, otherwise=list_url(plan)))


def list_url(plan: Plan) -> str:
    return reverse("mentoring:aim_list", args=[plan.seen.pairing.pk])
