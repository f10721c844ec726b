"""Training on record, and recording it for one member or for a whole roll."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.models import TrainingCompletion
from mentoring.models.training import TrainingFacts
from staff.forms.roll import RollForm
from staff.forms.training import TrainingFilterForm
from staff.roll import Roll, read_roll
from staff.training import REST, address_of_day, first_lines, keep_rest, with_people

PAGE_SIZE = 50
PAGE = "staff/training_record.html"


@requires(Permission.SEE_TRAINING)
@require_safe
def training_list(request: MemberRequest) -> HttpResponse:
    """Every record, newest first; by kind and by day."""
    form = TrainingFilterForm(request.GET)
    completions = form.narrow(with_people(TrainingCompletion.objects.all()))
    page = Paginator(completions, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "page": page,
        "may_record": request.user.may(Permission.RECORD_TRAINING),
    }
    return render(request, "staff/training_list.html", context)


@requires(Permission.RECORD_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def training_record(request: MemberRequest) -> HttpResponse:
    """Check a list of people, then record the training of those who were seen in the check.

    Nothing is written before the second step, and there only what the first one showed.
    """
    if request.method != "POST":
        start = first_lines(request)
        return answer_form(request, PAGE, {"is_rest": "kind" in start}, RollForm(initial=start))
    form = RollForm(request.POST)
    request.session.pop(REST, None)
    if not form.is_valid():
        return answer_form(request, PAGE, {}, form)
    facts = form.facts()
    roll = read_roll(form.cleaned_data["people"], facts, form.cleaned_data["ticked"])
    context = {"form": form, "roll": roll}
    if "record" not in request.POST:
        return render(request, PAGE, context)
    if form.cleaned_data["checked"] != roll.fingerprint:
        return refused(
            request, PAGE, context, _("The list is not the one that was checked. Look again.")
        )
    return record(request, roll, facts, context)


def record(
    request: MemberRequest, roll: Roll, facts: TrainingFacts, context: dict[str, Any]
) -> HttpResponse:
    """Write the completions in one act, and go on to what is left of the list, if anything is."""
    try:
        members = TrainingCompletion.objects.record(roll.members, facts, by=request.user)
    except NotAllowed as no:
        return refused(request, PAGE, context, no)
    messages.success(request, what_happened(len(members)))
    if not roll.left_out:
        return redirect(address_of_day(facts))
    keep_rest(request, roll, facts)
    return redirect("staff:training_record")


def what_happened(count: int) -> str:
    """One sentence on what was written."""
    if not count:
        return _("Everybody on the list had this training on record already. Nothing is new.")
    words = ngettext(
        "%(count)d completion is recorded.", "%(count)d completions are recorded.", count
    )
    return words % {"count": count}
