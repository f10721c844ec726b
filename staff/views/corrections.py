"""Putting a training record right: a newer one in its place, or taking it back."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from history.models import Look, Page
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.models import TrainingCompletion
from staff.forms.training import FactsForm, WithdrawalForm
from staff.training import consequences, with_people

READ_OR_ACT = ["GET", "HEAD", "POST"]


@requires(Permission.RECORD_TRAINING)
@require_http_methods(READ_OR_ACT)
def training_correct(request: MemberRequest, pk: int) -> HttpResponse:
    """Add a record that stands in place of this one."""
    completion = find(pk)
    typed = request.POST if request.method == "POST" else None
    form = FactsForm(typed, initial=vars(completion.facts))
    if not form.is_valid():
        return ask(request, "staff/training_correct.html", form, {"completion": completion})
    try:
        completion.correct(form.facts(), by=request.user)
    except NotAllowed as no:
        context = {"completion": find(pk), "form": form}
        return refused(request, "staff/training_correct.html", context, no)
    messages.success(request, _("The correction is recorded. The older record can still be read."))
    return redirect("staff:member_detail", completion.member_id)


@requires(Permission.RECORD_TRAINING)
@require_http_methods(READ_OR_ACT)
def training_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what withdrawing would come to, ask for the reason, and take the record back."""
    completion = find(pk)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    context = {"completion": completion, **consequences(completion)}
    if not form.is_valid():
        return ask(request, "staff/training_withdraw.html", form, context)
    try:
        is_new = completion.withdraw(request.user, form.cleaned_data["reason"])
    except NotAllowed as no:
        context = {**context, "completion": find(pk), "form": form}
        return refused(request, "staff/training_withdraw.html", context, no)
    done = _("The record is withdrawn.") if is_new else _("The record was withdrawn already.")
    messages.success(request, done)
    return redirect("staff:member_detail", completion.member_id)


def find(pk: int) -> TrainingCompletion:
    """The record, with the people on it."""
    return get_object_or_404(with_people(TrainingCompletion.objects.all()), pk=pk)


def ask(request: MemberRequest, template: str, form: Form, context: dict[str, Any]) -> HttpResponse:
    """The page with its form; a record that no longer stands has none, and the page says why."""
    Look.objects.note(request.user, context["completion"].member, Page.TRAINING)
    if request.method != "POST" and (why := context["completion"].why_not()):
        return refused(request, template, context, why)
    return answer_form(request, template, context, form)
