"""The numbers that are choices: what each does, what it is now, and who has changed it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.models import ChosenNumber
from mentoring.models.chosen_number import own_numbers
from mentoring.numbers import CHOICES, GROUPS, Choice
from staff.forms.numbers import NumberForm

EDIT = "staff/setting_edit.html"
BY_SLUG = {choice.slug: choice for choice in CHOICES.values()}


def row(choice: Choice, own: dict[str, Any], chosen: dict[str, Any]) -> dict[str, Any]:
    """One number as a person reads it."""
    now = chosen.get(choice.name, own[choice.name])
    return {
        "choice": choice,
        "now": choice.shown(now),
        "typed": choice.typed(now),
        "own": choice.shown(own[choice.name]),
        "is_chosen": choice.name in chosen,
    }


@requires(Permission.SEE_SETTINGS)
@require_safe
def setting_list(request: MemberRequest) -> HttpResponse:
    """Every number, by what it is about."""
    own, chosen = own_numbers(), ChosenNumber.objects.chosen()
    groups = [
        {"title": title, "rows": [row(choice, own, chosen) for choice in choices]}
        for title, choices in GROUPS
    ]
    return render(request, "staff/setting_list.html", {"groups": groups})


def context(slug: str) -> dict[str, Any]:
    """One number and its history, as they stand in the database."""
    if (choice := BY_SLUG.get(slug)) is None:
        raise Http404
    own, chosen = own_numbers(), ChosenNumber.objects.chosen()
    history = list(ChosenNumber.objects.history_of(choice.name))
    return {
        **row(choice, own, chosen),
        "history": [(each, shown(choice, each.value, own)) for each in history],
        "numbers": {**own, **chosen},
        "after": history[0].number if history else 0,
    }


def shown(choice: Choice, value: Any, own: dict[str, Any]) -> str:
    """What was chosen; of a number set back what it comes as."""
    return choice.shown(own[choice.name] if value is None else value)


@requires(Permission.CHANGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def setting_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Choose one number; it counts everywhere within half a minute."""
    facts = context(slug)
    choice: Choice = facts["choice"]
    needs: Any = {"choice": choice, "now": facts["numbers"]}
    if request.method != "POST":
        start = {"value": facts["typed"], "after": facts["after"]}
        return answer_form(request, EDIT, facts, NumberForm(initial=start, **needs))
    form = NumberForm(request.POST, **needs)
    if not form.is_valid():
        return answer_form(request, EDIT, facts, form)
    value = form.cleaned_data["value"]
    try:
        is_new = ChosenNumber.objects.choose(choice, value, by=request.user, after=form.number)
    except NotAllowed as no:
        typed = {"value": choice.typed(value), "after": context(slug)["after"]}
        again = NumberForm(initial=typed, **needs)
        return refused(request, EDIT, {**context(slug), "form": again}, no)
    if is_new:
        messages.success(request, _("Chosen. It counts everywhere within half a minute."))
    else:
        messages.info(request, _("It is this already."))
    return redirect("staff:setting_list")


@requires(Permission.CHANGE_SETTINGS)
@require_POST
def setting_restore(request: MemberRequest, slug: str) -> HttpResponse:
    """Back to the number that comes with Alongside."""
    facts = context(slug)
    try:
        is_new = ChosenNumber.objects.choose(
            facts["choice"], None, by=request.user, after=facts["after"]
        )
    except NotAllowed as no:
        messages.error(request, str(no))
        return redirect("staff:setting_edit", slug)
    if is_new:
        messages.success(request, _("Back to the number that comes with Alongside."))
    else:
        messages.info(request, _("It is this already."))
    return redirect("staff:setting_list")
